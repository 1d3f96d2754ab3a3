import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

/** The page before there is a picture on it. */
export function PickFile({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations('drop');
  return (
    <div className="drop-pick">
      <Icon name="image" size={20} className="text-ink-3" />
      <Button look="primary" size="large" onClick={onOpen}>
        {t('choose')}
      </Button>
      <p>{t('chooseNote')}</p>
      <p>{t('libraryNote')}</p>
    </div>
  );
}

import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

/** Says that the picture in view lies in the trash. */
export function TrashNote({ onRestore }: { onRestore: () => void }) {
  const t = useTranslations('viewer');
  return (
    <p className="viewer-trash">
      <Icon name="trash" />
      {t('inTrash')}
      <Button size="small" onClick={onRestore}>
        {t('restore')}
      </Button>
    </p>
  );
}

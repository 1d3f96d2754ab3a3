import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import type { Actions } from './use-actions';

/** The three operations within a thumb's reach; elsewhere they stand in the bar. */
export function PhoneActs({ actions }: { actions: Actions }) {
  const t = useTranslations('viewer');
  return (
    <div className="viewer-dock">
      <Button icon="remix" onClick={actions.remix}>
        {t('remix')}
      </Button>
      <Button icon="upscale" onClick={actions.upscale}>
        {t('upscale')}
      </Button>
      <Button icon="describe" onClick={actions.describe}>
        {t('describe')}
      </Button>
    </div>
  );
}

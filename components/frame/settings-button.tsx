'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { later } from '@/lib/client/later';

const SettingsPanel = later(() => import('./settings-panel').then(({ SettingsPanel }) => SettingsPanel));

export function SettingsButton({ onShortcuts }: { onShortcuts: () => void }) {
  const t = useTranslations('frame');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        icon="settings"
        label={t('settings')}
        data-tip-align="end"
        className="max-md:size-11"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      />
      {anchor && <SettingsPanel anchor={anchor} onShortcuts={onShortcuts} onEnd={() => setAnchor(null)} />}
    </>
  );
}

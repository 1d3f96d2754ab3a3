'use client';

import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';

const SettingsMenu = lazy(() => import('./settings-menu').then((module) => ({ default: module.SettingsMenu })));

export function SettingsButton({ onShortcuts }: { onShortcuts: () => void }) {
  const t = useTranslations('frame');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        icon="settings"
        label={t('settings')}
        data-tip-align="end"
        className="size-11 md:size-8"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      />
      {anchor && (
        <Suspense>
          <SettingsMenu anchor={anchor} onShortcuts={onShortcuts} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}

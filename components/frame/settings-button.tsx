'use client';

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { focusBack } from '@/lib/client/focus-back';
import { openSettings, useSettingsSection } from '@/lib/client/settings-location';
import { settingsHref } from '@/lib/client/settings-sections';

/** Opens the settings over the gallery; in another tab as a page of their own. */
export function SettingsButton() {
  const t = useTranslations('frame');
  const link = useRef<HTMLAnchorElement>(null);
  const open = useSettingsSection() !== null;
  const wasOpen = useRef(open);
  // Who comes back from them goes on where they left.
  useEffect(() => {
    if (wasOpen.current && !open) focusBack(null, link.current);
    wasOpen.current = open;
  }, [open]);
  return (
    <a
      ref={link}
      href={settingsHref()}
      aria-label={t('settings')}
      data-tip={t('settings')}
      data-tip-align="end"
      className={`${buttonClass('plain', 'normal', true)} max-md:size-11`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        openSettings();
      }}
    >
      <Icon name="settings" />
    </a>
  );
}

'use client';

import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Switch } from '@/components/ui/switch';
import { setLetters, useLetters } from '@/lib/client/letters';
import { setLocale, type Locale } from '@/lib/client/locale';
import { currentTheme, setTheme, themes } from '@/lib/client/theme';

// Each language by its own name, whatever the page speaks.
const languages: { value: Locale; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '简体中文' },
];

/** Theme, language, and whether single letters are shortcuts. */
export function SettingsPanel({ anchor, onShortcuts, onEnd }: {
  anchor: HTMLElement | null;
  onShortcuts: () => void;
  onEnd: () => void;
}) {
  const t = useTranslations('frame');
  const locale = useLocale();
  const [theme, setShown] = useState(currentTheme);
  const letters = useLetters();
  return (
    <Panel open anchor={anchor} align="end" title={t('settings')} width={264} onEnd={onEnd}>
      <p className="pb-1 text-caption text-ink-3">{t('theme')}</p>
      <Segmented
        wide
        label={t('theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => {
          setTheme(value);
          setShown(value);
        }}
      />
      <p className="pt-3 pb-1 text-caption text-ink-3">{t('language')}</p>
      <Segmented wide label={t('language')} value={locale} options={languages} onChange={setLocale} />
      <div className="flex items-center justify-between gap-3 pt-3 pb-2 max-md:min-h-11">
        <span id="letters-switch">{t('letters')}</span>
        <Switch labelledBy="letters-switch" checked={letters} onChange={setLetters} />
      </div>
      <Button
        look="plain"
        icon="keyboard"
        className="-mx-2 max-md:h-11"
        onClick={() => {
          onEnd();
          onShortcuts();
        }}
      >
        {t('shortcuts')} <Kbd>?</Kbd>
      </Button>
    </Panel>
  );
}

'use client';

import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuToggle } from '@/components/ui/menu';
import { setLetters, useLetters } from '@/lib/client/letters';
import { setLocale, type Locale } from '@/lib/client/locale';
import { currentTheme, setTheme, themes } from '@/lib/client/theme';

// Each language by its own name, whatever the page speaks.
const languages: { value: Locale; label: string; lang: string }[] = [
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'zh-CN', label: '简体中文', lang: 'zh-CN' },
];

/** Theme, language, and whether single letters are shortcuts. */
export function SettingsMenu({ anchor, onShortcuts, onClose }: {
  anchor: HTMLElement | null;
  onShortcuts: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('frame');
  const locale = useLocale();
  const [theme, setShown] = useState(currentTheme);
  const letters = useLetters();
  return (
    <Menu open anchor={anchor} label={t('settings')} onClose={onClose}>
      <MenuChoice
        label={t('theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => {
          setTheme(value);
          setShown(value);
        }}
      />
      <MenuSeparator />
      <MenuChoice label={t('language')} value={locale} options={languages} onChange={setLocale} />
      <MenuSeparator />
      <MenuToggle checked={letters} onChange={setLetters}>
        {t('letters')}
      </MenuToggle>
      <MenuItem
        icon="keyboard"
        onSelect={() => {
          onClose();
          onShortcuts();
        }}
      >
        {t('shortcuts')}
      </MenuItem>
    </Menu>
  );
}

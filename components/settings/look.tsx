import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Segmented } from '@/components/ui/segmented';
import { setLocale, type Locale } from '@/lib/client/locale';
import { currentTheme, setTheme, themes } from '@/lib/client/theme';
import { Setting } from './setting';

// Each language by its own name, whatever the page speaks.
const languages: { value: Locale; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '简体中文' },
];

/** Theme and language, for this browser. */
export function Look() {
  const t = useTranslations('connections');
  const frame = useTranslations('frame');
  const locale = useLocale();
  const [theme, setShown] = useState(currentTheme);
  return (
    <>
      <h1 className="mb-5 text-title font-semibold">{t('section.look')}</h1>
      <div className="rounded-sheet bg-sheet ring-1 ring-line">
        <Setting name={frame('theme')} note={t('themeNote')}>
          <Segmented
            label={frame('theme')}
            value={theme}
            options={themes.map((value) => ({ value, label: frame(value) }))}
            onChange={(value) => {
              setTheme(value);
              setShown(value);
            }}
          />
        </Setting>
        <Setting name={frame('language')} note={t('languageNote')}>
          <Segmented label={frame('language')} value={locale} options={languages} onChange={setLocale} />
        </Setting>
      </div>
    </>
  );
}

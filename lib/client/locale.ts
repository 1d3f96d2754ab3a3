import type en from './messages/en.json';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];
export type Messages = typeof en;

export const localeCookie = 'locale';

/** The page's language: the cookie when it names one we have, else the first of Accept-Language that we can serve. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = locales.find((locale) => locale === cookie);
  if (chosen) return chosen;
  for (const entry of (acceptLanguage ?? '').split(',')) {
    const tag = entry.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}

/** Keeps the choice for a year and draws the page anew in it. The draft is in local storage and survives. */
export function setLocale(locale: Locale): void {
  document.cookie = `${localeCookie}=${locale}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
}

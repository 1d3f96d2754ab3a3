export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'theme';

/** What `data-theme` on `<html>` must say: nothing when the system decides. */
export const themeAttribute = (cookie: string | undefined): 'light' | 'dark' | undefined =>
  cookie === 'light' || cookie === 'dark' ? cookie : undefined;

/** The theme that the page shows. */
export function currentTheme(): Theme {
  return themeAttribute(document.documentElement.dataset['theme']) ?? 'system';
}

/** Applies at once; the cookie lets the server set the attribute before the first paint. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

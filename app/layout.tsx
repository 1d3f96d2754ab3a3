import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeAttribute, themeCookie } from '@/lib/client/theme';
import './globals.css';
import { messagesFor, requestLocale } from './messages';
import { Words } from './words';

export const metadata: Metadata = {
  title: { default: 'Atelier', template: '%s · Atelier' },
  robots: { index: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f4f0' },
    { media: '(prefers-color-scheme: dark)', color: '#131110' },
  ],
};

/** The theme's attribute comes with the first byte, from its cookie, so no script has to run before the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([requestLocale(), cookies()]);
  const { common, errors } = messagesFor(locale);
  return (
    <html lang={locale} data-theme={themeAttribute(jar.get(themeCookie)?.value)} suppressHydrationWarning>
      <body>
        <Words locale={locale} messages={{ common, errors }}>
          {children}
        </Words>
      </body>
    </html>
  );
}

'use client';

import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl/react';
import type { Locale, Messages } from '@/lib/client/locale';

/** The few words that every page may need; a stranger's page carries no others. */
export function Words({ locale, messages, children }: {
  locale: Locale;
  messages: Pick<Messages, 'common' | 'errors'>;
  children: ReactNode;
}) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

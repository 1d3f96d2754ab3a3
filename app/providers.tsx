'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { IntlProvider, useTranslations } from 'use-intl/react';
import { Announcer } from '@/components/ui/announcer';
import { Toasts } from '@/components/ui/toast';
import type { Locale, Messages } from '@/lib/client/locale';
import { AppError } from '@/lib/schema/error';

// Only a line that gave no answer is worth another try; a fault the server told stands.
const again = (failures: number, error: Error) =>
  failures < 3 && error instanceof AppError && error.code === 'unavailable';

// Times are formatted in the browser's own zone; the server, which cannot know it, formats none that is kept.
const serverZone = typeof window === 'undefined' ? 'UTC' : undefined;

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: again, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Everything below it may translate, query, announce and toast. */
export function Providers({ locale, messages, children }: {
  locale: Locale;
  messages: Messages;
  children: ReactNode;
}) {
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={client}>
      <IntlProvider locale={locale} messages={messages} timeZone={serverZone}>
        {children}
        <Notices />
        <Announcer />
      </IntlProvider>
    </QueryClientProvider>
  );
}

function Notices() {
  const t = useTranslations('common');
  return <Toasts closeLabel={t('close')} regionLabel={t('notices')} />;
}

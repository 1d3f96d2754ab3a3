import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { messagesFor, requestLocale } from '@/app/messages';
import { Providers } from '@/app/providers';
import { sandboxBannerCookie } from '@/lib/client/sandbox-banner';
import { loadBudget } from '@/lib/server/budget';
import { formerConnections, publicConnections } from '@/lib/server/offers';
import { loadRuns } from '@/lib/server/tasks/view';
import { Studio } from './studio';

/** As many runs as the first screen of a wide window holds; the gallery fetches the rest itself. */
const firstRuns = 24;

/** The studio stays mounted under every page of this group; the pages only name what is open over it. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const [locale, jar, firstPage, budget] = await Promise.all([
    requestLocale(),
    cookies(),
    loadRuns({ limit: firstRuns }),
    loadBudget(),
  ]);
  return (
    <Providers locale={locale} messages={messagesFor(locale)}>
      <Studio
        connections={publicConnections()}
        former={formerConnections()}
        firstPage={firstPage}
        budget={budget}
        sandboxBanner={!jar.has(sandboxBannerCookie)}
      />
      {children}
    </Providers>
  );
}

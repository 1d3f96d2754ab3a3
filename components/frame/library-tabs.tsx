'use client';

import { useState, type MouseEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { later } from '@/lib/client/later';
import { joinQuery, splitQuery, tabs, type Tab } from '@/lib/client/library-tabs';
import { libraryHref, setLibraryQuery } from '@/lib/client/location';

const TabPanel = later(() => import('./tab-panel').then(({ TabPanel }) => TabPanel));

/** The library's views; each is a query in the address. On narrow pages they are a menu. */
export function LibraryTabs({ query, total }: { query: string; total: number | null }) {
  const t = useTranslations('frame');
  const locale = useLocale();
  const { tab: current } = splitQuery(query);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const go = (tab: Tab) => setLibraryQuery(joinQuery(tab, ''));

  function onClick(event: MouseEvent, tab: Tab) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(tab);
  }

  return (
    <>
      <nav aria-label={t('library')} className="-ml-0.5 hidden gap-0.5 lg:flex">
        {tabs.map((tab) => (
          <a
            key={tab}
            href={libraryHref(joinQuery(tab, ''))}
            aria-current={tab === current ? 'page' : undefined}
            onClick={(event) => onClick(event, tab)}
            className="flex h-[30px] items-center gap-1.5 rounded-chip px-2.5 text-label font-medium text-ink-2 hover:bg-well aria-[current]:bg-well aria-[current]:text-ink"
          >
            {t(tab)}
            {tab === 'all' && total !== null && (
              <span className="text-caption font-normal text-ink-3">{total.toLocaleString(locale)}</span>
            )}
          </a>
        ))}
      </nav>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        className={`${buttonClass('plain')} max-md:h-11 lg:hidden`}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {t(current)} <Icon name="down" size={14} />
      </button>
      {anchor && <TabPanel anchor={anchor} current={current} onChoose={go} onEnd={() => setAnchor(null)} />}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { buttonClass, IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Segmented } from '@/components/ui/segmented';
import { monthAndYear } from '@/lib/client/dates';
import { monthFrom } from '@/lib/client/months';
import { sheetHref, spendingQueries } from '@/lib/client/spending';
import type { SpendingBy } from '@/lib/schema/spending';
import { BudgetForm } from './budget-form';
import { Loaded } from './loaded';
import { SpendingTable } from './spending-table';
import './spending.css';

const ways = ['day', 'model', 'connection'] as const satisfies SpendingBy[];

/** What was spent, month by month, and the most that may be. */
export function Spending() {
  const t = useTranslations('spending');
  const query = useQuery(spendingQueries.budget);
  const words = { loading: t('loading'), notLoaded: t('notLoaded') };
  return (
    <>
      <h1 className="text-title font-semibold">{t('title')}</h1>
      <p className="mt-0.5 mb-5 max-w-[90ch] text-ink-2">{t('intro')}</p>
      {query.data ? (
        <>
          <BudgetForm budget={query.data} />
          <Months today={query.data.day.from} words={words} />
        </>
      ) : (
        <div className="rounded-sheet bg-sheet ring-1 ring-line">
          <Loaded query={query} words={words} />
        </div>
      )}
    </>
  );
}

function Months({ today, words }: { today: string; words: { loading: string; notLoaded: string } }) {
  const t = useTranslations('spending');
  const locale = useLocale();
  const [back, setBack] = useState(0);
  const [by, setBy] = useState<SpendingBy>('day');
  const days = monthFrom(today, -back);
  // Where nobody is told of, there is nobody to add up by: one look at the last two months tells.
  const lately = { from: monthFrom(today, -1).from, to: monthFrom(today).to };
  const persons = useQuery(spendingQueries.list(lately, 'person')).data?.rows.some(({ key }) => key !== '') ?? false;
  const month = monthAndYear(days.from, locale);
  const query = useQuery(spendingQueries.list(days, by));
  return (
    <section aria-label={t('title')} className="mt-8">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex items-center gap-1">
          <IconButton
            icon="left"
            label={t('before')}
            className="max-md:size-11"
            onClick={() => setBack(back + 1)}
          />
          <h2 aria-live="polite" className="min-w-[136px] text-center text-body font-semibold">
            {month}
          </h2>
          <IconButton
            icon="right"
            label={t('after')}
            className="aria-disabled:text-edge max-md:size-11"
            aria-disabled={back === 0 || undefined}
            onClick={() => back > 0 && setBack(back - 1)}
          />
        </div>
        <Segmented
          label={t('sums')}
          value={by}
          options={[...ways, ...(persons || by === 'person' ? ['person' as const] : [])].map((value) => ({ value, label: t(`by.${value}`) }))}
          onChange={setBy}
        />
        <a download href={sheetHref(days)} className={`${buttonClass()} ml-auto max-md:h-11`}>
          <Icon name="download" />
          {t('sheet')}
        </a>
      </div>
      <div className="rounded-sheet bg-sheet ring-1 ring-line" aria-busy={query.isPlaceholderData || undefined}>
        {query.data === undefined ? (
          <Loaded query={query} words={words} />
        ) : query.data.rows.length === 0 ? (
          <p role="status" className="px-5 py-6 text-label text-ink-2">
            {t('empty', { month })}
          </p>
        ) : (
          <SpendingTable spending={query.data} month={month} />
        )}
      </div>
    </section>
  );
}

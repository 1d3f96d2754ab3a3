import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl/react';
import { weekdayAndDay } from '@/lib/client/dates';
import { modelQueries } from '@/lib/client/models';
import { formatUsd } from '@/lib/client/money';
import type { Spending, SpendingFigures } from '@/lib/schema/spending';

const seldom = ['withheld', 'unknown', 'reserved'] as const;

/** A row for each day, model, connection or person; a column that is nothing all month is left out. */
export function SpendingTable({ spending, month }: { spending: Spending; month: string }) {
  const t = useTranslations('spending');
  const locale = useLocale();
  const nameOf = useNames(spending.by);
  const { rows, total } = spending;
  const columns = ['billed' as const, ...seldom.filter((column) => total[column] > 0)];
  const cells = (figures: SpendingFigures) => (
    <>
      <td>{new Intl.NumberFormat(locale).format(figures.tasks)}</td>
      {columns.map((column) => (
        <td key={column} data-nothing={figures[column] === 0 || undefined}>
          {formatUsd(figures[column], locale)}
        </td>
      ))}
    </>
  );
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys must reach what scrolls */}
      <div role="region" aria-label={month} tabIndex={0} className="overflow-x-auto rounded-sheet">
        <table className="spending-table">
          <thead>
            <tr>
              <th scope="col">{t(`column.${spending.by}`)}</th>
              <th scope="col">{t('column.tasks')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{nameOf(row.key)}</th>
                {cells(row)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {cells(total)}
            </tr>
          </tfoot>
        </table>
      </div>
      <Notes total={total} />
    </>
  );
}

/** What the figures mean that are not simply billed, where there are any. */
function Notes({ total }: { total: SpendingFigures }) {
  const t = useTranslations('spending');
  const notes = [
    ...seldom.filter((column) => total[column] > 0).map((column) => t(`about.${column}`)),
    ...(total.unpriced > 0 ? [t('unpriced', { count: total.unpriced })] : []),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-1 border-t border-line px-4 py-3 text-caption text-ink-2">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** Names for people; what is gone for good keeps its id, and a person is known by their name alone. */
function useNames(by: Spending['by']): (key: string) => string {
  const locale = useLocale();
  const t = useTranslations('spending');
  const { data } = useQuery(modelQueries.all);
  if (by === 'person') return (key) => key || t('notTold');
  if (by === 'day') return (key) => weekdayAndDay(key, locale);
  const connections = [...(data?.connections ?? []), ...(data?.former ?? [])];
  const named = by === 'connection' ? connections : connections.flatMap(({ models }) => [...models]);
  return (key) => named.find(({ id }) => id === key)?.label ?? key;
}

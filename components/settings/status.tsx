import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { useServerState } from '@/lib/client/server-state';
import { statusQueries } from '@/lib/client/status';
import { Loaded } from './loaded';
import { useStatusLines } from './status-lines';
import './connection.css';
import './status.css';

/** How the studio is: disk, saving, connections, what waits, the last backup and the last faults. */
export function Status() {
  const t = useTranslations('status');
  const section = useTranslations('connections.section');
  const locale = useLocale();
  const query = useQuery({ ...statusQueries.now, refetchOnMount: 'always', refetchInterval: 10_000 });
  const { reachable } = useServerState();
  const linesOf = useStatusLines();
  const { data, isFetching } = query;
  const at = data && new Date(data.at);
  const resting = isFetching || !reachable;

  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-[280px]">
          <h1 className="text-title font-semibold">{section('status')}</h1>
          {at && (
            <p className="mt-0.5 max-w-[90ch] text-ink-2">
              {t('intro', { date: dayOfYear(at, locale), time: timeOfDay(at, locale) })}
            </p>
          )}
        </div>
        <Button
          icon="retry"
          size="large"
          className="max-md:h-11"
          aria-disabled={resting || undefined}
          onClick={() => !resting && void query.refetch()}
        >
          {t('again')}
        </Button>
      </div>
      <div className="rounded-sheet bg-sheet ring-1 ring-line">
        {data === undefined ? (
          <Loaded query={query} words={{ loading: t('loading'), notLoaded: t('notLoaded') }} />
        ) : (
          <dl className="status">
            {linesOf(data).map(({ name, dot, value, note }, at) => (
              <div key={`${at} ${name}`}>
                <dt>
                  <span aria-hidden="true" className="connection-dot" data-dot={dot} />
                  {name}
                </dt>
                <dd>
                  {dot !== 'off' && <span className="sr-only">{t(`dot.${dot}`)}: </span>}
                  {value}
                  {note && <small>{note}</small>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </>
  );
}

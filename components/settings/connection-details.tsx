import { useLocale, useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import type { ConnectionEntry } from '@/lib/schema/connection';
import type { OperationName } from '@/lib/schema/operation';
import { ReportSheet } from './report-sheet';
import { variableOf } from './standing';
import { TrialOffer } from './trial-offer';
import type { Examination } from './use-examination';

/** All that is known of one connection, and the doctor's last report on it. */
export function ConnectionDetails({ connection, examination, onChange, onSwitch }: {
  connection: ConnectionEntry;
  examination: Examination;
  onChange: () => void;
  onSwitch: () => void;
}) {
  const t = useTranslations('connections');
  const { report, looking, error, look } = examination;
  const again = (
    <Button icon="retry" aria-disabled={looking || undefined} onClick={look}>
      {t(looking ? 'form.checking' : report ? 'act.examine' : 'act.examineFirst')}
    </Button>
  );
  return (
    <div className="connection-details">
      <Facts connection={connection} />
      {connection.source === 'page' && (
        <div className="flex flex-wrap gap-2">
          <Button icon="settings" onClick={onChange}>
            {t('act.change')}
          </Button>
          <Button icon={connection.off ? 'plug' : 'negative'} onClick={onSwitch}>
            {t(connection.off ? 'act.on' : 'act.off')}
          </Button>
        </div>
      )}
      {error && (
        <p role="alert" className="flex gap-2 text-label">
          <Icon name="refused" className="mt-px text-madder" />
          <span>
            <b className="font-semibold">{t('report.notDone')}</b> {error.message}
          </span>
        </p>
      )}
      {report ? (
        <ReportSheet report={report} actions={again}>
          {report.trial && !connection.sandbox && connection.state !== 'off' && (
            <TrialOffer connection={connection} trial={report.trial} />
          )}
        </ReportSheet>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 text-label text-ink-2">{t(looking ? 'report.looking' : 'report.none')}</p>
          {again}
        </div>
      )}
    </div>
  );
}

function Facts({ connection }: { connection: ConnectionEntry }) {
  const t = useTranslations('connections');
  const named = useTranslations('operation');
  const locale = useLocale();
  const { baseUrl, pathPrefix, auth, state, source, models, missing, openTasks, sandbox, slots, slotsNow } = connection;
  const list = (names: string[]) => new Intl.ListFormat(locale, { type: 'unit' }).format(names);
  const lacks = missing.map((one) => {
    const [operation = '', ...model] = one.split(' ');
    return [named(operation as OperationName), ...model].join(' ');
  });
  const facts: [string, string][] = [
    ...(sandbox ? [] : [[t('fact.address'), `${baseUrl}${pathPrefix}`] as [string, string]]),
    ...(sandbox ? [] : [[t('fact.header'), t(`report.header.${auth}`)] as [string, string]]),
    ...(lacks.length > 0 ? [[t('fact.missing'), list(lacks)] as [string, string]] : []),
    [t('fact.source'), t(`source.${source}`, { variable: variableOf(connection) })],
    [t('fact.open'), t('openTasks', { count: openTasks })],
    [t('fact.models'), models.length === 0 ? t('models', { count: 0 }) : list(models.map(({ label }) => label))],
  ];
  return (
    <>
      {(state === 'locked' || state === 'unverified') && (
        <p className="flex gap-2 text-label">
          <Icon name="alert" className="mt-px text-ochre" />
          {t(`advice.${state}`)}
        </p>
      )}
      {slotsNow < slots && (
        <p className="text-label text-ink-2">{t('fewerAtOnce', { now: slotsNow, slots })}</p>
      )}
      <dl className="connection-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

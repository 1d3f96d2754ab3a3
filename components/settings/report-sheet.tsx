import { useId, useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { copyText } from '@/lib/client/clipboard';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import type { Found, Report } from '@/lib/schema/connection';
import { lifeOf, operationFindings, signs, type Sign } from './report-lines';
import './doctor.css';

const signOf: Record<Found, Sign> = { there: 'good', unknown: 'doubt', missing: 'bad' };

/**
 * What the doctor found, in plain words, with the evidence under each finding as the server wrote it. `stale`: the entry
 * has changed since. `actions` stand beside the copy button, `children` at the foot.
 */
export function ReportSheet({ report, stale = false, actions, children }: {
  report: Report;
  stale?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const t = useTranslations('connections.report');
  const counted = useTranslations('connections');
  const named = useTranslations('operation');
  const locale = useLocale();
  const heading = useId();
  const at = new Date(report.at);
  const { reachable, key, answers, errors, results } = report;
  const life = results.hours === null ? null : lifeOf(results.hours);
  return (
    <section aria-labelledby={heading} className="doctor">
      <header>
        <div className="min-w-0">
          <h2 id={heading} className="text-body font-semibold">
            {t('title', { label: report.label })}
          </h2>
          <p className="text-caption text-ink-3">
            {t('at', { date: dayOfYear(at, locale), time: timeOfDay(at, locale) })}
            {stale && <b className="font-medium text-ochre"> {t('stale')}</b>}
          </p>
        </div>
        <div className="doctor-acts">
          <CopyReport text={report.text} />
          {actions}
        </div>
      </header>
      <div className="doctor-parts">
        <div>
          <h3>{t('reaching')}</h3>
          <ul>
            <Finding sign={reachable.ok ? 'good' : 'bad'} name={t(reachable.ok ? 'reached' : 'notReached')} told={reachable.detail} value={report.host} />
            <Finding
              sign={key.ok === null ? 'doubt' : key.ok ? 'good' : 'bad'}
              name={t(key.ok === null ? 'keyUnknown' : key.ok ? 'keyAccepted' : 'keyRefused')}
              told={key.detail}
              value={key.header === null ? undefined : t(`header.${key.header}`)}
            />
            <Finding sign={answers === null ? 'doubt' : 'plain'} name={t(answers === null ? 'answersUnknown' : `answers.${answers}`)} />
            <Finding sign="plain" name={t('errors')} told={errors.detail} />
            <Finding
              sign={life === null ? 'doubt' : 'plain'}
              name={life === null ? t('resultsUnknown') : t('results')}
              told={results.detail}
              value={life === null ? undefined : t(`life.${life.unit}`, { count: life.count })}
              more={results.host ?? undefined}
            />
          </ul>
        </div>
        <div>
          <h3>{t('canDo')}</h3>
          {report.operations.length === 0 && <p>{t('nothing')}</p>}
          <ul>
            {operationFindings(report.operations).map(({ operation, found, models, how, lacking }) => (
              <Finding
                key={operation}
                sign={lacking.length > 0 ? 'doubt' : signOf[found]}
                name={named(operation)}
                value={found === 'there' ? undefined : t(`found.${found}`)}
                said={found === 'there' ? t('found.there') : undefined}
                told={found === 'there' ? undefined : how}
                more={
                  lacking.length > 0
                    ? t('lacking', { models: lacking.join(', ') })
                    : found === 'there' && models.length > 0
                      ? models.length > 3
                        ? counted('models', { count: models.length })
                        : models.join(', ')
                      : undefined
                }
              />
            ))}
          </ul>
        </div>
      </div>
      {report.unknowns.length > 0 && (
        <div className="doctor-unknown">
          <h3>{t('unknowns')}</h3>
          <ul lang="en">
            {report.unknowns.map((unknown) => (
              <li key={unknown}>{unknown}</li>
            ))}
          </ul>
        </div>
      )}
      {children}
    </section>
  );
}

/** One finding. `said` is heard and not seen; `told` is evidence in the server's words; `more` in the page's. */
function Finding({ sign, name, value, said, told, more }: {
  sign: Sign;
  name: string;
  value?: string;
  said?: string;
  told?: string;
  more?: string;
}) {
  return (
    <li>
      <Icon name={signs[sign].icon} className={signs[sign].colour} />
      <span>
        {name}
        {said && <span className="sr-only">: {said}</span>}
      </span>
      {value && <em>{value}</em>}
      {more && <small>{more}</small>}
      {told && <small lang="en">{told}</small>}
    </li>
  );
}

function CopyReport({ text }: { text: string }) {
  const t = useTranslations('connections.report');
  const common = useTranslations('common');
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <>
      <Button
        icon={copied ? 'check' : 'copy'}
        onClick={() =>
          void copyText(text).then((done) => {
            setCopied(done);
            announce(done ? common('copied') : t('byHand'));
          })
        }
      >
        {copied ? common('copied') : t('copy')}
      </Button>
      {copied === false && (
        <textarea
          readOnly
          aria-label={t('byHand')}
          className="doctor-text"
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}

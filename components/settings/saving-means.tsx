import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import type { Report } from '@/lib/schema/connection';
import { meaningOf, operationFindings, signs, type Meaning, type Sign } from './report-lines';

const signOf: Record<Meaning, Sign> = {
  unreachable: 'bad', refused: 'bad', empty: 'doubt', unclear: 'doubt', limits: 'doubt', fine: 'good',
};

/** What storing it now would come to, said before it is stored. */
export function SavingMeans({ report }: { report: Report }) {
  const t = useTranslations('connections.means');
  const named = useTranslations('operation');
  const locale = useLocale();
  const meaning = meaningOf(report);
  const findings = operationFindings(report.operations);
  const list = (names: string[]) => new Intl.ListFormat(locale).format(names);
  const offered = findings.filter(({ found }) => found !== 'missing').map(({ operation }) => named(operation));
  const hidden = findings.filter(({ found }) => found === 'missing').map(({ operation }) => named(operation));
  return (
    <p role="status" className="mb-1.5 flex w-full gap-2 text-label">
      <Icon name={signs[signOf[meaning]].icon} className={`mt-px ${signs[signOf[meaning]].colour}`} />
      <span>
        {t(meaning)}{' '}
        {meaning !== 'unreachable' && offered.length > 0 && t('offered', { operations: list(offered) })}{' '}
        {meaning !== 'unreachable' && hidden.length > 0 && t('hidden', { operations: list(hidden) })}
      </span>
    </p>
  );
}

import 'server-only';
import type { Report } from '@/lib/schema/connection';

const yesNo = (value: boolean | null): string => (value === null ? 'not known' : value ? 'yes' : 'no');

/** A report as plain text for a bug report. The caller masks it. */
export function textOf(report: Omit<Report, 'text'>): string {
  const { results, key } = report;
  return [
    `Atelier, connection report of ${report.at}`,
    `Connection: ${report.label} (${report.dialect}) at ${report.host}, key ending in ${report.keyEnd ?? 'nothing shown'}`,
    `Reachable: ${yesNo(report.reachable.ok)}. ${report.reachable.detail}`,
    `Key accepted: ${yesNo(key.ok)}. ${key.detail}`,
    'Operations:',
    ...report.operations.map(
      ({ operation, models, found, how }) => `- ${operation}: ${found}. ${how} (${models.join(', ') || 'no model'})`,
    ),
    `Answers: ${report.answers ?? 'not known'}`,
    `Errors: ${report.errors.detail}`,
    `Results: ${results.host ?? 'host not known'}, ${results.hours === null ? 'time not known' : `${results.hours} hours`}. ${results.detail}`,
    ...(report.unknowns.length === 0 ? [] : ['Not learnt:', ...report.unknowns.map((one) => `- ${one}`)]),
  ].join('\n');
}

import type { Found, Report } from '@/lib/schema/connection';
import type { OperationName } from '@/lib/schema/operation';

export type Sign = 'good' | 'doubt' | 'bad' | 'plain';

/** What one operation came to over all the models it was looked for with. */
export type OperationFinding = { operation: OperationName; found: Found; models: string[]; how: string; lacking: string[] };

const weight: Record<Found, number> = { there: 0, unknown: 1, missing: 2 };

/**
 * One line an operation: there when any model has it, then unknown, missing only when none has it. `lacking` names the
 * models it was found missing for although others have it.
 */
export function operationFindings(operations: Report['operations']): OperationFinding[] {
  const names = [...new Set(operations.map(({ operation }) => operation))];
  return names.map((operation) => {
    const all = operations
      .filter((one) => one.operation === operation)
      .toSorted((one, other) => weight[one.found] - weight[other.found]);
    const found = all[0]?.found ?? 'unknown';
    return {
      operation,
      found,
      models: all.filter((one) => one.found === found).flatMap(({ models }) => models),
      how: [...new Set(all.filter((one) => one.found === found).map(({ how }) => how))].join(' · '),
      lacking: found === 'missing' ? [] : all.filter((one) => one.found === 'missing').flatMap(({ models }) => models),
    };
  });
}

export type Meaning = 'unreachable' | 'refused' | 'empty' | 'unclear' | 'limits' | 'fine';

/** What storing a connection comes to, by the worst that was found. */
export function meaningOf({ reachable, key, operations }: Report): Meaning {
  if (!reachable.ok) return 'unreachable';
  if (key.ok === false) return 'refused';
  if (operations.length === 0) return 'empty';
  if (operationFindings(operations).some(({ found, lacking }) => found === 'missing' || lacking.length > 0)) return 'limits';
  return key.ok === null ? 'unclear' : 'fine';
}

export const signs = {
  good: { icon: 'check', colour: 'text-accent' },
  doubt: { icon: 'alert', colour: 'text-ochre' },
  bad: { icon: 'close', colour: 'text-madder' },
  plain: { icon: 'info', colour: 'text-ink-3' },
} as const;

/** How a duration of links is told: in minutes below two hours, in days from three on. */
export function lifeOf(hours: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  if (hours < 2) return { unit: 'minutes', count: Math.round(hours * 60) };
  return hours < 72 ? { unit: 'hours', count: Math.round(hours) } : { unit: 'days', count: Math.round(hours / 24) };
}

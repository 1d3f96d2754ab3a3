import type { Task } from '@/lib/schema/task';

/** What a task was to cost when it was accepted, in micro-dollars, and whose word that was. */
export type Expected = { usdMicros: number; basis: 'quoted' | 'estimated' };

/**
 * What was expected, where that says more than what is known: not for what is free, for what cost nothing in the end, and
 * not where all that is known is the same estimate.
 */
export function expectedOf({ expected, sandbox, status, charge, usdMicros }: Task): Expected | null {
  const { basis } = expected;
  if (sandbox || expected.usdMicros === null || basis === 'free' || basis === 'unknown') return null;
  const waits = status === 'queued';
  if (charge === 'none' && !waits) return null;
  const same = charge === 'estimated' && usdMicros === expected.usdMicros && basis === 'estimated';
  return same && !waits ? null : { usdMicros: expected.usdMicros, basis };
}

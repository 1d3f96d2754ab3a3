import 'server-only';
import { singleton } from '@/lib/server/singleton';

type Sight = { age: number; at: number };

/** By task, then by stamp. */
const sights = (): Map<string, Map<number, Sight>> => singleton('tasks.ages', () => new Map());

/** Nobody asks after the age of a task that has ended. */
export const forgetAge = (id: string): void => void sights().delete(id);

/**
 * Milliseconds since `stamp` (epoch milliseconds), a moment in the life of the task `id`. Read off the clock once and
 * counted from then on, so that nothing is given up because somebody puts the clock. Of a stamp that was written before
 * the clock was put, the first look believes the clock by which the task is younger.
 */
export function ageOf(id: string, stamp: number): number {
  const at = performance.now();
  const seen = sights().get(id) ?? new Map<number, Sight>();
  sights().set(id, seen);
  const known = seen.get(stamp);
  if (known) return known.age + at - known.at;
  const ages = [Date.now() - stamp, performance.timeOrigin + at - stamp].filter((age) => age >= 0);
  const age = ages.length === 0 ? 0 : Math.min(...ages);
  seen.set(stamp, { age, at });
  return age;
}

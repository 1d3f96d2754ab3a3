import 'server-only';
import { singleton } from '@/lib/server/singleton';

type Sight = { age: number; at: number };

/** More than ever run at once; whoever is forgotten is only looked at as if for the first time. */
const mostSights = 10_000;

const sights = (): Map<string, Sight> => singleton('tasks.ages', () => new Map());

/**
 * Milliseconds since `stamp` (epoch milliseconds), a moment in the life of the task `id`. Read off the clock once and
 * counted from then on, so that nothing is given up because somebody puts the clock. Of a stamp that was written before
 * the clock was put, the first look believes the clock by which the task is younger.
 */
export function ageOf(id: string, stamp: number): number {
  const name = `${id} ${stamp}`;
  const at = performance.now();
  const known = sights().get(name);
  if (known) return known.age + at - known.at;
  const ages = [Date.now() - stamp, performance.timeOrigin + at - stamp].filter((age) => age >= 0);
  const age = ages.length === 0 ? 0 : Math.min(...ages);
  const oldest = sights().keys().next().value;
  if (sights().size >= mostSights && oldest !== undefined) sights().delete(oldest);
  sights().set(name, { age, at });
  return age;
}

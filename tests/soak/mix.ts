import type { TaskStatus } from '@/lib/schema/task-status';

/** The two ways in which a provider answers; each has a connection of its own. */
export const lanes = ['at-once', 'by-task'] as const;
export type Lane = (typeof lanes)[number];

/** What befalls a job. Those that take longest come first, so that a short run does not wait for them at its end. */
const kinds = ['corrupt', 'dead', 'busy', 'reset', 'failure', 'cut'] as const;
export type Kind = (typeof kinds)[number];

export type Job = { intent: string; lane: Lane; fault: Kind | null };

/** How often a fault befalls a job on a lane before it is over; a `dead` link of a task is told anew. */
export const corruptTimes: Record<Lane, number> = { 'at-once': Infinity, 'by-task': 1 };

/**
 * The n-th job, counted from 0: lanes take turns, one of `every` jobs (at least two) meets a fault, and the faults take
 * turns too, each on both lanes.
 */
export function jobOf(n: number, every: number): Job {
  const block = Math.floor(n / every);
  const first = block * every;
  // The first of its block on the lane whose turn it is.
  const faulty = first + ((first + block) % lanes.length);
  const kind = kinds[Math.floor(block / lanes.length) % kinds.length] ?? null;
  return { intent: `intent-${n + 1}`, lane: lanes[n % lanes.length] ?? 'at-once', fault: n === faulty ? kind : null };
}

/** How a job must end, whether its charge is sure, and whether its picture is there. */
export function endOf({ lane, fault }: Job): { status: TaskStatus; charge: 'billed' | 'unknown'; stored: boolean } {
  switch (fault) {
    case 'reset':
    case 'failure':
    case 'cut':
      return { status: 'unknown', charge: 'unknown', stored: false };
    case 'dead':
    case 'corrupt':
      // Without a task there is nobody to ask for another link.
      return lane === 'by-task'
        ? { status: 'succeeded', charge: 'billed', stored: true }
        : { status: 'failed', charge: 'billed', stored: false };
    default:
      return { status: 'succeeded', charge: 'billed', stored: true };
  }
}

import 'server-only';
import { markOf } from '@/lib/server/connection-mark';
import { workedConnections } from '@/lib/server/connections';
import type { TaskError } from '@/lib/schema/error-body';
import { circuitsOf } from '@/lib/server/store/circuits';
import type { Database } from '@/lib/server/store/database';
import { queueOutlook, usualAnswerMs, type Outlook } from '@/lib/server/store/outlook';
import { slotsNow } from './circuit';
import { stopOf } from './stops';

/** What is told of a queued task: its place, the seconds until it is likely sent, and what holds it back. */
export type Waiting = { position: number; startsIn: number | null; held: TaskError | null };

/**
 * How every queued task stands, by task id. The wait is what the pictures before it need, as many at once as their
 * connection may have, at the pace of its newest answers; null while nobody can say.
 */
export async function outlook(db: Database): Promise<Map<string, Waiting>> {
  const now = Date.now();
  const queued = await queueOutlook(db, now);
  if (queued.size === 0) return new Map();
  const usual = await usualAnswerMs(db);
  const all = workedConnections().map((connection) => ({ ...connection, mark: markOf(connection) }));
  const circuits = await circuitsOf(db, all);
  return new Map(
    [...queued].map(([id, task]) => {
      const connection = all.find((one) => one.id === task.connection);
      const circuit = connection && circuits.get(connection.id);
      const slots = connection ? slotsNow(circuit, connection.slots, now) : 0;
      const stop = stopOf(circuit);
      const held = stop && { ...stop.error, message: `${stop.error.message} This waits, and nothing was sent for it.` };
      return [id, { position: task.position, startsIn: startsIn(task, slots, usual.get(task.connection), now), held }];
    }),
  );
}

function startsIn({ ahead, count, runAt }: Outlook, slots: number, answerMs: number | undefined, now: number): number | null {
  if (slots === 0) return null;
  const rounds = Math.ceil(Math.max(0, ahead + count - slots) / slots);
  if (rounds > 0 && answerMs === undefined) return null;
  // One that waits for its own next try is sent no sooner than that.
  return Math.ceil(Math.max(rounds * (answerMs ?? 0), runAt - now, 0) / 1000);
}

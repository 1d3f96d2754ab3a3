import 'server-only';
import type { TaskChanges } from '@/lib/schema/task';
import { database, type Database } from '@/lib/server/store/database';
import { changesSince, listTasks, type TaskRow } from '@/lib/server/store/tasks';
import { waitForChange } from '@/lib/server/store/wakeups';
import { viewsOf } from './view';

const page = 200;

/**
 * Every task that changed after revision `since`, oldest change first, and the revision to ask from next. Answers at
 * once when there is something; else holds for up to `waitSeconds` and then answers with none. A new client starts from
 * the current revision.
 */
export async function changes(since: number, waitSeconds: number, signal: AbortSignal): Promise<TaskChanges> {
  const db = await database();
  const end = performance.now() + waitSeconds * 1000;
  for (;;) {
    const left = end - performance.now();
    const change = left > 0 && !signal.aborted ? waitForChange(signal, left) : null;
    const { tasks, revision } = await changesSince(db, since, page);
    if (tasks.length > 0 || revision !== since || change === null) {
      return { tasks: await viewsOf(db, await withQueue(db, tasks)), revision };
    }
    await change;
  }
}

/**
 * A task that leaves the queue moves everybody behind it, and one that comes moves those of other persons, because they
 * take turns. No revision tells that: those waiting come along.
 */
async function withQueue(db: Database, changed: TaskRow[]): Promise<TaskRow[]> {
  if (changed.length === 0) return changed;
  const known = new Set(changed.map(({ id }) => id));
  const { tasks } = await listTasks(db, { open: true, limit: page });
  const waiting = tasks.filter((one) => one.status === 'queued' && !known.has(one.id) && changed.some((other) => moves(other, one)));
  return [...changed, ...waiting];
}

const moves = (changed: TaskRow, waiting: TaskRow): boolean =>
  changed.connection === waiting.connection && (changed.status !== 'queued' || changed.person !== waiting.person);

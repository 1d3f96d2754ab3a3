import 'server-only';
import { open } from './open';
import type { Database } from './tables';
import { taskRow, type TaskRow } from './task-row';

/** So many tasks are looked through: without a bound, a library without failures would be read whole. */
const lookedThrough = 1000;

/** The newest of the last thousand tasks that failed or whose outcome is unclear, or null. */
export async function newestFailure(db: Database): Promise<TaskRow | null> {
  const newest = db.selectFrom('tasks').selectAll().orderBy('n', 'desc').limit(lookedThrough);
  const stored = await db
    .selectFrom(newest.as('newest'))
    .selectAll()
    .where('status', 'in', ['failed', 'unknown'])
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return stored ? taskRow(stored) : null;
}

/** The oldest task that has not ended, or null. */
export async function oldestOpen(db: Database): Promise<TaskRow | null> {
  const stored = await db.selectFrom('tasks').selectAll().where(open).orderBy('n').limit(1).executeTakeFirst();
  return stored ? taskRow(stored) : null;
}

import 'server-only';
import type { Database } from './tables';
import { patchedColumns, taskRow, type TaskRow } from './task-row';
import { advance, inTransaction } from './transaction';

/**
 * Puts a task whose end is unclear back among those that are asked after, due at once; what may have been charged
 * stands. Null when it is not `unknown` (any more), or has no handle to ask with.
 */
export async function reopenUnknown(db: Database, id: string, now: number): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .updateTable('tasks')
      .set({
        ...patchedColumns({ status: 'running', error: null, evidence: null, finishedAt: null, runAt: now }),
        cancelRequested: 0,
        leaseOwner: null,
        revision,
      })
      .where('id', '=', id)
      .where('status', '=', 'unknown')
      .where('handle', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    if (!stored) return null;
    tell('change');
    tell('work');
    return taskRow(stored);
  });
}

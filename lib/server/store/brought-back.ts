import 'server-only';
import { patchedColumns, type TaskPatch } from './task-row';
import type { Database } from './tables';
import { advance, inTransaction } from './transaction';

/**
 * Settles what a copy of the database from `madeAt` (ISO) knows only half of: a task that was about to be sent then may
 * have been sent and charged since, so it becomes `unknown` instead of being sent again. The sandbox's may go: they cost
 * nothing. Returns how many were settled.
 */
export async function settleBroughtBack(db: Database, madeAt: string, now: number): Promise<number> {
  return inTransaction(db, async (trx, tell) => {
    const waiting = await trx
      .selectFrom('tasks')
      .select('id')
      .where('status', 'in', ['queued', 'sending'])
      .where('sandbox', '=', 0)
      .orderBy('n')
      .execute();
    for (const { id } of waiting) {
      const revision = await advance(trx, 'revision');
      await trx
        .updateTable('tasks')
        .set({ ...patchedColumns(unclear(madeAt, now)), leaseOwner: null, revision })
        .where('id', '=', id)
        .execute();
    }
    if (waiting.length > 0) tell('change');
    return waiting.length;
  });
}

const unclear = (madeAt: string, now: number): TaskPatch => ({
  status: 'unknown',
  charge: 'unknown',
  finishedAt: now,
  error: {
    code: 'unknown_outcome',
    message:
      `The studio was brought back from a backup of ${madeAt}, when this had not been sent yet. ` +
      'It may have been sent and charged after that, and it will not be sent again by itself.',
  },
});

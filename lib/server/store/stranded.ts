import 'server-only';
import { open } from './open';
import type { Database } from './tables';
import { inTransaction } from './transaction';

/** Longer than a running or saved task ever waits for its next turn, and than a queued one for another try, in milliseconds. */
const longestTurnMs = 2 * 60_000;
const longestRefusedMs = 61 * 60_000;

/**
 * Makes due what would wait for hours because the clock was put back: a task that was made in what is now the future, or
 * that waits longer than any does. Its links die meanwhile. Says whether there was one.
 */
export async function freeStranded(db: Database, now: number): Promise<boolean> {
  return inTransaction(db, async (trx, tell) => {
    const { numUpdatedRows } = await trx
      .updateTable('tasks')
      .set({ runAt: now })
      .where(open)
      .where('leaseOwner', 'is', null)
      .where('runAt', '>', now)
      .where((eb) =>
        eb.or([
          eb('runAt', '>', now + longestRefusedMs),
          eb.and([eb('status', 'in', ['running', 'saving']), eb('runAt', '>', now + longestTurnMs)]),
          eb.and([eb('status', '=', 'queued'), eb('startedAt', 'is', null), eb('createdAt', '>', now)]),
        ]),
      )
      .executeTakeFirst();
    if (numUpdatedRows > 0n) tell('work');
    return numUpdatedRows > 0n;
  });
}

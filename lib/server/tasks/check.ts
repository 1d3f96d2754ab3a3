import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { SettlementCharge, Task } from '@/lib/schema/task';
import { database } from '@/lib/server/store/database';
import { findTask } from '@/lib/server/store/tasks';
import { reopenUnknown, settleUnclear } from '@/lib/server/store/unclear';
import { canTell, reconcile } from './reconcile';
import { findSpeaker, type FindSpeaker } from './speaker';
import { viewOf } from './view';

/**
 * Asks the provider once more what became of a task whose end is unclear; nothing is bought. By its id the task is
 * `running` until the answer is there, and unclear again when it still runs past its deadline; where there is only a list
 * it stays unclear unless it is found there. Throws `not_found`, `not_retryable` (409).
 */
export async function checkTask(id: string, speaks: FindSpeaker = findSpeaker): Promise<Task> {
  const db = await database();
  const row = await findTask(db, id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  const speaker = speaks(row);
  if (row.status === 'unknown' && speaker && canTell(row, speaker)) {
    if (row.handle === null) return viewOf(db, (await reconcile(db, row, speaker)) ?? row);
    const again = await reopenUnknown(db, id, Date.now());
    if (again) return viewOf(db, again);
  }
  throw new AppError(
    'not_retryable',
    'Only a task whose end is unclear, and whose provider has an id or a list to find it by, can be asked after again.',
  );
}

/**
 * What a person says of an unclear end: that it counts as billed, not at all, or stays as it is. Throws `not_found`,
 * `not_editable` (409) for an end that is clear.
 */
export async function settleTask(id: string, charge: SettlementCharge): Promise<Task> {
  const db = await database();
  if (!(await findTask(db, id))) throw new AppError('not_found', 'There is no such task.');
  const settled = await settleUnclear(db, id, charge);
  if (settled) return viewOf(db, settled);
  throw new AppError('not_editable', 'Only a task whose end is unclear can be settled by a person.');
}

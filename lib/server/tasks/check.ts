import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Task } from '@/lib/schema/task';
import { database } from '@/lib/server/store/database';
import { reopenUnknown } from '@/lib/server/store/reopen';
import { findTask, type TaskRow } from '@/lib/server/store/tasks';
import { findSpeaker, type FindSpeaker } from './speaker';
import { viewOf } from './view';

/** Whether the provider can be asked once more how a task ended: it is unclear, and there is an id to ask with. */
export const isCheckable = (row: TaskRow, speaks: FindSpeaker = findSpeaker): boolean =>
  row.status === 'unknown' && row.handle !== null && speaks(row)?.provider.poll !== undefined;

/**
 * Asks the provider once more what became of a task whose end is unclear; nothing is bought. The task is `running`
 * until the answer is there; one that still runs past its deadline is unclear again. Throws `not_found`, `not_retryable` (409).
 */
export async function checkTask(id: string, speaks: FindSpeaker = findSpeaker): Promise<Task> {
  const db = await database();
  const row = await findTask(db, id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  const again = isCheckable(row, speaks) ? await reopenUnknown(db, id, Date.now()) : null;
  if (again) return viewOf(db, again);
  throw new AppError(
    'not_retryable',
    'Only a task whose end is unclear and that its provider knows by an id can be asked after again.',
  );
}

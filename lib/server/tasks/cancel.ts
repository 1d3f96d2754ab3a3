import 'server-only';
import { AppError } from '@/lib/schema/error';
import { isOpen, type Task } from '@/lib/schema/task';
import { database, type Database } from '@/lib/server/store/database';
import { cancelQueued, findTask, requestCancel, type TaskRow } from '@/lib/server/store/tasks';
import { waitForChange } from '@/lib/server/store/wakeups';
import { findSpeaker, type FindSpeaker } from './speaker';
import { viewOf } from './view';

const confirmationMs = 15_000;

/**
 * Stops a task. One that was not sent ends as `canceled` at once and costs nothing; a running one ends so only when its
 * provider confirms. Throws `not_found`, `not_cancelable` (409) with a sentence that says why and what it means.
 */
export async function cancelTask(id: string, speaks: FindSpeaker = findSpeaker): Promise<Task> {
  const db = await database();
  const canceled = await cancelQueued(db, id, Date.now());
  if (canceled) return viewOf(db, canceled);
  const row = await findTask(db, id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  const stoppable = row.status === 'running' && row.handle !== null && speaks(row)?.provider.cancel;
  if (!stoppable) throw notCancelable(row);
  const ended = (await requestCancel(db, id, Date.now())) ? await untilEnded(db, id) : await findTask(db, id);
  if (ended?.status === 'canceled') return viewOf(db, ended);
  throw notCancelable(ended ?? row);
}

function notCancelable({ status }: TaskRow): AppError {
  if (!isOpen(status)) return new AppError('not_cancelable', 'It has already ended.');
  const why = {
    queued: 'It has just gone back to the queue; try again.',
    sending:
      'The request is on its way to the provider and cannot be called back. Breaking it off would not stop the work: it would be charged and its pictures lost.',
    running:
      'The provider has it and did not confirm that it stopped. It may still be charged; its pictures will be kept.',
    saving: 'The provider has finished it and it is charged. Its pictures are being saved.',
  };
  return new AppError(
    'not_cancelable',
    status in why ? why[status as keyof typeof why] : 'It cannot be stopped.',
  );
}

/** The task once it has ended, or as it stands when the wait is over. */
async function untilEnded(db: Database, id: string): Promise<TaskRow | null> {
  const end = AbortSignal.timeout(confirmationMs);
  for (;;) {
    const change = waitForChange(end, confirmationMs);
    const row = await findTask(db, id);
    if (!row || !isOpen(row.status) || end.aborted) return row;
    await change;
  }
}

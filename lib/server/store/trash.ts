import 'server-only';
import { isOpen, taskStatus } from '@/lib/schema/task';
import type { Writing } from './tables';

/**
 * Works out again whether a task's card has anything left to show: not when it has ended (`ended`: is about
 * to) and every picture it made is in the trash. Returns whether that changed.
 */
export async function refreshTrashed(trx: Writing, taskId: string, ended = false): Promise<boolean> {
  const task = await trx
    .selectFrom('tasks')
    .select((eb) => [
      'status',
      'trashed',
      eb.exists(eb.selectFrom('images').select('id').where('taskId', '=', taskId)).as('some'),
      eb
        .exists(
          eb.selectFrom('images').select('id').where('taskId', '=', taskId).where('deletedAt', 'is', null),
        )
        .as('left'),
    ])
    .where('id', '=', taskId)
    .executeTakeFirst();
  if (!task) return false;
  const over = ended || !isOpen(taskStatus.parse(task.status));
  const trashed = Number(over && Boolean(task.some) && !task.left);
  if (trashed === task.trashed) return false;
  await trx.updateTable('tasks').set({ trashed }).where('id', '=', taskId).execute();
  return true;
}

import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Task, TaskDetail } from '@/lib/schema/task';
import { isOpen } from '@/lib/schema/task-status';
import { cursorOf } from './queries';
import { database } from './store/database';
import { findTask, hideTask, listTasks } from './store/tasks';
import { waitForChange } from './store/wakeups';
import { loadTask, viewOf, viewsOf } from './tasks/view';

/** A page of tasks with their pictures, newest first; `open` leaves out those that have ended. */
export async function loadTasks(query: {
  open: boolean;
  cursor?: number;
  limit: number;
}): Promise<{ tasks: Task[]; next: string | null }> {
  const db = await database();
  const page = await listTasks(db, query);
  return { tasks: await viewsOf(db, page.tasks), next: page.next === null ? null : cursorOf(page.next) };
}

/** One task, once it has ended or `waitSeconds` are over or the caller went away. Throws `not_found`. */
export async function settledTask(id: string, waitSeconds: number, signal: AbortSignal): Promise<TaskDetail> {
  const deadline = Date.now() + waitSeconds * 1000;
  for (;;) {
    const left = deadline - Date.now();
    // Listening begins before the look, so that a change between the two is not missed.
    const change = left > 0 ? waitForChange(signal, left) : null;
    const task = await taskDetail(id);
    if (!isOpen(task.status) || change === null || signal.aborted) return task;
    await change;
  }
}

async function taskDetail(id: string): Promise<TaskDetail> {
  const db = await database();
  const row = await findTask(db, id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  return { ...(await viewOf(db, row)), evidence: row.evidence };
}

/** Puts a task's card away, or back. Throws `not_found`. */
export async function setHidden(id: string, hidden: boolean): Promise<Task> {
  if (!(await hideTask(await database(), id, hidden)))
    throw new AppError('not_found', 'There is no such task.');
  return loadTask(id);
}

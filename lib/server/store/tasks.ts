import 'server-only';
import { AppError } from '@/lib/schema/error';
import { checkBudget } from './budget';
import { forUpdate } from './dialect';
import { open } from './open';
import type { Database } from './tables';
import { countOf, insertedTask, taskRow, type NewTask, type TaskRow } from './task-row';
import { advance, inTransaction } from './transaction';

export type { NewTask, TaskRow } from './task-row';

/**
 * Where picture `index` of a task stands in the library's order: right above its task, the first picture on
 * top. For `index` below the task's count only; surplus pictures take a number of their own.
 */
export const imageNumber = (task: Pick<TaskRow, 'n' | 'count'>, index: number): number =>
  task.n + task.count - index;

/**
 * Stores a task once per idempotency key, in one transaction. The same key with the same `bodyHash` gives the
 * stored row with `created: false`; with another one it throws `idempotency_conflict`. A new one has to fit the
 * budget, else `budget_reached`; `createdAt` says whose day and month it counts for.
 */
export async function acceptTask(db: Database, task: NewTask): Promise<{ task: TaskRow; created: boolean }> {
  return inTransaction(db, async (trx, tell) => {
    const early = await findByKey(trx, task);
    if (early) return { task: early, created: false };
    const count = countOf(task.input);
    const last = await advance(trx, 'n', 1 + count);
    // The counter's lock is held from here on: a request with the same key that came first is visible now.
    const late = await findByKey(trx, task);
    if (late) return { task: late, created: false };
    // And so is every task that was taken on before.
    await checkBudget(trx, task);
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .insertInto('tasks')
      .values(insertedTask(task, last - count, revision))
      .returningAll()
      .executeTakeFirstOrThrow();
    tell('change');
    tell('work');
    return { task: taskRow(stored), created: true };
  });
}

/** The task that a key stands for already, or null. Throws `idempotency_conflict` when it was another body's. */
export async function findByKey(
  db: Database,
  { idempotencyKey, bodyHash }: Pick<NewTask, 'idempotencyKey' | 'bodyHash'>,
): Promise<TaskRow | null> {
  if (idempotencyKey === null) return null;
  const stored = await db
    .selectFrom('tasks')
    .selectAll()
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirst();
  if (!stored) return null;
  if (stored.bodyHash === bodyHash) return taskRow(stored);
  throw new AppError('idempotency_conflict', 'This Idempotency-Key was used before, with another request.');
}

/** One task by its id, or null. */
export async function findTask(db: Database, id: string): Promise<TaskRow | null> {
  const stored = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();
  return stored ? taskRow(stored) : null;
}

/** A page of tasks, newest first; `next` is the cursor of the following one. Hidden ones are among them. */
export async function listTasks(
  db: Database,
  { open: onlyOpen = false, cursor, limit }: { open?: boolean; cursor?: number; limit: number },
): Promise<{ tasks: TaskRow[]; next: number | null }> {
  const stored = await db
    .selectFrom('tasks')
    .selectAll()
    .$if(onlyOpen, (query) => query.where(open))
    .$if(cursor !== undefined, (query) => query.where('n', '<', cursor ?? 0))
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute();
  const tasks = stored.slice(0, limit).map(taskRow);
  return { tasks, next: stored.length > limit ? (tasks.at(-1)?.n ?? null) : null };
}

/** The newest revision there is; 0 in a new studio. */
export async function currentRevision(db: Database): Promise<number> {
  const found = await db
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'revision')
    .executeTakeFirstOrThrow();
  return found.value;
}

/**
 * Tasks changed after `revision`, in the order they changed, and the revision to ask from next. A `revision`
 * from the future (another database) gives none, and the current one.
 */
export async function changesSince(
  db: Database,
  revision: number,
  limit: number,
): Promise<{ tasks: TaskRow[]; revision: number }> {
  // Read before the tasks: what is committed in between is then only told next time, never skipped.
  const current = await currentRevision(db);
  const stored = await db
    .selectFrom('tasks')
    .selectAll()
    .where('revision', '>', revision)
    .orderBy('revision')
    .limit(limit)
    .execute();
  return { tasks: stored.map(taskRow), revision: stored.at(-1)?.revision ?? current };
}

/**
 * Stops a task that was never sent: `canceled`, charge `none`. Null when it is not queued (any more). A
 * worker that has just claimed it loses its claim with that, before it may send.
 */
export async function cancelQueued(db: Database, id: string, now: number): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const held = await trx
      .selectFrom('tasks')
      .select('status')
      .where('id', '=', id)
      .$call(forUpdate(trx))
      .executeTakeFirst();
    if (held?.status !== 'queued') return null;
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .updateTable('tasks')
      .set({ status: 'canceled', charge: 'none', usdMicros: 0, finishedAt: now, leaseOwner: null, revision })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    tell('change');
    return taskRow(stored);
  });
}

/**
 * Notes that a person wants a task on its way stopped, and makes it due unless a worker has it. Null when it
 * is neither sending nor running.
 */
export async function requestCancel(db: Database, id: string, now: number): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const stored = await trx
      .updateTable('tasks')
      .set((eb) => ({
        cancelRequested: 1,
        runAt: eb.case().when('leaseOwner', 'is', null).then(now).else(eb.ref('runAt')).end(),
      }))
      .where('id', '=', id)
      .where('status', 'in', ['sending', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (stored) tell('work');
    return stored ? taskRow(stored) : null;
  });
}

/** Puts a task's card away, or back. Null when there is no such task. */
export async function hideTask(db: Database, id: string, hidden: boolean): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const held = await trx
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', id)
      .$call(forUpdate(trx))
      .executeTakeFirst();
    if (!held) return null;
    if (held.hidden === Number(hidden)) return taskRow(held);
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .updateTable('tasks')
      .set({ hidden: Number(hidden), revision })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    tell('change');
    return taskRow(stored);
  });
}

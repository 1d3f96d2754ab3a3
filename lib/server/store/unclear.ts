import 'server-only';
import type { ExpressionBuilder, UpdateObject } from 'kysely';
import type { TaskError } from '@/lib/schema/error-body';
import type { Json } from '@/lib/server/providers/provider';
import type { Database, Tables, Writing } from './tables';
import { forUpdateSkippingLocked } from './dialect';
import { hasStatus } from './open';
import { patchedColumns, taskRow, type TaskRow } from './task-row';
import { advance, inTransaction } from './transaction';

/**
 * Puts a task whose end is unclear back among those that are asked after, due at once, by the handle it has or by one
 * that was found; what may have been charged stands. Null when it is not `unknown` (any more), has no handle to ask with,
 * or what was found is another task's.
 */
export async function reopenUnknown(
  db: Database,
  id: string,
  now: number,
  found: Json | null = null,
): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    if (found !== null && (await isTaken(trx, id, found))) return null;
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .updateTable('tasks')
      .set((eb) => ({
        ...patchedColumns({ status: 'running', error: null, evidence: null, finishedAt: null, runAt: now }),
        ...(found !== null && { handle: JSON.stringify(found) }),
        // What a person said of its charge was said before the provider told better: it is reserved again.
        charge: eb.case().when(saidOf(eb)).then('unknown').else(eb.ref('charge')).end(),
        usdMicros: eb.case().when(saidOf(eb)).then(eb.ref('expectedMicros')).else(eb.ref('usdMicros')).end(),
        settled: 0,
        cancelRequested: 0,
        leaseOwner: null,
        revision,
      }))
      .where('id', '=', id)
      .where('status', '=', 'unknown')
      .$if(found === null, (query) => query.where('handle', 'is not', null))
      .returningAll()
      .executeTakeFirst();
    if (!stored) return null;
    tell('change');
    tell('work');
    return taskRow(stored);
  });
}

/** Of a task that may have been charged: a person has said whether it was. */
const saidOf = (eb: ExpressionBuilder<Tables, 'tasks'>) => eb.and([eb('settled', '=', 1), eb('sandbox', '=', 0)]);

/** Whether another task of the same connection is known by this handle. */
async function isTaken(trx: Writing, id: string, handle: Json): Promise<boolean> {
  const other = await trx
    .selectFrom('tasks as own')
    .innerJoin('tasks as other', 'other.connection', 'own.connection')
    .select('other.id')
    .where('own.id', '=', id)
    .where('other.id', '!=', id)
    .where('other.handle', '=', JSON.stringify(handle))
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** Of unclear ends, those that are due to be looked after; each is put off until `next` says, so that one looks alone. */
export async function dueUnclear(
  db: Database,
  now: number,
  since: number,
  next: (row: TaskRow) => number,
  limit: number,
): Promise<TaskRow[]> {
  return inTransaction(db, async (trx) => {
    const due = await trx
      .selectFrom('tasks')
      .selectAll()
      .where(hasStatus('unknown'))
      .where('runAt', '<=', now)
      .where('finishedAt', '>', since)
      .orderBy('runAt')
      .limit(limit)
      .$call(forUpdateSkippingLocked(trx))
      .execute();
    const rows = due.map(taskRow);
    for (const row of rows)
      await trx.updateTable('tasks').set({ runAt: next(row) }).where('id', '=', row.id).execute();
    return rows;
  });
}

/** Changes a task while its end is unclear, and shows it; null when it is not. */
async function changeUnclear(
  db: Database,
  id: string,
  change: (eb: ExpressionBuilder<Tables, 'tasks'>) => UpdateObject<Tables, 'tasks'>,
): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const revision = await advance(trx, 'revision');
    const stored = await trx
      .updateTable('tasks')
      .set((eb) => ({ ...change(eb), revision }))
      .where('id', '=', id)
      .where(hasStatus('unknown'))
      .returningAll()
      .executeTakeFirst();
    if (stored) tell('change');
    return stored ? taskRow(stored) : null;
  });
}

/** Keeps in a task's words that its provider was asked and knows nothing of it. Null when its end is no longer unclear. */
export const tellUnclear = (db: Database, id: string, error: TaskError): Promise<TaskRow | null> =>
  changeUnclear(db, id, () => patchedColumns({ error }));

/**
 * Writes down what a person says of an unclear end: it counts as billed or not at all, or stays as it is. The sandbox
 * never charges. Null when it is not `unknown`.
 */
export const settleUnclear = (
  db: Database,
  id: string,
  charge: 'unknown' | 'billed' | 'none',
): Promise<TaskRow | null> =>
  changeUnclear(db, id, (eb) => ({
    charge: eb.case().when('sandbox', '=', 1).then('none').else(charge).end(),
    usdMicros: charge === 'none' ? 0 : eb.ref('expectedMicros'),
    settled: 1,
  }));

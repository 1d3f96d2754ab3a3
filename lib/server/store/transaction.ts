import 'server-only';
import { announce } from './dialect';
import type { Database, Writing } from './tables';
import { wake, type Wakeup } from './wakeups';

/**
 * Runs `body` in one write transaction. What it tells is announced with the commit: to other processes by
 * PostgreSQL, in this one right after. `body` must use only `trx`: SQLite has one connection.
 */
export async function inTransaction<Result>(
  db: Database,
  body: (trx: Writing, tell: (what: Wakeup) => void) => Promise<Result>,
): Promise<Result> {
  const told = new Set<Wakeup>();
  const result = await db.transaction().execute(async (trx) => {
    const answer = await body(trx, (what) => told.add(what));
    for (const what of told) await announce(trx, what);
    return answer;
  });
  for (const what of told) wake(what);
  return result;
}

/**
 * Advances a counter and returns its new value. Its row stays locked until the commit, so values become
 * visible in the order they were taken. To keep two transactions from waiting for each other, take `n` before
 * `revision`, and both after the task row.
 */
export async function advance(trx: Writing, name: 'n' | 'revision' | 'claims', by = 1): Promise<number> {
  const { value } = await trx
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', by) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

import 'server-only';
import { sql } from 'kysely';
import { forUpdate, forUpdateSkippingLocked } from './dialect';
import { hasStatus, open } from './open';
import type { Writing } from './tables';
import { taskRow, type TaskRow } from './task-row';

/** A connection's id and how many pictures may be in flight on it at once. */
export type Slots = { id: string; slots: number };

/** Pushes a task's due time to the lease's end and counts the attempt that later writes must name. */
export async function lease(
  trx: Writing,
  id: string,
  { owner, until }: { owner: string; until: number },
): Promise<TaskRow> {
  const leased = await trx
    .updateTable('tasks')
    .set((eb) => ({ runAt: until, leaseOwner: owner, attempt: eb('attempt', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return taskRow(leased);
}

/** Claims the first due task in the queue, or the first of a connection with room; see `claimTask`. */
export async function claimQueued(
  trx: Writing,
  {
    owner,
    until,
    now,
    connections,
  }: { owner: string; until: number; now: number; connections?: readonly Slots[] },
): Promise<TaskRow | null> {
  if (!connections) {
    const first = await firstDue(trx, now);
    return first ? lease(trx, first.id, { owner, until }) : null;
  }
  // One claim at a time counts the slots; two that count at once would both find the last one free.
  await trx
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'claims')
    .$call(forUpdate(trx))
    .execute();
  const inFlight = await picturesInFlight(trx, now);
  const heads: { id: string; n: number }[] = [];
  for (const { id: connection, slots } of connections) {
    const busy = inFlight.get(connection) ?? 0;
    if (busy >= slots) continue;
    const head = await firstDue(trx, now, connection);
    if (head && (busy === 0 || busy + head.count <= slots)) heads.push(head);
  }
  const oldest = heads.toSorted((one, other) => one.n - other.n)[0];
  return oldest ? lease(trx, oldest.id, { owner, until }) : null;
}

function firstDue(trx: Writing, now: number, connection?: string) {
  return trx
    .selectFrom('tasks')
    .select(['id', 'n', 'count'])
    .where(hasStatus('queued'))
    .$if(connection === undefined, (query) => query.where(open))
    .$if(connection !== undefined, (query) => query.where('connection', '=', connection ?? ''))
    .where('runAt', '<=', now)
    .orderBy('n')
    .limit(1)
    .$call(forUpdateSkippingLocked(trx))
    .executeTakeFirst();
}

async function picturesInFlight(trx: Writing, now: number): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('tasks')
    .select(['connection', sql<number>`cast(sum("count") as bigint)`.as('pictures')])
    .where(open)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['sending', 'running']),
        // Claimed a moment ago, not yet marked as sending.
        eb.and([eb('status', '=', 'queued'), eb('leaseOwner', 'is not', null), eb('runAt', '>', now)]),
      ]),
    )
    .groupBy('connection')
    .execute();
  return new Map(rows.map(({ connection, pictures }) => [connection, pictures]));
}

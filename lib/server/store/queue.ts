import 'server-only';
import { slotsNow } from '@/lib/server/tasks/circuit';
import { circuitsOf, type Marked } from './circuits';
import { forUpdate, forUpdateSkippingLocked } from './dialect';
import { hasStatus, open } from './open';
import type { Writing } from './tables';
import { taskRow, type TaskRow } from './task-row';
import { byTurn, countTurn, Standings, waitingPersons } from './turns';

/** A connection and how many pictures may be in flight on it at once. */
export type Slots = Marked & { slots: number };

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

/**
 * Claims the first due task in the queue, or whose turn it is on the connections with room and no picture waiting; see
 * `claimTask`.
 */
export async function claimQueued(
  trx: Writing,
  { owner, until, now, connections }: { owner: string; until: number; now: number; connections?: readonly Slots[] },
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
  const circuits = await circuitsOf(trx, connections);
  const standings = await Standings.read(trx, now);
  const behind = await behindWithSaving(trx, now);
  const heads: Head[] = [];
  for (const { id: connection, slots } of connections) {
    const room = slotsNow(circuits.get(connection), slots, now);
    const busy = standings.busy(connection);
    if (busy >= room || behind.has(connection)) continue;
    const head = await headOf(trx, now, connection, standings);
    if (head && (busy === 0 || busy + head.count <= room)) heads.push(head);
  }
  const oldest = heads.toSorted((one, other) => one.n - other.n)[0];
  if (!oldest) return null;
  await countTurn(trx, oldest.connection, oldest.person);
  return lease(trx, oldest.id, { owner, until });
}

type Head = { id: string; n: number; count: number; connection: string; person: string };

/** The due task of whose turn it is on a connection. */
async function headOf(trx: Writing, now: number, connection: string, standings: Standings): Promise<Head | null> {
  const heads = [];
  for (const person of await waitingPersons(trx, connection)) {
    const first = await firstDue(trx, now, { connection, person });
    if (first) heads.push({ ...first, connection, person, ...standings.of(connection, person) });
  }
  return heads.toSorted(byTurn)[0] ?? null;
}

function firstDue(trx: Writing, now: number, of?: { connection: string; person: string }) {
  return trx
    .selectFrom('tasks')
    .select(['id', 'n', 'count'])
    .where(hasStatus('queued'))
    .$if(of === undefined, (query) => query.where(open))
    .$if(of !== undefined, (query) =>
      query.where('connection', '=', of?.connection ?? '').where('person', '=', of?.person ?? ''),
    )
    .where('runAt', '<=', now)
    .orderBy('n')
    .limit(1)
    .$call(forUpdateSkippingLocked(trx))
    .executeTakeFirst();
}

/**
 * Connections with pictures that are made and paid for, and that nobody has had the time to fetch. Their links die:
 * buying more before they are fetched would only make more of them wait.
 */
async function behindWithSaving(trx: Writing, now: number): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('tasks')
    .select('connection')
    .distinct()
    .where(hasStatus('saving'))
    .where('runAt', '<=', now)
    .execute();
  return new Set(rows.map(({ connection }) => connection));
}

import 'server-only';
import { hasStatus } from './open';
import type { Database } from './tables';
import { inTurn, Standings } from './turns';

/** Where a queued task stands: its place in its connection's queue, from 1, and the pictures before it. */
export type Outlook = { connection: string; position: number; ahead: number; count: number; runAt: number };

/** The outlook of every queued task, by task id. */
export async function queueOutlook(db: Database, now: number): Promise<Map<string, Outlook>> {
  const queued = await db
    .selectFrom('tasks')
    .select(['id', 'connection', 'person', 'n', 'count', 'runAt', 'leaseOwner'])
    .where(hasStatus('queued'))
    .execute();
  if (queued.length === 0) return new Map();
  // Of a leased one it is the lease's end: it is being sent.
  const due = new Map(queued.map(({ id, runAt, leaseOwner }) => [id, leaseOwner === null ? runAt : 0]));
  const ordered = inTurn(queued, await Standings.read(db, now));
  return new Map(ordered.map(({ id, ...outlook }) => [id, { ...outlook, runAt: due.get(id) ?? 0 }]));
}

const looked = 100;

/** How long the newest answers took, from sending, in milliseconds: the median by connection. */
export async function usualAnswerMs(db: Database): Promise<Map<string, number>> {
  const newest = await db
    .selectFrom('tasks')
    .select(['connection', 'startedAt', 'answeredAt'])
    .orderBy('n', 'desc')
    .limit(looked)
    .execute();
  const took = newest.flatMap(({ connection, startedAt, answeredAt }) =>
    startedAt === null || answeredAt === null ? [] : [{ connection, ms: answeredAt - startedAt }],
  );
  return new Map(
    [...Map.groupBy(took, ({ connection }) => connection)].map(([connection, some]) => {
      const sorted = some.map(({ ms }) => ms).toSorted((one, other) => one - other);
      return [connection, sorted[Math.floor(sorted.length / 2)] ?? 0];
    }),
  );
}

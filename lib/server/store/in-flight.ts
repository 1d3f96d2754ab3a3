import 'server-only';
import { sql } from 'kysely';
import { open } from './open';
import type { Database } from './tables';

/** Who holds how many pictures in flight on which connection. */
export type InFlight = { connection: string; person: string; pictures: number };

/** The pictures that are with an upstream, or about to be, by connection and person. */
export async function inFlightByPerson(db: Database, now: number): Promise<InFlight[]> {
  return db
    .selectFrom('tasks')
    .select(['connection', 'person', sql<number>`cast(sum("count") as bigint)`.as('pictures')])
    .where(open)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['sending', 'running']),
        // Claimed a moment ago, not yet marked as sending.
        eb.and([eb('status', '=', 'queued'), eb('leaseOwner', 'is not', null), eb('runAt', '>', now)]),
      ]),
    )
    .groupBy(['connection', 'person'])
    .execute();
}

/** The same by connection alone. */
export async function picturesInFlight(db: Database, now: number): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const { connection, pictures } of await inFlightByPerson(db, now))
    sums.set(connection, (sums.get(connection) ?? 0) + pictures);
  return sums;
}

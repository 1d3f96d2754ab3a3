import 'server-only';
import { sql, type SqlBool } from 'kysely';
import { charge, type Charge } from '@/lib/schema/task';
import type { Database } from './tables';

/** What costs, letter for letter as the index says it, so that it can be used. */
const paid = sql<SqlBool>`sandbox = 0`;

/**
 * What tasks accepted since `since` (epoch milliseconds) cost, in micro-dollars, by charge. The sandbox costs
 * nothing.
 */
export async function spentSince(db: Database, since: number): Promise<Record<Charge, number>> {
  const rows = await db
    .selectFrom('tasks')
    .select(['charge', sql<number>`cast(sum(usd_micros) as bigint)`.as('usdMicros')])
    .where('createdAt', '>=', since)
    .where('usdMicros', 'is not', null)
    .where(paid)
    .groupBy('charge')
    .execute();
  const spent: Record<Charge, number> = { none: 0, estimated: 0, billed: 0, withheld: 0, unknown: 0 };
  for (const row of rows) spent[charge.parse(row.charge)] = row.usdMicros;
  return spent;
}

/** How many tasks accepted since `since` have a price that nobody knows. */
export async function unpricedSince(db: Database, since: number): Promise<number> {
  const { tasks } = await db
    .selectFrom('tasks')
    .select(sql<number>`count(*)`.as('tasks'))
    .where('createdAt', '>=', since)
    .where('usdMicros', 'is', null)
    .where(paid)
    .executeTakeFirstOrThrow();
  return tasks;
}

/** What some tasks cost that are alike in time, place and charge; `at` is a moment of the quarter of an hour they came in. */
export type SpendingGroup = {
  at: number;
  connection: string;
  model: string;
  person: string;
  charge: Charge;
  tasks: number;
  usdMicros: number;
  unpriced: number;
};

const quarterMs = 900_000;

/**
 * What tasks accepted from `from` until before `until` cost, without those that were not charged. By quarters of an hour,
 * because every zone's days begin at one and neither engine knows the server's zone.
 */
export async function spendingGroups(db: Database, from: number, until: number): Promise<SpendingGroup[]> {
  const quarter = sql<number>`created_at / ${sql.lit(quarterMs)}`;
  const rows = await db
    .selectFrom('tasks')
    .select(['connection', 'model', 'person', 'charge'])
    .select(quarter.as('quarter'))
    .select(sql<number>`count(*)`.as('tasks'))
    .select(sql<number>`cast(coalesce(sum(usd_micros), 0) as bigint)`.as('usdMicros'))
    .select(sql<number>`count(*) - count(usd_micros)`.as('unpriced'))
    .where('createdAt', '>=', from)
    .where('createdAt', '<', until)
    .where('charge', '!=', 'none')
    .where(paid)
    .groupBy([quarter, 'connection', 'model', 'person', 'charge'])
    .execute();
  return rows.map(({ quarter, charge: name, ...row }) => ({
    ...row,
    at: quarter * quarterMs,
    charge: charge.parse(name),
  }));
}

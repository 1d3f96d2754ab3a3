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

import 'server-only';
import { sql } from 'kysely';
import { charge, type Charge } from '@/lib/schema/task';
import type { Database } from './tables';

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
    .where('sandbox', '=', 0)
    .groupBy('charge')
    .execute();
  const spent: Record<Charge, number> = { none: 0, estimated: 0, billed: 0, withheld: 0, unknown: 0 };
  for (const row of rows) spent[charge.parse(row.charge)] = row.usdMicros;
  return spent;
}

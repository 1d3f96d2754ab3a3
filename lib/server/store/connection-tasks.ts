import 'server-only';
import { sql } from 'kysely';
import type { Database } from './database';
import { open } from './open';

/** A connection's tasks that have not ended; `sent` of them are with its provider. */
export type OpenTasks = { all: number; sent: number };

/** The open tasks of every connection that has some. */
export async function openTasks(db: Database): Promise<Map<string, OpenTasks>> {
  const rows = await db
    .selectFrom('tasks')
    .select([
      'connection',
      sql<number>`cast(count(*) as bigint)`.as('all'),
      sql<number>`cast(sum(case when status = 'queued' then 0 else 1 end) as bigint)`.as('sent'),
    ])
    .where(open)
    .groupBy('connection')
    .execute();
  return new Map(rows.map(({ connection, all, sent }) => [connection, { all: Number(all), sent: Number(sent) }]));
}

/** Whether a connection has ever made a picture. */
export async function hasMade(db: Database, connection: string): Promise<boolean> {
  const found = await db
    .selectFrom('images')
    .select('id')
    .where('connection', '=', connection)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The answers of a connection's newest tasks that were answered, newest first, with the time of each (epoch ms). */
export async function newestAnswers(
  db: Database,
  connection: string,
  limit: number,
): Promise<{ answer: string; answeredAt: number }[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['answer', 'answeredAt'])
    .where('connection', '=', connection)
    .where('answer', 'is not', null)
    .where('answeredAt', 'is not', null)
    .orderBy('n', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ answer, answeredAt }) =>
    answer === null || answeredAt === null ? [] : [{ answer: String(answer), answeredAt: Number(answeredAt) }],
  );
}

/** The connections that tasks name and whose id begins with `prefix` (small letters, digits and hyphens). */
export async function knownConnections(db: Database, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('connection')
    .distinct()
    .where('connection', 'like', `${prefix}%`)
    .execute();
  return rows.map(({ connection }) => connection);
}

import 'server-only';
import { sql, type SqlBool } from 'kysely';
import { openStatuses, type TaskStatus } from '@/lib/schema/task';

/** A task that has not ended, letter for letter as the partial indexes say it, so that they can be used. */
export const open = sql<SqlBool>`status in (${sql.join(openStatuses.map((status) => sql.lit(status)))})`;

/** One status, written out for the same reason. */
export const hasStatus = (status: TaskStatus) => sql<SqlBool>`status = ${sql.lit(status)}`;

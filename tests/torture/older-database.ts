import { CamelCasePlugin, Kysely, type ColumnMetadata, type TableMetadata } from 'kysely';
import { Migrator } from 'kysely/migration';
import { endStatuses, openStatuses } from '@/lib/schema/task-status';
import type { Target } from '@/lib/server/store/database';
import { migrations } from '@/lib/server/store/migrations';
import { openPostgres } from '@/lib/server/store/postgres';
import { openSqlite } from '@/lib/server/store/sqlite';

/** A database as it is, whatever version made it: names as the tables have them, no types. */
export type AnyDatabase = Kysely<Record<string, Record<string, unknown>>>;
/** The rows of every table, in a fixed order of their own. */
export type Content = Record<string, Record<string, unknown>[]>;

const statuses = [...openStatuses, ...endStatuses];
const at = 1_790_000_000_000;

/** What an earlier Atelier kept of its `i`-th row, by table and column; a column that is not named here is filled by its type. */
const written: Record<string, Record<string, (i: number) => unknown>> = {
  tasks: {
    n: (i) => i * 10,
    id: (i) => `task-${i}`,
    idempotency_key: (i) => (i % 2 === 0 ? null : `key-${i}`),
    body_hash: (i) => `hash-${i}`,
    operation: () => 'generate',
    connection: () => 'ideogram',
    model: () => 'ideogram-v2',
    status: (i) => statuses[i % statuses.length],
    input: (i) => JSON.stringify({ operation: 'generate', prompt: `a lighthouse № ${i}`, count: 2 }),
    count: () => 2,
    handle: (i) => (i % 3 === 0 ? JSON.stringify({ id: `job-${i}` }) : null),
    answer: () => null,
    error: (i) => (i % 4 === 0 ? JSON.stringify({ code: 'unknown_outcome', message: 'No answer came.' }) : null),
    evidence: (i) => (i % 4 === 0 ? JSON.stringify({ status: 502, type: null, body: 'busy', cut: false }) : null),
    missing: () => '[]',
    usd_micros: (i) => 80_000 + i,
    charge: (i) => (i % 2 === 0 ? 'billed' : 'unknown'),
    created_at: (i) => at + i,
    run_at: (i) => at + i,
    lease_owner: () => null,
    revision: (i) => i + 1,
  },
  images: {
    n: (i) => i * 10 + 2,
    id: (i) => `image-${i}`,
    task_id: (i) => `task-${i}`,
    parent_id: (i) => (i === 0 ? null : `image-${i - 1}`),
    index: () => 0,
    operation: () => 'generate',
    prompt: (i) => `a lighthouse № ${i}`,
    words: (i) => `a lighthouse № ${i}`,
    type: () => 'image/png',
    color: () => '#336699',
    sha256: (i) => String(i).padStart(64, '0'),
    deleted_at: (i) => (i % 5 === 4 ? at : null),
    created_at: (i) => at + i,
  },
  shares: {
    n: (i) => i * 10 + 5,
    id: (i) => `share-${i}`,
    token_hash: (i) => `token-${i}`,
    images: (i) => JSON.stringify([`image-${i}`]),
    expires_at: () => null,
    revoked_at: (i) => (i % 2 === 0 ? at : null),
  },
  budget: { period: (i) => ['day', 'month'][i] },
};
const rowsOf: Record<string, number> = { tasks: 2 * statuses.length, images: 2 * statuses.length, shares: 4, budget: 2 };

function valueOf({ name, dataType, isNullable, hasDefaultValue }: ColumnMetadata, table: string, i: number): unknown {
  const known = written[table]?.[name];
  if (known) return known(i);
  if (hasDefaultValue) return undefined;
  return dataType.toLowerCase() === 'text' ? (isNullable ? null : `${name} ${i}`) : i % 2;
}

/** The tables that hold rows of the studio's own, the one that others refer to first. */
async function tablesOf(db: AnyDatabase): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables();
  const own = tables.filter(({ name, isView }) => !isView && !/^(kysely_|images_text|sqlite_)/.test(name));
  return own.toSorted((one, other) => Number(other.name === 'tasks') - Number(one.name === 'tasks'));
}

const dialectOf = async (target: Target) =>
  'sqlite' in target ? openSqlite(target.sqlite) : await openPostgres(target.postgres);

/** Opens a database without bringing it up to date. */
export const openAsItIs = async (target: Target): Promise<AnyDatabase> => new Kysely({ dialect: await dialectOf(target) });

/** Makes a database as the Atelier left it whose last change was the `known`-th, with rows in every table. */
export async function makeOlder(target: Target, known: number): Promise<void> {
  const db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: await dialectOf(target),
    plugins: [new CamelCasePlugin()],
  });
  const older = Object.fromEntries(Object.entries(migrations).slice(0, known));
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => older } }).migrateToLatest();
  if (error !== undefined) throw error;
  const plain = db.withoutPlugins();
  for (const { name, columns } of await tablesOf(plain)) {
    for (let i = 0; i < (rowsOf[name] ?? 0); i++) {
      const row = columns.map((column) => [column.name, valueOf(column, name, i)]).filter(([, value]) => value !== undefined);
      await plain.insertInto(name).values(Object.fromEntries(row)).execute();
    }
  }
  await plain.updateTable('counters').set({ value: 1000 }).where('name', 'in', ['n', 'revision']).execute();
  await db.destroy();
}

/** Every row there is, by table; with `like`, only the tables and columns that it has. */
export async function contentOf(db: AnyDatabase, like?: Content): Promise<Content> {
  const content: Content = {};
  for (const { name, columns } of await tablesOf(db)) {
    if (like && !(name in like)) continue;
    const wanted = like ? Object.keys(like[name]?.[0] ?? {}) : columns.map((column) => column.name);
    const rows = wanted.length === 0 ? [] : await db.selectFrom(name).select(wanted).execute();
    content[name] = rows.map((row) => ({ ...row })).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  return content;
}

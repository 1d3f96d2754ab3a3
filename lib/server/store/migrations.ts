import 'server-only';
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTextIndex, keyType, pageColumns } from './dialect';
import { open } from './open';
import type { Tables } from './tables';

/** Every change of the tables since the first, by name, in order. A released one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-start': { up: start },
  '0002-evidence': { up: evidence },
  '0003-budget': { up: budget },
  '0004-circuits': { up: circuits },
};

async function start(db: Kysely<Tables>): Promise<void> {
  await counters(db);
  await tasks(db);
  await images(db);
  await shares(db);
}

async function counters(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .execute();
  await db
    .insertInto('counters')
    .values(['n', 'revision', 'claims'].map((name) => ({ name, value: 0 })))
    .execute();
}

async function tasks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('n', keyType(db), (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('idempotencyKey', 'text', (column) => column.unique())
    .addColumn('bodyHash', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('handle', 'text')
    .addColumn('answer', 'text')
    .addColumn('progress', 'double precision')
    .addColumn('width', 'bigint', (column) => column.notNull())
    .addColumn('height', 'bigint', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('text', 'text')
    .addColumn('missing', 'text', (column) => column.notNull())
    .addColumn('usdMicros', 'bigint')
    .addColumn('charge', 'text', (column) => column.notNull())
    .addColumn('sandbox', 'bigint', (column) => column.notNull())
    .addColumn('parentImageId', 'text')
    .addColumn('retryOf', 'text')
    .addColumn('hidden', 'bigint', (column) => column.notNull())
    .addColumn('trashed', 'bigint', (column) => column.notNull())
    .addColumn('cancelRequested', 'bigint', (column) => column.notNull())
    .addColumn('createdAt', 'bigint', (column) => column.notNull())
    .addColumn('startedAt', 'bigint')
    .addColumn('answeredAt', 'bigint')
    .addColumn('finishedAt', 'bigint')
    .addColumn('runAt', 'bigint', (column) => column.notNull())
    .addColumn('leaseOwner', 'text')
    .addColumn('attempt', 'bigint', (column) => column.notNull())
    .addColumn('sends', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute();
  await sql`create index tasks_revision on tasks (revision)`.execute(db);
  await sql`create index tasks_open on tasks (n) where ${open}`.execute(db);
  await sql`create index tasks_running on tasks (run_at, n) where status = 'running'`.execute(db);
  await sql`create index tasks_saving on tasks (run_at, n) where status = 'saving'`.execute(db);
  await sql`create index tasks_queue on tasks (connection, n) where status = 'queued'`.execute(db);
  await sql`create index tasks_shown on tasks (n) where hidden = 0 and trashed = 0`.execute(db);
  await sql`create index tasks_spent on tasks (created_at) where usd_micros is not null`.execute(db);
}

async function evidence(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('tasks').addColumn('evidence', 'text').execute();
}

async function budget(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('budget')
    .addColumn('period', 'text', (column) => column.primaryKey())
    .addColumn('usdMicros', 'bigint', (column) => column.notNull())
    .execute();
  // Holds all that sums of money are made of: every press makes one when there is a cap.
  await sql`drop index tasks_spent`.execute(db);
  await sql`create index tasks_spent on tasks (created_at, charge, usd_micros, connection, model)
    where sandbox = 0`.execute(db);
}

async function circuits(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('tasks').addColumn('expectedMicros', 'bigint').execute();
  await db.schema
    .alterTable('tasks')
    .addColumn('expectedBasis', 'text', (column) => column.notNull().defaultTo('unknown'))
    .execute();
  await db.schema
    .alterTable('tasks')
    .addColumn('settled', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('tasks')
    .addColumn('person', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('circuits')
    .addColumn('connection', 'text', (column) => column.primaryKey())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('openedAt', 'bigint')
    .addColumn('probeAt', 'bigint')
    .addColumn('coolMs', 'bigint', (column) => column.notNull())
    .addColumn('faults', 'text', (column) => column.notNull())
    .addColumn('slots', 'bigint')
    .addColumn('slotsUntil', 'bigint')
    .execute();
  await db.schema
    .createTable('turns')
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('turn', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('turns_key', ['connection', 'person'])
    .execute();
  // Each person of a connection has a head of the queue.
  await sql`drop index tasks_queue`.execute(db);
  await sql`create index tasks_queue on tasks (connection, person, n) where status = 'queued'`.execute(db);
  await sql`create index tasks_unclear on tasks (run_at) where status = 'unknown'`.execute(db);
  await sql`drop index tasks_spent`.execute(db);
  await sql`create index tasks_spent on tasks (created_at, charge, usd_micros, connection, model, person)
    where sandbox = 0`.execute(db);
}

async function images(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('images')
    .addColumn('n', keyType(db), (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('taskId', 'text', (column) => column.references('tasks.id'))
    .addColumn('parentId', 'text')
    .addColumn('index', 'bigint', (column) => column.notNull())
    .addColumn('operation', 'text')
    .addColumn('connection', 'text')
    .addColumn('model', 'text')
    .addColumn('sandbox', 'bigint', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('prompt', 'text')
    .addColumn('usedPrompt', 'text')
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('style', 'text')
    .addColumn('seed', 'bigint')
    .addColumn('width', 'bigint', (column) => column.notNull())
    .addColumn('height', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('color', 'text', (column) => column.notNull())
    .addColumn('placeholder', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('favourite', 'bigint', (column) => column.notNull())
    .addColumn('deletedAt', 'bigint')
    .addColumn('createdAt', 'bigint', (column) => column.notNull())
    .execute();
  // Partial, else SQLite looks up what has no task here, and sorts it.
  await sql`create unique index images_of_task on images (task_id, "index") where task_id is not null`.execute(
    db,
  );
  const live = pageColumns(db, 'deleted_at');
  const favourite = pageColumns(db, 'favourite', 'deleted_at');
  const upload = pageColumns(db, 'task_id', 'deleted_at');
  await sql`create index images_live on images (${live}) where deleted_at is null`.execute(db);
  await sql`create index images_model on images (lower(model), ${live}) where deleted_at is null`.execute(db);
  await sql`create index images_favourite on images (${favourite})
    where favourite = 1 and deleted_at is null`.execute(db);
  await sql`create index images_upload on images (${upload})
    where task_id is null and deleted_at is null`.execute(db);
  await sql`create index images_trash on images (n) where deleted_at is not null`.execute(db);
  await sql`create index images_seed on images (seed, n) where seed is not null`.execute(db);
  await sql`create index images_sha256 on images (sha256, n)`.execute(db);
  await sql`create index images_parent on images (parent_id, n) where parent_id is not null`.execute(db);
  await createTextIndex(db);
}

async function shares(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('shares')
    .addColumn('n', keyType(db), (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('tokenHash', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text')
    .addColumn('images', 'text', (column) => column.notNull())
    .addColumn('showPrompt', 'bigint', (column) => column.notNull())
    .addColumn('download', 'bigint', (column) => column.notNull())
    .addColumn('remix', 'bigint', (column) => column.notNull())
    .addColumn('opened', 'bigint', (column) => column.notNull())
    .addColumn('createdAt', 'bigint', (column) => column.notNull())
    .addColumn('expiresAt', 'bigint')
    .addColumn('revokedAt', 'bigint')
    .execute();
}

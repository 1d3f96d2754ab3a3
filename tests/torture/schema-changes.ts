import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { sql } from 'kysely';
import { openDatabase, type Target } from '@/lib/server/store/database';
import { imagesOfTasks } from '@/lib/server/store/images';
import { migrations } from '@/lib/server/store/migrations';
import { listTasks } from '@/lib/server/store/tasks';
import { Studio } from '../studio';
import { startPostgres } from '../postgres-server';
import { contentOf, makeOlder, openAsItIs, type AnyDatabase } from './older-database';
import { isFull, type StudioRow } from './row';

const versions = Object.keys(migrations).length;

/** Every table and index, as the engine itself tells them. */
async function shapeOf(db: AnyDatabase, target: Target): Promise<string[]> {
  const { rows } = await ('sqlite' in target
    ? sql<{ told: string }>`select name || ': ' || coalesce(sql, '') as told from sqlite_master`
    : sql<{ told: string }>`select table_name || '.' || column_name || ': ' || data_type || ' ' || is_nullable as told
        from information_schema.columns where table_schema = 'public'
        union all select indexdef from pg_indexes where schemaname = 'public'`
  ).execute(db);
  return rows.map(({ told }) => told).toSorted();
}

type Opened = { databases: number; rows: number };

/** Opens what each earlier Atelier left, the present one's own among them, and compares rows and tables. */
async function openAll(place: (name: string) => Promise<Target>): Promise<Opened> {
  const fresh = await place('fresh');
  await (await openDatabase(fresh)).destroy();
  const born = await openAsItIs(fresh);
  const shape = await shapeOf(born, fresh);
  await born.destroy();
  const opened: Opened = { databases: 0, rows: 0 };
  for (let known = 1; known <= versions; known++) {
    const target = await place(`known-${known}`);
    await makeOlder(target, known);
    // The old studio still runs: it has the database open all the while, and drains.
    const old = await openAsItIs(target);
    const before = await contentOf(old);
    const db = await openDatabase(target);
    try {
      expect(await contentOf(old, before), `rows of ${known} changes, as they were`).toEqual(before);
      expect(await shapeOf(old, target), `tables of ${known} changes, as a new studio's`).toEqual(shape);
      const { tasks } = await listTasks(db, { limit: 1000 });
      expect(tasks).toHaveLength(before['tasks']?.length ?? 0);
      expect(await imagesOfTasks(db, tasks.map(({ id }) => id))).toHaveLength(before['images']?.length ?? 0);
      await old.updateTable('tasks').set({ status: 'succeeded' }).where('id', '=', 'task-2').execute();
      expect((await listTasks(db, { limit: 1000 })).tasks.find(({ id }) => id === 'task-2')?.status).toBe('succeeded');
      opened.databases += 1;
      opened.rows += Object.values(before).reduce((sum, { length }) => sum + length, 0);
    } finally {
      await db.destroy();
      await old.destroy();
    }
  }
  return opened;
}

async function onPostgres(): Promise<Opened> {
  const server = await startPostgres();
  try {
    return await openAll(async () => ({ postgres: await server.make() }));
  } finally {
    await server.stop();
  }
}

/** A studio on a database of a newer Atelier: it has to end before anybody can ask it anything. */
async function newerIsRefused(): Promise<void> {
  let folder = '';
  const starting = Studio.start({}, async (dataFolder) => {
    folder = dataFolder;
    const target = { sqlite: path.join(dataFolder, 'atelier.db') };
    await makeOlder(target, versions);
    const db = await openAsItIs(target);
    await db.insertInto('kysely_migration').values({ name: '9999-later', timestamp: '2030-01-01' }).execute();
    await db.destroy();
  });
  // One that did start is no refusal, and has to go.
  const started = await starting.catch((error: unknown) => error);
  if (started instanceof Studio) await started.remove();
  else rmSync(folder, { recursive: true, force: true });
  expect(started).toBeInstanceOf(Error);
  expect(String(started)).toContain('Atelier cannot start: The database was made by a newer Atelier than this one.');
}

export const schemaRows: StudioRow[] = [
  {
    id: 'Q08',
    title: 'the databases that every earlier Atelier left, and one of a newer',
    cut: versions,
    full: 2 * versions,
    async play(n) {
      const folder = mkdtempSync(path.join(tmpdir(), 'atelier-schema-'));
      try {
        const all = [await openAll(async (name) => ({ sqlite: path.join(folder, `${name}.db`) }))];
        if (isFull) all.push(await onPostgres());
        await newerIsRefused();
        const opened = all.reduce((sum, { databases }) => sum + databases, 0);
        const rows = all.reduce((sum, one) => sum + one.rows, 0);
        expect(opened).toBe(n);
        const engines = isFull ? 'SQLite and PostgreSQL' : 'SQLite';
        return `opened ${opened} of ${n} on ${engines}, rows equal before and after ${rows}, a newer one refused before listening`;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];

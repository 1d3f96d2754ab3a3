import 'server-only';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CamelCasePlugin, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '@/lib/schema/error';
import { environment } from '@/lib/server/env';
import { singleton } from '@/lib/server/singleton';
import { filesFolder } from './files';
import { migrations } from './migrations';
import { openPostgres } from './postgres';
import { openSqlite, refusal as damaged } from './sqlite';
import type { Database, Tables } from './tables';

export type { Database } from './tables';
export type Target = { sqlite: string } | { postgres: string };

/**
 * Opens a database (`sqlite`: a file's path, `postgres`: an address) and brings its tables up to date;
 * several processes may do so at once. Throws `unavailable` with one sentence for a person: damaged file,
 * PostgreSQL too old or with the wrong locale, no answer, or tables made by a newer Atelier.
 */
export async function openDatabase(target: Target): Promise<Database> {
  const dialect = 'sqlite' in target ? openSqlite(target.sqlite) : await openPostgres(target.postgres);
  const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest().catch((error: unknown) => ({ error }));
  if (error === undefined) return db;
  await db.destroy();
  throw refusal(error);
}

/**
 * The process's database, opened once: DATABASE_URL, or a file in the data folder. Throws `unavailable`; where the
 * database is and what is wrong with it stands in the `cause`, for the start and the log, and in no HTTP answer.
 */
export function database(): Promise<Database> {
  const held = singleton<{ opened?: Promise<Database> }>('database', () => ({}));
  return (held.opened ??= open().catch((cause: unknown) => {
    // Not kept: a PostgreSQL that was down may be up at the next call.
    held.opened = undefined;
    throw new AppError('unavailable', 'The database cannot be opened.', { retryAfter: 10, cause });
  }));
}

const open = async (): Promise<Database> => openDatabase(configured());

function configured(): Target {
  const { DATABASE_URL, dataFolder } = environment();
  if (DATABASE_URL) return { postgres: DATABASE_URL };
  mkdirSync(dataFolder, { recursive: true });
  const file = path.join(/* turbopackIgnore: true */ dataFolder, 'atelier.db');
  // No file, or an empty one, is a new database to SQLite; beside pictures it is one that lost everything.
  const found = statSync(file, { throwIfNoEntry: false });
  const originals = path.join(filesFolder(dataFolder), 'originals');
  if (!found?.size && existsSync(originals))
    throw damaged(file, new Error(`it is ${found ? 'empty' : 'not there'} although there are pictures`));
  return { sqlite: file };
}

function refusal(error: unknown): AppError {
  const reason =
    error instanceof Error ? error.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(error);
  const sentence = reason.startsWith('corrupted migrations')
    ? 'The database was made by a newer Atelier than this one.'
    : `The tables of the database cannot be made: ${reason}.`;
  return new AppError('unavailable', sentence, { cause: error });
}

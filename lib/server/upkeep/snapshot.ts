import 'server-only';
import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '@/lib/schema/error';
import { isFull, refusal } from '@/lib/server/store/sqlite';

/** Throws `unavailable` when there is no such file: a command would make an empty one. */
export function demandSqlite(file: string): void {
  if (existsSync(file)) return;
  throw new AppError('unavailable', `There is no database ${file}: is ATELIER_DATA what the studio has?`);
}

/**
 * Writes a consistent copy of a SQLite database that may be in use, and reads every page of it. `vacuum into` and not
 * the online backup: it reads in one transaction, which holds up no writer in WAL mode, while the backup starts again
 * whenever another process writes; and it copies rows, so that a damaged page is met, not carried along. The copy is on
 * disk for good and has no second file. Throws `unavailable`: not there, damaged, no room.
 */
export async function copySqlite(file: string, copy: string): Promise<void> {
  demandSqlite(file);
  await rm(copy, { force: true });
  try {
    const source = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      source.prepare('vacuum into ?').run(copy);
    } finally {
      source.close();
    }
    checkSqlite(copy);
  } catch (error) {
    await rm(copy, { force: true });
    if (isFull(error)) throw new AppError('unavailable', `There is no room for ${copy}.`, { cause: error });
    throw refusal(file, error);
  }
  const handle = await open(copy, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Reads every page of a SQLite file that nobody writes. Throws when one is damaged. */
export function checkSqlite(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database.prepare('pragma integrity_check(1)').get()?.integrity_check;
    if (found !== 'ok') throw new Error(String(found));
  } finally {
    database.close();
  }
}

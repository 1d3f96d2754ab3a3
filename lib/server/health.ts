import 'server-only';
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { AppError } from '@/lib/schema/error';
import { diskRoom, lowRoom } from './disk-room';
import { environment } from './env';
import { databaseAway } from './own-faults';
import { database } from './store/database';

/**
 * Can Atelier take work: the database answers, the data folder can be written, the disk has ATELIER_MIN_FREE_MB left.
 * Throws `unavailable` with the reason. No provider is ever asked.
 */
export async function checkReady(): Promise<void> {
  await attempt(databaseAway, async () => sql`select 1`.execute(await database()));
  await attempt('The data folder cannot be written.', tryWriting);
  const { low } = await attempt('The disk cannot be read.', diskRoom);
  if (low) throw new AppError('unavailable', lowRoom(), { retryAfter: 60 });
}

/** Writes a byte into the data folder, to the disk, and removes it. Throws what the system throws. */
export async function tryWriting(): Promise<void> {
  const { dataFolder } = environment();
  const probe = path.join(/* turbopackIgnore: true */ dataFolder, `.ready-${randomUUID()}`);
  await mkdir(dataFolder, { recursive: true });
  try {
    const handle = await open(probe, 'wx');
    try {
      await handle.writeFile('0');
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(probe, { force: true });
  }
}

async function attempt<T>(reason: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    throw new AppError('unavailable', reason, { retryAfter: 10, cause });
  }
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { AppError } from '@/lib/schema/error';
import { environment } from './env';
import { database } from './store/database';

/** Below this nothing more should be bought: there might be no room to keep it. */
const leastFree = 500 * 1024 * 1024;

/**
 * Can Atelier take work: the database answers, the data folder can be written, the disk has 500 MB left. Throws
 * `unavailable` with the reason. No provider is ever asked.
 */
export async function checkReady(): Promise<void> {
  const { dataFolder } = environment();
  await attempt('The database does not answer.', async () => sql`select 1`.execute(await database()));
  await attempt('The data folder cannot be written.', async () => {
    const probe = path.join(dataFolder, `.ready-${randomUUID()}`);
    await mkdir(dataFolder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  });
  const { bavail, bsize } = await attempt('The disk cannot be read.', () => statfs(dataFolder));
  if (bavail * bsize < leastFree)
    throw new AppError('unavailable', 'The disk has less than 500 MB left.', { retryAfter: 60 });
}

async function attempt<T>(reason: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    throw new AppError('unavailable', reason, { retryAfter: 10, cause });
  }
}

import 'server-only';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@/lib/schema/error';
import { environment } from '@/lib/server/env';
import { isFault, makeFolder, orNull, syncFolder } from '@/lib/server/store/disk';
import { settleBroughtBack } from '@/lib/server/store/brought-back';
import { openDatabase, type Target } from '@/lib/server/store/database';
import { storeFolder } from '@/lib/server/store/files';
import { inParallel } from './in-parallel';
import { rememberBackup, shellPath } from './known-backups';
import { connectionsName, databaseName, verifiedBackup, type Manifest, type Sum } from './manifest';
import { studiosOn } from './presence';
import { copyWhole, takeFile } from './take-file';

const staging = 'restore.unfinished';
const asidePrefix = 'before-restore-';
/** What is no part of a library and stays where it is. */
const staying = /^(backups|backups\.json|running|found|lost\+found|restore\.unfinished|before-restore-.*)$/;

export type BroughtBack = {
  manifest: Manifest;
  dataFolder: string;
  /** Where what was there before is now; null when there was nothing. */
  aside: string | null;
  /** Paid tasks that may have been sent after the backup was made; each is `unknown` now. */
  unclear: number;
};

/**
 * Puts a backup into the data folder. Its every byte is checked and everything is laid beside before the first file of
 * the data folder is touched. With `aside`, what is there is moved into a folder of its own; else it must be empty. With
 * PostgreSQL, pg_restore has to come first: only the files are brought back then. Throws one sentence.
 */
export async function restoreBackup(folder: string, { aside }: { aside: boolean }): Promise<BroughtBack> {
  const { dataFolder, DATABASE_URL } = environment();
  storeFolder();
  const from = path.resolve(/* turbopackIgnore: true */ folder);
  const { manifest, sums } = await verifiedBackup(from);
  if (manifest.database === Boolean(DATABASE_URL)) throw otherEngine(manifest);
  if ((await studiosOn(dataFolder)) > 0) {
    throw new AppError('invalid_input', `A studio is running on ${dataFolder}: stop it first. Nothing was touched.`);
  }
  const there = await contents(dataFolder);
  if (there.length > 0 && !aside) {
    const again = `npm run restore -- --aside ${shellPath(from)}`;
    const sentence = `${dataFolder} is not empty, and nothing was touched. To keep what is there beside: ${again}`;
    throw new AppError('invalid_input', sentence);
  }
  try {
    await stage(from, path.join(dataFolder, staging), sums, manifest);
    const target: Target = DATABASE_URL
      ? { postgres: DATABASE_URL }
      : { sqlite: path.join(dataFolder, staging, databaseName) };
    const unclear = await settled(target, manifest.madeAt);
    const moved = there.length > 0 ? await moveAside(dataFolder, there) : null;
    await unfold(dataFolder);
    await rememberBackup(dataFolder, { folder: from, madeAt: manifest.madeAt, whole: manifest.missing.length === 0 });
    return { manifest, dataFolder, aside: moved, unclear };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const what = isFault(error, 'ENOSPC', 'EDQUOT') ? 'there is no room left' : String((error as Error).message);
    throw new AppError('unavailable', `${from} could not be brought back: ${what}.`, { cause: error });
  } finally {
    await rm(path.join(dataFolder, staging), { recursive: true, force: true });
  }
}

const otherEngine = ({ database }: Manifest): AppError =>
  new AppError(
    'invalid_input',
    database
      ? 'The backup has a SQLite database, and DATABASE_URL is set: unset it. Nothing was touched.'
      : 'The backup is of a studio with PostgreSQL: bring its database back with pg_restore, set DATABASE_URL, ' +
        'then run this again. Nothing was touched.',
  );

const contents = async (dataFolder: string): Promise<string[]> =>
  ((await readdir(dataFolder).catch(orNull)) ?? []).filter((name) => !staying.test(name));

async function stage(from: string, to: string, sums: Sum[], { database, connections }: Manifest): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await makeFolder(to);
  const folders = new Set([to]);
  await inParallel(sums, async ({ name }) => {
    if (!name.startsWith('files/')) return;
    const target = path.join(to, name);
    for (let place = path.dirname(target); place !== to; place = path.dirname(place)) folders.add(place);
    await mkdir(path.dirname(target), { recursive: true });
    await takeFile(path.join(from, name), target);
  });
  for (const place of folders) await syncFolder(place);
  // These two are written to later on, so they must not be the backup's own.
  if (connections) await copyWhole(path.join(from, connectionsName), path.join(to, connectionsName), 0o600);
  if (database) await copyWhole(path.join(from, databaseName), path.join(to, databaseName));
}

async function settled(target: Target, madeAt: string): Promise<number> {
  const db = await openDatabase(target);
  try {
    return await settleBroughtBack(db, madeAt, Date.now());
  } finally {
    await db.destroy();
  }
}

async function moveAside(dataFolder: string, names: string[]): Promise<string> {
  const place = path.join(dataFolder, `${asidePrefix}${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  await makeFolder(place);
  for (const name of names) await rename(path.join(dataFolder, name), path.join(place, name));
  await syncFolder(place);
  await syncFolder(dataFolder);
  return place;
}

/** The database comes last: without it nothing takes the folder for a library. */
async function unfold(dataFolder: string): Promise<void> {
  const staged = path.join(dataFolder, staging);
  const names = (await readdir(staged)).toSorted((one) => (one === databaseName ? 1 : -1));
  for (const name of names) await rename(path.join(staged, name), path.join(dataFolder, name));
  await syncFolder(dataFolder);
}

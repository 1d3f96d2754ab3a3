import 'server-only';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@/lib/schema/error';
import { environment } from '@/lib/server/env';
import { hashFile, isFault, makeFolder, orNull, syncFolder, writeWhole } from '@/lib/server/store/disk';
import { filesFolder, imageKey, storeFolder } from '@/lib/server/store/files';
import { inParallel } from './in-parallel';
import { rememberBackup } from './known-backups';
import {
  connectionsName,
  databaseName,
  manifestName,
  manifestOf,
  sumsName,
  writtenSum,
  type Manifest,
  type Sum,
} from './manifest';
import { derivedKeys, namedInPostgres, namedInSqlite, type NamedFiles } from './named-files';
import { copySqlite, demandSqlite } from './snapshot';
import { copyWhole, takeFile } from './take-file';

const unfinished = '.unfinished';
const unfinishedAfterMs = 24 * 60 * 60 * 1000;
const tries = 3;

export type BackupMade = Manifest & { folder: string; linked: number };

/**
 * Copies everything of the data folder that cannot be made again, while the studio runs or not, into a new folder named
 * by the time inside `place` (default: `backups` in the data folder). It has its name only once all of it is on disk.
 * With PostgreSQL the database itself is left to pg_dump. Throws `unavailable` with one sentence, and leaves nothing.
 */
export async function makeBackup(place?: string): Promise<BackupMade> {
  const { dataFolder, DATABASE_URL } = environment();
  const files = storeFolder();
  if (!DATABASE_URL) demandSqlite(path.join(/* turbopackIgnore: true */ dataFolder, databaseName));
  const parent = path.resolve(/* turbopackIgnore: true */ place ?? path.join(dataFolder, 'backups'));
  if (`${parent}${path.sep}`.startsWith(`${files}${path.sep}`))
    throw new AppError('invalid_input', `${parent} is where the studio keeps its pictures; choose another folder.`);
  const madeAt = new Date();
  const name = madeAt.toISOString().replaceAll(/[:.]/g, '-');
  const folder = path.join(parent, `${name}${unfinished}`);
  try {
    await makeFolder(parent);
    await sweep(parent);
    await mkdir(folder, { mode: 0o700 });
    const made = await fill({ dataFolder, folder, former: await formerIn(parent) }, madeAt.toISOString());
    const final = path.join(parent, name);
    await rename(folder, final);
    await syncFolder(parent);
    await rememberBackup(dataFolder, { folder: final, madeAt: made.madeAt, whole: made.missing.length === 0 });
    return { ...made, folder: final };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (error instanceof AppError) throw error;
    const what = isFault(error, 'ENOSPC', 'EDQUOT') ? 'there is no room left' : String((error as Error).message);
    throw new AppError('unavailable', `No backup could be made in ${parent}: ${what}.`, { cause: error });
  }
}

/** What a backup that was cut off left behind a day ago. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.endsWith(unfinished)) continue;
    const { mtimeMs } = await stat(path.join(parent, name));
    if (mtimeMs < Date.now() - unfinishedAfterMs) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

/** The newest backup beside, whose files need not be copied again; null when there is none. */
async function formerIn(parent: string): Promise<string | null> {
  for (const name of (await readdir(parent)).toSorted().toReversed()) {
    if (/^\d{4}-[\w-]+Z$/.test(name) && (await manifestOf(path.join(parent, name)))) return path.join(parent, name);
  }
  return null;
}

type Taken = { sums: Sum[]; bytes: number; linked: number; missing: string[] };
type Places = { dataFolder: string; folder: string; former: string | null };

async function fill(places: Places, madeAt: string): Promise<Manifest & { linked: number }> {
  const { folder, dataFolder } = places;
  const taken: Taken = { sums: [], bytes: 0, linked: 0, missing: [] };
  const { DATABASE_URL } = environment();
  const named = DATABASE_URL ? await namedInPostgres(DATABASE_URL) : await copiedRows(places);
  await inParallel(named.incoming, (key) => take(places, key, taken));
  await inParallel(named.damaged, async (key) => {
    // A person may have deleted it, or the whole picture have come since: no loss.
    if (await keep(dataFolder, folder, key)) await take(places, key, taken);
  });
  await inParallel(named.originals, async (sha256) => {
    await take(places, imageKey(sha256, 'original'), taken, sha256);
    for (const key of derivedKeys(sha256)) await take(places, key, taken);
  });
  if (!DATABASE_URL) await sumUp(folder, databaseName, taken);
  const connections = await copyConnections(dataFolder, folder);
  if (connections) await sumUp(folder, connectionsName, taken);
  const list = taken.sums.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(writtenSum);
  await writeWhole(path.join(folder, sumsName), list.join(''));
  await syncFolders(folder);
  const manifest: Manifest = {
    version: 1,
    madeAt,
    database: !DATABASE_URL,
    connections,
    tasks: named.tasks,
    pictures: named.pictures,
    files: taken.sums.length,
    bytes: taken.bytes,
    missing: taken.missing.toSorted(),
    sums: (await hashFile(path.join(folder, sumsName))).sha256,
  };
  await writeWhole(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return { ...manifest, linked: taken.linked };
}

/**
 * Copies the database and answers what the copy names. A picture on its way into the library at that moment may have
 * arrived there since, and its first file be gone: then the copy is taken again.
 */
async function copiedRows({ dataFolder, folder }: Places): Promise<NamedFiles> {
  for (let tried = 1; ; tried++) {
    await copySqlite(path.join(dataFolder, databaseName), path.join(folder, databaseName));
    const named = await namedInSqlite(path.join(folder, databaseName));
    const there = await Promise.all(named.incoming.map((key) => keep(dataFolder, folder, key)));
    if (tried === tries || there.every(Boolean)) return named;
  }
}

/** Takes hold of a file that may be deleted at any moment; false when it is gone. */
async function keep(dataFolder: string, folder: string, key: string): Promise<boolean> {
  const target = path.join(folder, 'files', key);
  if (existsSync(target)) return true;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const found = await takeFile(path.join(filesFolder(dataFolder), key), target).catch(orNull);
  return found !== null;
}

/** One file of the store, and its sum. What is not there, or is not what `sha256` says, is noted as missing. */
async function take({ dataFolder, folder, former }: Places, key: string, taken: Taken, sha256?: string): Promise<void> {
  const name = `files/${key}`;
  const target = path.join(folder, name);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  // Only an original proves by its name that the former file is the same.
  const again = former !== null && sha256 !== undefined ? path.join(former, name) : undefined;
  const source = path.join(filesFolder(dataFolder), key);
  let how = existsSync(target) ? 'copied' : await takeFile(source, target, again).catch(orNull);
  const unproved = again !== undefined && how === 'linked';
  let found = how === null ? null : await hashFile(target).catch((error: unknown) => (unproved ? null : Promise.reject(error)));
  if (unproved && found?.sha256 !== sha256) {
    // It may be the former backup's file that has gone bad, and not the studio's.
    await rm(target, { force: true });
    how = await copyWhole(source, target).catch(orNull);
    found = how === null ? null : await hashFile(target);
  }
  if (found === null || (sha256 !== undefined && found.sha256 !== sha256)) {
    await rm(target, { force: true });
    taken.missing.push(key);
    return;
  }
  taken.sums.push({ name, sha256: found.sha256 });
  taken.bytes += found.bytes;
  taken.linked += Number(how === 'linked');
}

async function sumUp(folder: string, name: string, taken: Taken): Promise<void> {
  const { sha256, bytes } = await hashFile(path.join(folder, name));
  taken.sums.push({ name, sha256 });
  taken.bytes += bytes;
}

/** The connections that were entered in the page, with their keys; false when there are none. */
async function copyConnections(dataFolder: string, folder: string): Promise<boolean> {
  const source = path.join(/* turbopackIgnore: true */ dataFolder, connectionsName);
  return (await copyWhole(source, path.join(folder, connectionsName), 0o600).catch(orNull)) !== null;
}

async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(path.join(folder, entry.name));
  }
  await syncFolder(folder);
}

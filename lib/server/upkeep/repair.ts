import 'server-only';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@/lib/schema/error';
import { readPicture, resultLimits } from '@/lib/server/pictures';
import type { Database } from '@/lib/server/store/database';
import { hashFile, makeFolder, orNull, syncFolder } from '@/lib/server/store/disk';
import { diskFiles, imageKey, sweepAfterMs } from '@/lib/server/store/files';
import { knownBackups } from './known-backups';
import { isNamed, originalState, type Finding, type Trouble } from './survey';

/** Originals first: thumbs and previews are made from them. */
const order: Trouble[] = ['changed', 'missing', 'derived', 'orphan', 'leftover'];

/** What a repair works on; `found` is where files go that nobody names and that were damaged: nothing is deleted. */
type Bench = { db: Database; dataFolder: string; folder: string; found: string };

/**
 * Mends what can be mended without losing anything: originals come back from a backup that has these very bytes, thumbs
 * and previews are made again, files that no row names are moved to `found` in the data folder, half-written ones are
 * removed. Answers the findings that are no more.
 */
export async function repair(
  { db, dataFolder, folder }: Omit<Bench, 'found'>,
  findings: readonly Finding[],
): Promise<ReadonlySet<Finding>> {
  const found = path.join(dataFolder, 'found', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const bench = { db, dataFolder, folder, found };
  const mended = new Set<Finding>();
  for (const trouble of order) {
    for (const finding of findings.filter((one) => one.trouble === trouble)) {
      if (await mend(bench, finding)) mended.add(finding);
    }
  }
  return mended;
}

async function mend(bench: Bench, { trouble, key, sha256 }: Finding): Promise<boolean> {
  switch (trouble) {
    case 'changed':
    case 'missing':
      return sha256 !== null && bringBack(bench, sha256);
    case 'derived':
      return sha256 !== null && makeAgain(bench, sha256, key);
    case 'orphan':
      return layAside(bench, key);
    case 'leftover':
      return remove(path.join(bench.folder, key));
    case 'incoming':
      return false;
  }
}

/** From the newest backup whose file has the bytes that the name says. */
async function bringBack({ dataFolder, folder, found }: Bench, sha256: string): Promise<boolean> {
  const key = imageKey(sha256, 'original');
  for (const backup of knownBackups(dataFolder)) {
    const source = path.join(/* turbopackIgnore: true */ backup.folder, 'files', key);
    const there = await hashFile(source).catch(() => null);
    if (there?.sha256 !== sha256) continue;
    if ((await originalState(folder, sha256)) === 'changed') await move(folder, found, key);
    await diskFiles(folder).put(key, await readFile(source));
    return true;
  }
  return false;
}

async function makeAgain({ folder }: Bench, sha256: string, key: string): Promise<boolean> {
  if ((await originalState(folder, sha256)) !== 'good') return false;
  const original = await readFile(path.join(folder, imageKey(sha256, 'original')));
  // An original of before a rule was stricter stays without, and holds up nothing else.
  const made = await readPicture(original, { ...resultLimits, bytes: original.byteLength }).catch(refusal);
  if (!made) return false;
  await diskFiles(folder).put(key, key === imageKey(sha256, 'thumb') ? made.thumb : made.preview);
  return true;
}

const refusal = (error: unknown): null => {
  if (error instanceof AppError) return null;
  throw error;
};

/** Moved, unless somebody named it or wrote it anew meanwhile; and moved back should a row name it right after. */
async function layAside({ db, folder, found }: Bench, key: string): Promise<boolean> {
  const there = await stat(path.join(folder, key)).catch(orNull);
  if (!there || there.mtimeMs > Date.now() - sweepAfterMs || (await isNamed(db, key))) return false;
  await move(folder, found, key);
  if (!(await isNamed(db, key))) return true;
  await move(found, folder, key);
  return false;
}

async function move(from: string, to: string, key: string): Promise<void> {
  const target = path.join(to, key);
  await makeFolder(path.dirname(target));
  await rename(path.join(from, key), target);
  await syncFolder(path.dirname(target));
}

async function remove(file: string): Promise<boolean> {
  await rm(file, { force: true });
  return true;
}

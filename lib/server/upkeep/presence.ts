import 'server-only';
import { utimesSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, orNull, writeWhole } from '@/lib/server/store/disk';
import { isHere, ownerIsGone, ownerName } from '@/lib/server/store/owner';

const beatMs = 20_000;
const silentMs = 90_000;

const place = (dataFolder: string): string =>
  path.join(/* turbopackIgnore: true */ dataFolder, 'running');

/**
 * Says in the data folder that this process works on it, again and again until it ends, so that nobody restores a
 * backup under its feet. What ended processes left is removed. Answers how to take it back.
 */
export async function declarePresence(dataFolder: string): Promise<() => Promise<void>> {
  await studiosOn(dataFolder);
  const file = path.join(place(dataFolder), `${ownerName().split(':').slice(1).join('-')}.studio`);
  await makeFolder(place(dataFolder));
  await writeWhole(file, ownerName(), 0o600);
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // A full or vanished disk is told elsewhere, by those who need it.
    }
  }, beatMs).unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}

/** How many studios work on a data folder. One on another machine counts while it was heard of a moment ago. */
export async function studiosOn(dataFolder: string): Promise<number> {
  const names = (await readdir(place(dataFolder)).catch(orNull)) ?? [];
  let found = 0;
  for (const name of names.filter((one) => one.endsWith('.studio'))) {
    const file = path.join(place(dataFolder), name);
    const owner = await readFile(file, 'utf8').catch(orNull);
    const told = await stat(file).catch(orNull);
    if (owner === null || told === null) continue;
    const gone = isHere(owner) ? ownerIsGone(owner) : told.mtimeMs < Date.now() - silentMs;
    if (gone) await rm(file, { force: true });
    else found += 1;
  }
  return found;
}

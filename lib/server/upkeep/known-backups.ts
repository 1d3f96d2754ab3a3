import 'server-only';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder, writeWhole } from '@/lib/server/store/disk';

const known = z.object({
  /** Where it lies, as a full path. */
  folder: z.string(),
  madeAt: z.iso.datetime(),
  /** False when files were already missing or damaged when it was made. */
  whole: z.boolean(),
});
export type KnownBackup = z.infer<typeof known>;

const list = z.object({ version: z.literal(1), backups: z.array(known) });
const kept = 50;

const place = (dataFolder: string): string =>
  path.join(/* turbopackIgnore: true */ dataFolder, 'backups.json');

/** What `npm run backup` made of this data folder, newest first; none when nobody wrote it down or it cannot be read. */
export function knownBackups(dataFolder: string): KnownBackup[] {
  try {
    const { backups } = list.parse(JSON.parse(readFileSync(place(dataFolder), 'utf8')));
    return backups.toSorted((one, other) => (one.madeAt < other.madeAt ? 1 : -1));
  } catch {
    return [];
  }
}

/** The newest one that is still where it was made, or null. */
export const newestBackup = (dataFolder: string): KnownBackup | null =>
  knownBackups(dataFolder).find(({ folder }) =>
    existsSync(path.join(/* turbopackIgnore: true */ folder, 'manifest.json')),
  ) ?? null;

/** Writes a backup down where the studio and the next command look. */
export async function rememberBackup(dataFolder: string, made: KnownBackup): Promise<void> {
  const others = knownBackups(dataFolder).filter(({ folder }) => folder !== made.folder);
  const backups = [made, ...others].slice(0, kept);
  await makeFolder(dataFolder);
  await writeWhole(place(dataFolder), `${JSON.stringify({ version: 1, backups }, null, 2)}\n`, 0o600);
}

/** A path as a person may paste it into a shell, relative where that is shorter. */
export function shellPath(full: string): string {
  const relative = path.relative(process.cwd(), full);
  const shown = relative !== '' && !relative.startsWith('..') ? relative : full;
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

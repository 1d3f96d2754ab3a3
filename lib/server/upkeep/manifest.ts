import 'server-only';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import { hashFile } from '@/lib/server/store/disk';
import { keyForm } from '@/lib/server/store/files';
import { inParallel } from './in-parallel';

/** What a backup says of itself. */
const manifest = z.object({
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** False with PostgreSQL: its database is saved by pg_dump. */
  database: z.boolean(),
  connections: z.boolean(),
  tasks: z.int(),
  pictures: z.int(),
  files: z.int(),
  bytes: z.int(),
  /** Keys of files that were missing or damaged already when it was made. */
  missing: z.array(z.string()),
  /** The SHA-256 of the list of sums. */
  sums: z.string(),
});
export type Manifest = z.infer<typeof manifest>;

export const manifestName = 'manifest.json';
/** In the form that `sha256sum -c` reads. */
export const sumsName = 'SHA256SUMS';
export const databaseName = 'atelier.db';
export const connectionsName = 'connections.json';

/** A file of a backup, by its path inside it. */
export type Sum = { name: string; sha256: string };

export const writtenSum = ({ name, sha256 }: Sum): string => `${sha256}  ${name}\n`;

const refused = (folder: string, what: string, cause?: unknown): AppError =>
  new AppError('invalid_input', `${folder} cannot be restored: ${what}. Nothing was touched.`, { cause });

/**
 * A backup's manifest and sums, once each file was read in full and has the bytes that it had. Throws `invalid_input`
 * with one sentence when it is none or not whole.
 */
export async function verifiedBackup(folder: string): Promise<{ manifest: Manifest; sums: Sum[] }> {
  const told = await readFile(path.join(folder, manifestName), 'utf8').catch((cause: unknown) => {
    throw refused(folder, 'there is no manifest.json, so it is no backup, or one that was not finished', cause);
  });
  const parsed = manifest.safeParse(jsonOf(told));
  if (!parsed.success) throw refused(folder, 'its manifest.json is damaged, or of a newer Atelier');
  const listed = await hashFile(path.join(folder, sumsName)).catch(() => null);
  if (listed?.sha256 !== parsed.data.sums) throw refused(folder, `its ${sumsName} is missing or was changed`);
  const sums = sumsOf(await readFile(path.join(folder, sumsName), 'utf8'), folder);
  const bad: string[] = [];
  await inParallel(sums, async ({ name, sha256 }) => {
    const found = await hashFile(path.join(folder, name)).catch(() => null);
    if (found?.sha256 !== sha256) bad.push(`${name} ${found ? 'was changed' : 'is missing'}`);
  });
  if (bad.length > 0) {
    const more = bad.length > 3 ? `, and ${bad.length - 3} more` : '';
    throw refused(folder, `${bad.toSorted().slice(0, 3).join(', ')}${more}`);
  }
  return { manifest: parsed.data, sums };
}

/** A backup's manifest without a look at its files; null when it is none. */
export async function manifestOf(folder: string): Promise<Manifest | null> {
  const told = await readFile(path.join(folder, manifestName), 'utf8').catch(() => '');
  return manifest.safeParse(jsonOf(told)).data ?? null;
}

function sumsOf(text: string, folder: string): Sum[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, sha256 = '', name = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
      const key = name.startsWith('files/') ? name.slice('files/'.length) : null;
      const known = key === null ? [databaseName, connectionsName].includes(name) : keyForm.test(key);
      if (!known) throw refused(folder, `its ${sumsName} names what is no file of a backup`);
      return { name, sha256 };
    });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

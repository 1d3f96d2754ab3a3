import 'server-only';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isWhole } from '@/lib/server/pictures';
import type { Database } from '@/lib/server/store/database';
import { hashFile, orNull, walk } from '@/lib/server/store/disk';
import { imageKey, keyForm, sweepAfterMs } from '@/lib/server/store/files';
import { imagesOfTasks } from '@/lib/server/store/images';
import { inParallel } from './in-parallel';
import { damagedOf, incomingOf, keptPattern } from './named-files';

/**
 * What can be wrong with a file: an original that is not there or has other bytes, a thumb or preview that is not there
 * or does not decode, a paid picture that waits to be saved and is gone, a file that no row names, and a half-written one.
 */
export const troubles = ['missing', 'changed', 'derived', 'incoming', 'orphan', 'leftover'] as const;
export type Trouble = (typeof troubles)[number];

export type Finding = {
  trouble: Trouble;
  /** Its path inside the file store. */
  key: string;
  /** The original's SHA-256, for a picture's file. */
  sha256: string | null;
  /** Pictures or tasks of the database that it concerns. */
  ids: string[];
};

export type Survey = { pictures: number; files: number; bytes: number; findings: Finding[] };

const pageRows = 1000;

/**
 * Reads every file of the store and holds it against the rows; changes nothing, and may run beside a studio: what no row
 * names is only told when it has lain there for an hour, because a picture's file comes before its row.
 */
export async function survey(db: Database, folder: string, now: number): Promise<Survey> {
  const findings: Finding[] = [];
  let [files, bytes] = [0, 0];
  const named = await picturesOf(db);
  const incoming = await incomingFiles(db);
  const damaged = await damagedFiles(db);
  await inParallel(named, async ([sha256, ids]) => {
    for (const found of await lookAt(folder, sha256)) findings.push({ ...found, sha256, ids });
  });
  for (const [key, { task, stored }] of incoming) {
    if (stored || (await stat(path.join(folder, key)).catch(orNull))) continue;
    // It may have been saved, and deleted, since the row was read.
    const now = (await incomingFiles(db)).get(key);
    if (now && !now.stored) findings.push({ trouble: 'incoming', key, sha256: null, ids: [task] });
  }
  for await (const file of walk(folder)) {
    const found = await stat(file).catch(orNull);
    if (!found) continue;
    files += 1;
    bytes += found.size;
    const key = path.relative(folder, file).split(path.sep).join('/');
    const sha256 = hashIn(key);
    if ((sha256 !== null && named.has(sha256)) || incoming.has(key) || damaged.has(key)) continue;
    if (found.mtimeMs > now - sweepAfterMs) continue;
    if (key.endsWith('.tmp')) findings.push({ trouble: 'leftover', key, sha256: null, ids: [] });
    else if (!(await isNamed(db, key))) findings.push({ trouble: 'orphan', key, sha256, ids: [] });
  }
  findings.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { pictures: [...named.values()].flat().length, files, bytes, findings };
}

/** The ids of the pictures behind each original, the trash included. */
async function picturesOf(db: Database): Promise<Map<string, string[]>> {
  const named = new Map<string, string[]>();
  for (let after = -1; ;) {
    const page = await db
      .selectFrom('images')
      .select(['n', 'id', 'sha256'])
      .where('n', '>', after)
      .orderBy('n')
      .limit(pageRows)
      .execute();
    for (const { id, sha256 } of page) named.set(sha256, [...(named.get(sha256) ?? []), id]);
    const last = page.at(-1);
    if (!last) return named;
    after = last.n;
  }
}

/** The files that open tasks are saved from; `stored`: the picture is in the library already. */
async function incomingFiles(db: Database): Promise<Map<string, { task: string; stored: boolean }>> {
  const rows = await db.selectFrom('tasks').select(['id', 'answer']).where('status', '=', 'saving').execute();
  const images = await imagesOfTasks(db, rows.map(({ id }) => id));
  const stored = new Set(images.map(({ taskId, index }) => `${taskId} ${index}`));
  return new Map(
    rows.flatMap(({ id, answer }) =>
      (answer === null ? [] : incomingOf(answer)).map(({ key, index }): [string, { task: string; stored: boolean }] => [
        key,
        { task: id, stored: stored.has(`${id} ${index}`) },
      ]),
    ),
  );
}

/** What came of pictures and could not be read. */
async function damagedFiles(db: Database): Promise<Set<string>> {
  const rows = await db.selectFrom('tasks').select('answer').where('answer', 'like', keptPattern).execute();
  return new Set(rows.flatMap(({ answer }) => (answer === null ? [] : damagedOf(answer))));
}

/** The original that a picture's file is, or was made from; null for what has no such name. */
const hashIn = (key: string): string | null =>
  /^(?:originals|thumbs|previews|shared)\/[0-9a-f]{2}\/([0-9a-f]{64})(?:\.webp)?$/.exec(key)?.[1] ?? null;

/** Whether a row names a file at this moment. */
export async function isNamed(db: Database, key: string): Promise<boolean> {
  const sha256 = hashIn(key);
  if (sha256 === null)
    return keyForm.test(key) && ((await incomingFiles(db)).has(key) || (await damagedFiles(db)).has(key));
  const row = await db.selectFrom('images').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst();
  return row !== undefined;
}

async function lookAt(folder: string, sha256: string): Promise<Pick<Finding, 'trouble' | 'key'>[]> {
  const found: Pick<Finding, 'trouble' | 'key'>[] = [];
  const original = imageKey(sha256, 'original');
  const state = await originalState(folder, sha256);
  if (state !== 'good') found.push({ trouble: state, key: original });
  for (const size of ['thumb', 'preview'] as const) {
    const key = imageKey(sha256, size);
    const bytes = await readFile(path.join(folder, key)).catch(orNull);
    if (!bytes || !(await isWhole(bytes))) found.push({ trouble: 'derived', key });
  }
  return found;
}

/** How an original lies on the disk. */
export async function originalState(folder: string, sha256: string): Promise<'good' | 'missing' | 'changed'> {
  const found = await hashFile(path.join(folder, imageKey(sha256, 'original'))).catch(orNull);
  if (!found) return 'missing';
  return found.sha256 === sha256 ? 'good' : 'changed';
}

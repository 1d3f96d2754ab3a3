import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Output } from '@/lib/server/providers/provider';
import { storePicture } from '@/lib/server/pictures';
import { filesFolder, imageKey } from '@/lib/server/store/files';
import { insertImage } from '@/lib/server/store/images';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { repair } from '@/lib/server/upkeep/repair';
import { survey, type Survey } from '@/lib/server/upkeep/survey';
import { png, type Workshop } from '../../workshop';
import { newImage } from '../store/samples';
import { expect, filesUnder, test } from './studio-folder';

const run = promisify(execFile);
const hour = 3_600_000;

const colors = Array.from({ length: 12 }, (_, at) => `#${(at + 1).toString(16).padStart(2, '0')}4488`);

/** Pictures of the library, by their SHA-256. */
async function fill(shop: Workshop, count: number): Promise<string[]> {
  const sums: string[] = [];
  for (const color of colors.slice(0, count)) {
    const picture = await storePicture(await png(color));
    await insertImage(shop.db, newImage({ ...picture, name: 'upload.png' }));
    sums.push(picture.sha256);
  }
  return sums;
}

const look = (shop: Workshop): Promise<Survey> => survey(shop.db, filesFolder(shop.folder), Date.now());
const mend = (shop: Workshop, { findings }: Survey) =>
  repair({ db: shop.db, dataFolder: shop.folder, folder: filesFolder(shop.folder) }, findings);
const fileOf = (shop: Workshop, key: string): string => path.join(filesFolder(shop.folder), key);
const told = ({ findings }: Survey): string[] => findings.map(({ trouble, key }) => `${trouble} ${key}`).toSorted();

async function lay(shop: Workshop, key: string, ageMs: number): Promise<void> {
  const file = fileOf(shop, key);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, 'x');
  const then = (Date.now() - ageMs) / 1000;
  await utimes(file, then, then);
}

test('a library in order has nothing to find, and looking changes nothing', async ({ shop }) => {
  await fill(shop, 3);
  const before = await filesUnder(shop.folder);
  expect(await look(shop)).toMatchObject({ pictures: 3, files: 9, findings: [] });
  expect(await filesUnder(shop.folder)).toEqual(before);
});

test('originals come back from a backup that has them, and the damaged bytes are kept aside', async ({ shop, folder }) => {
  const [gone = '', flipped = '', link = ''] = await fill(shop, 3);
  // As on another disk: no file shares its bytes with the studio's.
  const { folder: backup } = await makeBackup(folder);
  for (const key of await filesUnder(path.join(backup, 'files'))) {
    const bytes = await readFile(path.join(backup, 'files', key));
    await rm(path.join(backup, 'files', key));
    await writeFile(path.join(backup, 'files', key), bytes);
  }
  const good = await readFile(fileOf(shop, imageKey(flipped, 'original')));
  await rm(fileOf(shop, imageKey(gone, 'original')));
  await writeFile(fileOf(shop, imageKey(flipped, 'original')), 'flipped');
  // Damaged here and there: nothing that is not these very bytes comes back.
  await rm(fileOf(shop, imageKey(link, 'original')));
  await writeFile(path.join(backup, 'files', imageKey(link, 'original')), 'flipped too');
  const mended = await mend(shop, await look(shop));
  expect([...mended].map(({ sha256 }) => sha256).toSorted()).toEqual([gone, flipped].toSorted());
  expect(await readFile(fileOf(shop, imageKey(flipped, 'original')))).toEqual(good);
  expect(told(await look(shop))).toEqual([`missing ${imageKey(link, 'original')}`]);
  const [aside = ''] = await filesUnder(path.join(shop.folder, 'found'));
  expect(await readFile(path.join(shop.folder, 'found', aside), 'utf8')).toBe('flipped');
});

test('thumbs and previews are made again from their original', async ({ shop }) => {
  const [first = '', second = ''] = await fill(shop, 2);
  const thumb = await readFile(fileOf(shop, imageKey(first, 'thumb')));
  await rm(fileOf(shop, imageKey(first, 'thumb')));
  await writeFile(fileOf(shop, imageKey(second, 'preview')), thumb.subarray(0, thumb.length - 20));
  const found = await look(shop);
  expect(told(found)).toEqual([`derived ${imageKey(second, 'preview')}`, `derived ${imageKey(first, 'thumb')}`].toSorted());
  expect((await mend(shop, found)).size).toBe(2);
  expect((await look(shop)).findings).toEqual([]);
  expect(await readFile(fileOf(shop, imageKey(first, 'thumb')))).toEqual(thumb);
});

test('what no row names is moved aside after an hour, never deleted, and half-written files go', async ({ shop }) => {
  await fill(shop, 1);
  const hash = 'cd'.repeat(32);
  await lay(shop, `originals/cd/${hash}`, 2 * hour);
  await lay(shop, `shared/cd/${hash}`, 2 * hour);
  await lay(shop, 'incoming/task-0', 2 * hour);
  await lay(shop, 'Notes.txt', 2 * hour);
  await lay(shop, `originals/ef/${'ef'.repeat(32)}`, hour / 2);
  await lay(shop, `thumbs/cd/${hash}.webp.1a.tmp`, 2 * hour);
  await lay(shop, `thumbs/cd/${hash}.webp.2b.tmp`, hour / 2);
  const found = await look(shop);
  const orphans = ['Notes.txt', 'incoming/task-0', `originals/cd/${hash}`, `shared/cd/${hash}`];
  expect(told(found)).toEqual([...orphans.map((key) => `orphan ${key}`), `leftover thumbs/cd/${hash}.webp.1a.tmp`].toSorted());
  expect((await mend(shop, found)).size).toBe(5);
  const kept = await filesUnder(path.join(shop.folder, 'found'));
  expect(kept.map((name) => name.split(path.sep).slice(1).join('/')).toSorted()).toEqual(orphans.toSorted());
  expect((await look(shop)).findings).toEqual([]);
});

test('an orphan whose bytes are uploaded again meanwhile is nobody’s orphan', async ({ shop }) => {
  const bytes = await png('#fedcba');
  const picture = await storePicture(bytes);
  const then = (Date.now() - 2 * hour) / 1000;
  for (const size of ['original', 'thumb', 'preview'] as const) await utimes(fileOf(shop, imageKey(picture.sha256, size)), then, then);
  const found = await look(shop);
  expect(found.findings.length).toBe(3);
  await insertImage(shop.db, newImage({ ...picture, name: 'again.png' }));
  expect(await mend(shop, found)).toEqual(new Set());
  expect((await look(shop)).findings).toEqual([]);
});

test('beside a studio that saves pictures nothing is wrong', async ({ shop }) => {
  let at = 0;
  shop.script = {
    start: async () => {
      at += 1;
      const output: Output = { source: { bytes: await png(`#${(at * 999).toString(16).padStart(6, '0')}`) }, withheld: false, prompt: null, seed: null };
      return { state: 'done', outputs: [output, output], text: null };
    },
  };
  const tasks = await Promise.all(Array.from({ length: 12 }, () => shop.accept({ count: 2 })));
  shop.work();
  const ended = Promise.all(tasks.map(({ id }) => shop.ended(id)));
  let looks = 0;
  while ((await Promise.race([ended, 'open'])) === 'open') {
    const found = await look(shop);
    expect(told(found)).toEqual([]);
    expect((await mend(shop, found)).size).toBe(0);
    looks += 1;
  }
  expect(looks).toBeGreaterThan(1);
  expect(await look(shop)).toMatchObject({ pictures: 24, findings: [] });
});

test('the command tells it as a table, repairs when asked, and its exit code says whether all is well', async ({ shop }) => {
  const [sha256 = ''] = await fill(shop, 2);
  const key = imageKey(sha256, 'thumb');
  await rm(fileOf(shop, key));
  const doctor = (...words: string[]) =>
    run(process.execPath, ['lib/cli/doctor.ts', ...words], { env: { ...process.env, ATELIER_DATA: shop.folder } }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
    );
  const found = await doctor();
  expect(found.code).toBe(1);
  expect(found.stdout).toMatch(/Thumb or preview is missing or damaged +1\n/);
  expect(found.stdout).toContain(key);
  expect(await look(shop)).toMatchObject({ findings: [{ key }] });
  const mended = await doctor('--repair');
  expect(mended.code).toBe(0);
  expect(mended.stdout).toMatch(/Thumb or preview is missing or damaged +1 +1\n/);
  expect((await doctor()).stdout).toContain('All is well.');
});

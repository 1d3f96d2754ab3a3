import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Output } from '@/lib/server/providers/provider';
import { storePicture } from '@/lib/server/pictures';
import { hashFile } from '@/lib/server/store/disk';
import { filesFolder } from '@/lib/server/store/files';
import { openDatabase } from '@/lib/server/store/database';
import { insertImage } from '@/lib/server/store/images';
import { findTask } from '@/lib/server/store/tasks';
import { runWorker } from '@/lib/server/tasks/worker';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { knownBackups, newestBackup } from '@/lib/server/upkeep/known-backups';
import { verifiedBackup } from '@/lib/server/upkeep/manifest';
import { declarePresence } from '@/lib/server/upkeep/presence';
import { restoreBackup } from '@/lib/server/upkeep/restore';
import { survey } from '@/lib/server/upkeep/survey';
import { png, type Workshop } from '../../workshop';
import { newImage } from '../store/samples';
import { entriesOf, expect, filesUnder, libraryOf, moveTo, test } from './studio-folder';

const output = (bytes: Buffer): Output => ({ source: { bytes }, withheld: false, prompt: null, seed: null });

/** A finished task of one picture. */
async function made(shop: Workshop, color: string): Promise<string> {
  shop.script = { start: async () => ({ state: 'done', outputs: [output(await png(color))], text: null }) };
  const { id } = await shop.accept();
  shop.work();
  await shop.ended(id);
  await shop.stop();
  return id;
}

const originalOf = (dataFolder: string, sha256: string): string =>
  path.join(dataFolder, 'files', 'originals', sha256.slice(0, 2), sha256);

const sum = async (shop: Workshop): Promise<string> =>
  (await shop.db.selectFrom('images').select('sha256').executeTakeFirstOrThrow()).sha256;

test('a backup holds every row and file, and comes back in another place', async ({ shop, folder }) => {
  for (const color of ['#112233', '#445566', '#778899']) await made(shop, color);
  await insertImage(shop.db, newImage({ ...(await storePicture(await png('#abcdef'))), name: 'upload.png' }));
  await writeFile(path.join(shop.folder, 'connections.json'), '{"version":1}', { mode: 0o600 });
  const before = await libraryOf(shop.folder);
  const backup = await makeBackup(path.join(folder, 'backups'));
  expect(backup).toMatchObject({ tasks: 3, pictures: 4, files: 4 * 3 + 2, missing: [], database: true, connections: true });
  // Whoever has no Atelier can check it too.
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: backup.folder });
  expect((await stat(backup.folder)).mode & 0o077).toBe(0);

  const there = path.join(folder, 'elsewhere');
  moveTo(there);
  const back = await restoreBackup(backup.folder, { aside: false });
  expect(back).toMatchObject({ aside: null, unclear: 0 });
  expect(await libraryOf(there)).toEqual(before);
  expect(before.broken).toEqual([]);
  expect(await filesUnder(path.join(there, 'files'))).toEqual(await filesUnder(path.join(shop.folder, 'files')));
  expect(await readFile(path.join(there, 'connections.json'), 'utf8')).toBe('{"version":1}');
  expect(await entriesOf(there)).toEqual(['atelier.db', 'backups.json', 'connections.json', 'files']);
  expect((await verifiedBackup(backup.folder)).manifest.pictures).toBe(4);
});

test('a picture that waits to be saved is in the backup, and is saved after the restore', async ({ shop, folder }) => {
  const bytes = await png('#102030');
  shop.script = { start: async () => ({ state: 'done', outputs: [output(bytes)], text: null }) };
  const { id } = await shop.accept();
  // In the way of every original, so that the task stays where it is.
  await mkdir(path.join(shop.folder, 'files'), { recursive: true });
  await writeFile(path.join(shop.folder, 'files', 'originals'), '');
  shop.work();
  await shop.until(id, ({ status, leaseOwner, answer }) => status === 'saving' && leaseOwner === null && JSON.stringify(answer).includes('"failures":1'));
  await shop.stop();
  const backup = await makeBackup(folder);
  expect(backup).toMatchObject({ tasks: 1, pictures: 0, files: 2, missing: [] });
  await shop.db.destroy();
  await restoreBackup(backup.folder, { aside: true });

  moveTo(shop.folder);
  const db = await openDatabase({ sqlite: path.join(shop.folder, 'atelier.db') });
  await db.updateTable('tasks').set({ runAt: 0 }).execute();
  const worker = runWorker({ ...shop.settings(), db });
  await expect.poll(async () => (await findTask(db, id))?.status).toBe('succeeded');
  await worker.stop(10_000);
  await db.destroy();
  const { images, broken } = await libraryOf(shop.folder);
  expect(images).toEqual([expect.objectContaining({ taskId: id, bytes: bytes.length })]);
  expect(broken).toEqual([]);
});

test('a file of the former backup that went bad on its disk is taken from the studio again', async ({ shop }) => {
  await made(shop, '#112233');
  // Where the backups lie on another disk, they share their files with each other and not with the studio.
  const elsewhere = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'atelier-'));
  try {
    const sha256 = await sum(shop);
    const whole = await readFile(originalOf(shop.folder, sha256));
    const first = await makeBackup(elsewhere);
    // Over it, not into it: on one disk the studio's file is the same one.
    await rm(originalOf(first.folder, sha256));
    await writeFile(originalOf(first.folder, sha256), 'rotten');
    const second = await makeBackup(elsewhere);
    expect(second).toMatchObject({ missing: [], pictures: 1 });
    expect(await readFile(originalOf(second.folder, sha256))).toEqual(whole);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

test('what was queued in the backup may have been bought since: it is not sent again', async ({ shop, folder }) => {
  const paid = await shop.accept();
  shop.connection = { ...shop.connection, sandbox: true };
  const free = await shop.accept();
  const backup = await makeBackup(folder);
  const there = path.join(folder, 'there');
  moveTo(there);
  expect(await restoreBackup(backup.folder, { aside: false })).toMatchObject({ unclear: 1 });
  const { tasks } = await libraryOf(there);
  expect(tasks).toEqual([
    expect.objectContaining({
      id: paid.id,
      status: 'unknown',
      charge: 'unknown',
      error: expect.stringContaining(`brought back from a backup of ${backup.madeAt}`),
    }),
    expect.objectContaining({ id: free.id, status: 'queued' }),
  ]);
});

test.describe('restoring refuses in one sentence and touches nothing', () => {
  const nothing = (what: string) => ({ name: 'AppError', message: expect.stringContaining(what) });

  test('when the data folder is not empty; with --aside it is moved beside', async ({ shop, folder }) => {
    await made(shop, '#123456');
    const backup = await makeBackup(folder);
    const later = await made(shop, '#654321');
    const before = await filesUnder(shop.folder);
    await expect(restoreBackup(backup.folder, { aside: false })).rejects.toMatchObject(nothing('is not empty'));
    expect(await filesUnder(shop.folder)).toEqual(before);
    await shop.db.destroy();
    const { aside } = await restoreBackup(backup.folder, { aside: true });
    expect((await libraryOf(shop.folder)).images.length).toBe(1);
    const kept = await libraryOf(String(aside));
    expect(kept.tasks).toContainEqual(expect.objectContaining({ id: later }));
    expect(kept.broken).toEqual([]);
  });

  test('when a studio runs on it', async ({ shop, folder }) => {
    const backup = await makeBackup(folder);
    const leave = await declarePresence(shop.folder);
    await expect(restoreBackup(backup.folder, { aside: true })).rejects.toMatchObject(nothing('A studio is running'));
    await leave();
    const other = path.join(shop.folder, 'running', 'other.studio');
    await writeFile(other, 'another-machine:1:x');
    await expect(restoreBackup(backup.folder, { aside: true })).rejects.toMatchObject(nothing('A studio is running'));
  });

  test('when a byte of the backup changed, a file is missing, or it was not finished', async ({ shop, folder }) => {
    await made(shop, '#123456');
    const backup = await makeBackup(folder);
    const there = path.join(folder, 'there');
    moveTo(there);
    const broken = async (change: () => Promise<unknown>, what: string) => {
      await change();
      await expect(restoreBackup(backup.folder, { aside: false })).rejects.toMatchObject(nothing(what));
      expect(await entriesOf(folder)).not.toContain('there');
    };
    const database = path.join(backup.folder, 'atelier.db');
    const good = await readFile(database);
    await broken(() => appendFile(database, 'x'), 'atelier.db was changed');
    await writeFile(database, good);
    const list = path.join(backup.folder, 'SHA256SUMS');
    const lines = await readFile(list);
    await broken(() => appendFile(list, `${'0'.repeat(64)}  files/../../../evil\n`), 'SHA256SUMS is missing or was changed');
    await writeFile(list, lines);
    const [picture = ''] = await filesUnder(path.join(backup.folder, 'files'));
    await broken(() => rm(path.join(backup.folder, 'files', picture)), 'is missing');
    await broken(() => rm(path.join(backup.folder, 'manifest.json')), 'no backup, or one that was not finished');
  });
});

test('what came damaged is nobody’s orphan and is in the backup, unless a person deleted it', async ({ shop, folder }) => {
  const cut = (await png('#405060')).subarray(0, 70);
  shop.script = { start: async () => ({ state: 'done', outputs: [output(cut), output(cut)], text: null }) };
  const { id } = await shop.accept({ count: 2 });
  shop.work();
  await shop.ended(id);
  await shop.stop();
  const files = filesFolder(shop.folder);
  expect(await filesUnder(files)).toEqual([`damaged/${id}-0`, `damaged/${id}-1`]);
  await rm(path.join(files, 'damaged', `${id}-1`));
  expect((await survey(shop.db, files, Date.now() + 2 * 3_600_000)).findings).toEqual([]);
  const backup = await makeBackup(path.join(folder, 'backups'));
  expect(backup).toMatchObject({ files: 2, missing: [] });
  const there = path.join(folder, 'elsewhere');
  moveTo(there);
  await restoreBackup(backup.folder, { aside: false });
  expect(await readFile(path.join(there, 'files', 'damaged', `${id}-0`))).toEqual(cut);
});

test('a picture that is damaged in the studio is told, and the rest is in the backup', async ({ shop, folder }) => {
  await made(shop, '#123456');
  const sha256 = await sum(shop);
  await writeFile(originalOf(shop.folder, sha256), 'not these bytes');
  const backup = await makeBackup(folder);
  expect(backup.missing).toEqual([`originals/${sha256.slice(0, 2)}/${sha256}`]);
  expect(knownBackups(shop.folder)[0]).toMatchObject({ whole: false });
  await verifiedBackup(backup.folder);
});

test('a damaged database makes no backup, and the former one stays the newest', async ({ shop, folder }) => {
  await made(shop, '#123456');
  const good = await makeBackup(folder);
  await shop.db.destroy();
  const file = path.join(shop.folder, 'atelier.db');
  const bytes = await readFile(file);
  bytes.fill(0xa5, 4096, bytes.length);
  await writeFile(file, bytes);
  await expect(makeBackup(folder)).rejects.toMatchObject({ message: expect.stringContaining(good.folder) });
  expect((await entriesOf(folder)).length).toBe(1);
  expect(newestBackup(shop.folder)?.folder).toBe(good.folder);
  await rm(good.folder, { recursive: true });
  expect(newestBackup(shop.folder)).toBeNull();
});

test('a place among the pictures and one without a way in are refused', async ({ shop, folder }) => {
  await expect(makeBackup(path.join(shop.folder, 'files', 'mine'))).rejects.toMatchObject({ code: 'invalid_input' });
  await writeFile(path.join(folder, 'file'), '');
  await expect(makeBackup(path.join(folder, 'file', 'in'))).rejects.toMatchObject({ message: /^No backup could be made/ });
  expect(await hashFile(path.join(folder, 'file'))).toMatchObject({ bytes: 0 });
});

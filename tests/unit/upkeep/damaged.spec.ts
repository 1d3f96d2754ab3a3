import { execFile } from 'node:child_process';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '@/lib/server/store/database';
import { insertImage } from '@/lib/server/store/images';
import { storePicture } from '@/lib/server/pictures';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { png } from '../../workshop';
import { newImage } from '../store/samples';
import { expect, libraryOf, moveTo, test } from './studio-folder';

const run = promisify(execFile);
const pageBytes = 4096;

/** A command of the studio in a process of its own, on a data folder. */
const commandOn = (dataFolder: string, script: string, ...words: string[]) =>
  run(process.execPath, ['--import', './lib/cli/server-loader.ts', script, ...words], {
    env: { ...process.env, ATELIER_DATA: dataFolder, ATELIER_LOG: 'silent', KEYS: '', CRASH: '' },
  });

test('twenty damaged pages, and no start is silent: each says which backup brings the library back', async ({ shop, folder }) => {
  const picture = await storePicture(await png());
  for (let at = 0; at < 60; at++) {
    const { id } = await shop.accept({ prompt: `a lighthouse at dusk, number ${at}` });
    await insertImage(shop.db, newImage({ ...picture, taskId: id, prompt: `a lighthouse at dusk, number ${at}` }));
  }
  const before = await libraryOf(shop.folder);
  const backup = await makeBackup(path.join(folder, 'backups'));
  await shop.db.destroy();
  const file = path.join(shop.folder, 'atelier.db');
  const good = await readFile(file);
  const pages = good.length / pageBytes;
  expect(pages).toBeGreaterThan(20);
  let told = 0;
  for (let n = 0; n < 20; n++) {
    const bad = Buffer.from(good);
    const page = Math.floor((n * pages) / 20);
    bad.fill(0xa5, page * pageBytes, (page + 1) * pageBytes);
    await writeFile(file, bad);
    const refused = await openDatabase({ sqlite: file }).then((db) => db.destroy(), (error: Error) => error.message);
    expect(refused).toContain(`npm run restore -- --aside ${backup.folder}`);
    expect(refused).toContain(backup.madeAt);
    told += 1;
  }
  expect(told).toBe(20);

  // The last of them, through a whole start and the command that its sentence names.
  const started = await commandOn(shop.folder, './tests/torture/worker-process.ts').catch((error: unknown) => error);
  expect(started).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Atelier cannot start: The database file .+ is damaged/) });
  expect(started).toMatchObject({ stderr: expect.stringContaining(`npm run restore -- --aside ${backup.folder}`) });
  await commandOn(shop.folder, './lib/cli/restore.ts', '--aside', backup.folder);
  moveTo(shop.folder);
  const back = await libraryOf(shop.folder);
  expect(back.images).toEqual(before.images);
  expect(back.broken).toEqual([]);
});

test('a database that was cut to nothing beside its pictures is not taken for a new one', async ({ shop }) => {
  await storePicture(await png());
  const { code, stderr } = await emptied(shop.folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Atelier cannot start: The database file .+ is damaged \(it is empty/);
  expect((await stat(path.join(shop.folder, 'atelier.db'))).size).toBe(0);

  async function emptied(dataFolder: string): Promise<{ code: number; stderr: string }> {
    await shop.db.destroy();
    const handle = await open(path.join(dataFolder, 'atelier.db'), 'w');
    await handle.close();
    const failed: unknown = await commandOn(dataFolder, './tests/torture/worker-process.ts').catch((error: unknown) => error);
    return failed as { code: number; stderr: string };
  }
});

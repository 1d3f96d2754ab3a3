import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { storePicture } from '@/lib/server/pictures';
import { insertImage } from '@/lib/server/store/images';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { verifiedBackup } from '@/lib/server/upkeep/manifest';
import { restoreBackup } from '@/lib/server/upkeep/restore';
import { png, type Workshop } from '../../workshop';
import { newImage } from '../store/samples';
import { entriesOf, expect, libraryOf, moveTo, test } from './studio-folder';

const kills = 10;

async function fill(shop: Workshop, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const picture = await storePicture(await png(`#${(at + 1).toString(16).padStart(2, '0')}7755`));
    await insertImage(shop.db, newImage({ ...picture, name: 'upload.png' }));
  }
}

/** Runs a command on a data folder and pulls its plug when it has said that it begins, `ms` later. */
async function killed(dataFolder: string, env: Record<string, string>, ms: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', './tests/unit/upkeep/killed-process.ts'], {
    env: { ...process.env, ATELIER_DATA: dataFolder, ATELIER_LOG: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), ms);
  await gone;
}

// A process has to start for each of them.
test.describe.configure({ timeout: 180_000 });

test('whenever a backup is cut off, what carries a backup’s name is whole, and the studio goes on', async ({ shop, folder }) => {
  await fill(shop, 20);
  for (let n = 0; n < kills; n++) await killed(shop.folder, { BACKUP: folder }, (n * 400) / kills);
  await makeBackup(folder);
  const made = (await entriesOf(folder)).filter((name) => name.endsWith('Z'));
  expect(made.length).toBeGreaterThan(0);
  for (const name of made) expect((await verifiedBackup(path.join(folder, name))).manifest.pictures).toBe(20);
  expect((await libraryOf(shop.folder)).broken).toEqual([]);
});

test('whenever a restore is cut off, it can be done again, and no half of it passes for a library', async ({ shop, folder }) => {
  await fill(shop, 20);
  const { images } = await libraryOf(shop.folder);
  const backup = await makeBackup(path.join(folder, 'backups'));
  const there = path.join(folder, 'there');
  for (let n = 0; n < kills; n++) {
    await killed(there, { RESTORE: backup.folder }, (n * 400) / kills);
    const whole = (await entriesOf(there).catch((): string[] => [])).includes('atelier.db');
    if (!whole) {
      moveTo(there);
      await restoreBackup(backup.folder, { aside: true });
    }
    const back = await libraryOf(there);
    expect(back.images).toEqual(images);
    expect(back.broken).toEqual([]);
    await rm(there, { recursive: true });
  }
  await verifiedBackup(backup.folder);
});

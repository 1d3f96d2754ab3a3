import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { storePicture } from '@/lib/server/pictures';
import { openDatabase } from '@/lib/server/store/database';
import { filesFolder, imageKey, sweepAfterMs } from '@/lib/server/store/files';
import { insertImage } from '@/lib/server/store/images';
import { knownBackups } from '@/lib/server/upkeep/known-backups';
import { restoreBackup } from '@/lib/server/upkeep/restore';
import { survey } from '@/lib/server/upkeep/survey';
import { newImage } from '../unit/store/samples';
import { libraryOf, moveTo } from '../unit/upkeep/studio-folder';
import { png, Workshop } from '../workshop';
import { runCommand } from './npm-command';
import type { StudioRow } from './row';

const color = (at: number): string => `#${at.toString(16).padStart(6, '0')}`;

/** Opens a studio and an empty folder beside it, and removes both. */
async function withStudio(play: (shop: Workshop, folder: string) => Promise<string>): Promise<string> {
  const shop = await Workshop.open();
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-library-'));
  try {
    return await play(shop, folder);
  } finally {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function playByHand(shop: Workshop, n: number): Promise<string> {
  const keys: string[] = [];
  // Two more, which nobody touches.
  for (let at = 0; at < n + 2; at++) {
    const picture = await storePicture(await png(color(at + 1)));
    await insertImage(shop.db, newImage({ ...picture, name: 'upload.png' }));
    keys.push(imageKey(picture.sha256, 'original'));
  }
  const gone = keys.slice(0, n / 2);
  const flipped = keys.slice(n / 2, n);
  for (const key of gone) await rm(path.join(filesFolder(shop.folder), key));
  for (const key of flipped) {
    const file = path.join(filesFolder(shop.folder), key);
    const bytes = await readFile(file);
    bytes.writeUInt8((bytes.at(-20) ?? 0) ^ 1, bytes.length - 20);
    await writeFile(file, bytes);
  }
  // Without a backup nothing can be brought back, and what is there is left alone.
  const { code, said } = await runCommand('doctor', shop.folder, '--repair');
  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`^Original is missing +${gone.length} +0$`, 'm'));
  expect(said).toMatch(new RegExp(`^Original was changed +${flipped.length} +0$`, 'm'));
  const named = (title: string): string[] => {
    const [, list = ''] = new RegExp(`^${title}:\n((?: .+\n)+)`, 'm').exec(said) ?? [];
    return [...list.matchAll(/originals\/\S+/g)].map(([key]) => key);
  };
  expect(named('Original is missing')).toEqual(gone.toSorted());
  expect(named('Original was changed')).toEqual(flipped.toSorted());
  const { findings } = await survey(shop.db, filesFolder(shop.folder), Date.now());
  expect(findings.map(({ key }) => key)).toEqual(keys.slice(0, n).toSorted());
  return `found and named ${named('Original is missing').length + named('Original was changed').length} of ${n}`;
}

/** Backups taken by another process while pictures are made, one after the other. */
async function backUpWhileWorking(shop: Workshop, folder: string, n: number): Promise<void> {
  let at = 0;
  shop.script = {
    start: async () => {
      at += 1;
      return { state: 'done', outputs: [{ source: { bytes: await png(color(at)) }, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
  shop.work();
  const makeFour = async () => {
    const tasks = await Promise.all([shop.accept(), shop.accept(), shop.accept(), shop.accept()]);
    await Promise.all(tasks.map(({ id }) => shop.ended(id)));
  };
  await makeFour();
  const child = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', './tests/unit/upkeep/backup-process.ts'], {
    env: { ...process.env, ATELIER_DATA: shop.folder, ATELIER_LOG: 'silent', PLACE: folder, TIMES: String(n) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const over = once(child, 'exit');
  let batches = 0;
  for (; child.exitCode === null; batches++) await makeFour();
  expect(await over).toEqual([0, null]);
  expect(batches, 'taken while pictures came').toBeGreaterThan(0);
  await shop.stop();
}

/** How many pictures a restored library has; it opens, and every row and file in it has its other half. */
async function picturesIn(dataFolder: string): Promise<number> {
  const { images, broken } = await libraryOf(dataFolder);
  expect(broken, 'originals that are not what their rows say').toEqual([]);
  const db = await openDatabase({ sqlite: path.join(dataFolder, 'atelier.db') });
  try {
    const { findings } = await survey(db, filesFolder(dataFolder), Date.now() + 2 * sweepAfterMs);
    expect(findings, 'what the doctor would name').toEqual([]);
  } finally {
    await db.destroy();
  }
  return images.length;
}

async function playBackups(shop: Workshop, folder: string, n: number): Promise<string> {
  await backUpWhileWorking(shop, folder, n);
  const backups = knownBackups(shop.folder).toReversed();
  expect(backups).toHaveLength(n);
  const pictures: number[] = [];
  for (const [index, { folder: backup, whole }] of backups.entries()) {
    expect(whole).toBe(true);
    const there = path.join(folder, `restored-${index}`);
    moveTo(there);
    await restoreBackup(backup, { aside: false });
    pictures.push(await picturesIn(there));
    await rm(there, { recursive: true });
  }
  expect(pictures).toEqual(pictures.toSorted((one, other) => one - other));
  expect(pictures[0]).toBeGreaterThan(0);
  return `backups ${n}, restored elsewhere ${pictures.length} with ${pictures[0]} to ${pictures.at(-1)} pictures, broken restores 0`;
}

export const libraryRows: StudioRow[] = [
  {
    id: 'A18',
    title: 'half as many originals deleted and half flipped by hand, then npm run doctor',
    cut: 10,
    full: 10,
    play: (n) => withStudio((shop) => playByHand(shop, n)),
  },
  {
    id: 'A19',
    title: 'backups taken while the studio works, restored elsewhere',
    cut: 2,
    full: 20,
    play: (n) => withStudio((shop, folder) => playBackups(shop, folder, n)),
  },
];

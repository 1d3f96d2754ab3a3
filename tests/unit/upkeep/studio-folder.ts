import { test as base } from '@playwright/test';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environment, parseEnvironment } from '@/lib/server/env';
import { hashFile, walk } from '@/lib/server/store/disk';
import { openDatabase } from '@/lib/server/store/database';
import { filesFolder, imageKey } from '@/lib/server/store/files';
import { imageColumns } from '@/lib/server/store/image-row';
import { Workshop } from '../../workshop';

export { expect } from '@playwright/test';

type Fixtures = {
  /** A studio in a data folder of its own. */
  shop: Workshop;
  /** An empty folder beside. */
  folder: string;
};

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern.
  shop: async ({}, give) => {
    const shop = await Workshop.open();
    await give(shop);
    await shop.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, give) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'atelier-upkeep-'));
    await give(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

/** From here on this process works on another data folder. */
export function moveTo(dataFolder: string): void {
  Object.assign(environment(), parseEnvironment({ ATELIER_DATA: dataFolder, ATELIER_LOG: 'silent' }));
  Reflect.deleteProperty(globalThis, Symbol.for('atelier.files'));
}

/** Every row of a data folder's database that a person could miss, and what is wrong with the files behind them. */
export async function libraryOf(dataFolder: string) {
  const db = await openDatabase({ sqlite: path.join(dataFolder, 'atelier.db') });
  try {
    const tasks = await db.selectFrom('tasks').selectAll().orderBy('n').execute();
    const images = await db.selectFrom('images').select(imageColumns).orderBy('n').execute();
    const broken: string[] = [];
    for (const { sha256 } of images) {
      const original = await hashFile(path.join(filesFolder(dataFolder), imageKey(sha256, 'original'))).catch(() => null);
      if (original?.sha256 !== sha256) broken.push(sha256);
    }
    return { tasks, images, broken };
  } finally {
    await db.destroy();
  }
}

/** The files under a folder, by their paths inside it. */
export async function filesUnder(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of walk(folder)) found.push(path.relative(folder, file));
  return found.toSorted();
}

export const entriesOf = async (folder: string): Promise<string[]> => (await readdir(folder)).toSorted();

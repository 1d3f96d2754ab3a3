import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { storePicture } from '@/lib/server/pictures';
import { insertImage } from '@/lib/server/store/images';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { newImage } from '../unit/store/samples';
import { libraryOf, moveTo } from '../unit/upkeep/studio-folder';
import { png, Workshop } from '../workshop';
import { runCommand } from './npm-command';
import type { StudioRow } from './row';
import { WorkerLife } from './worker-life';

const pageBytes = 4096;

/** So many pictures that every kind of page is in the database. */
async function fill(shop: Workshop): Promise<void> {
  const picture = await storePicture(await png());
  for (let at = 0; at < 60; at++) {
    const prompt = `a lighthouse at dusk, number ${at}`;
    const { id } = await shop.accept({ prompt });
    await insertImage(shop.db, newImage({ ...picture, taskId: id, prompt }));
  }
}

export const damageRows: StudioRow[] = [
  {
    id: 'Q12',
    title: 'one page of the database flipped, then a start',
    cut: 2,
    full: 20,
    async play(n) {
      const shop = await Workshop.open();
      const folder = await mkdtemp(path.join(tmpdir(), 'atelier-damage-'));
      try {
        await fill(shop);
        const before = await libraryOf(shop.folder);
        const backup = await makeBackup(folder);
        await shop.db.destroy();
        const file = path.join(shop.folder, 'atelier.db');
        const good = await readFile(file);
        const pages = good.length / pageBytes;
        expect(pages).toBeGreaterThan(n);
        let silent = 0;
        for (let at = 0; at < n; at++) {
          const page = Math.floor((at * pages) / n) * pageBytes;
          const bad = Buffer.from(good);
          for (let byte = page; byte < page + pageBytes; byte++) bad[byte] = 0xff ^ (good[byte] ?? 0);
          await writeFile(file, bad);
          const start = WorkerLife.begin({ ATELIER_DATA: shop.folder, ATELIER_LOG: 'silent' });
          try {
            const { code } = await Promise.race([start.over, start.until('up').then(() => ({ code: 0 }))]);
            if (code === 0) silent += 1;
            else expect(start.said).toMatch(/^Atelier cannot start: The database file .+ is damaged/);
            if (code !== 0) expect(start.said).toContain(`of ${backup.madeAt}, with: npm run restore -- --aside ${backup.folder}`);
          } finally {
            await start.kill();
          }
        }
        expect(silent, 'starts on a damaged database').toBe(0);

        // What the sentence names brings everything back.
        expect(await runCommand('restore', shop.folder, '--aside', backup.folder)).toMatchObject({ code: 0 });
        moveTo(shop.folder);
        const back = await libraryOf(shop.folder);
        expect(back.images).toEqual(before.images);
        expect(back.broken).toEqual([]);
        return `starts refused, naming the backup ${n} of ${n}, silent starts ${silent}; brought back ${back.images.length} of ${before.images.length}`;
      } finally {
        await shop.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];

import { appendFileSync, closeSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { sql } from 'kysely';
import { studioStatus } from '@/lib/server/status';
import type { Database } from '@/lib/server/store/database';
import { DiskStudio } from './disk-studio';
import { generate, readiness } from './doors';
import type { StudioRow } from './row';
import { noMount, SmallDisk } from './small-disk';
import { WorkerLife } from './worker-life';

type Place = {
  name: string;
  /** Pages that are left: a picture of this row takes one for each of its three files. */
  pages: number;
  /** What the waiting task says; null where not even that can be written down. */
  told: string | null;
};

const places: [Place, ...Place[]] = [
  { name: 'image', pages: 0, told: 'The disk of the data folder is full.' },
  { name: 'thumbnail', pages: 1, told: 'The disk of the data folder is full.' },
  { name: 'database', pages: 3, told: null },
];
const asks = 3;
const pageBytes = 4096;
const low = /^The disk has less than 1 MB left\. Nothing was sent/;

/** A database in which there is room for many commits to come, as in one that has been in use. */
async function makeRoom(db: Database): Promise<void> {
  await sql`create table room (bytes blob)`.execute(db);
  await sql`insert into room values (zeroblob(1500000))`.execute(db);
  await sql`drop table room`.execute(db);
}

/** Fills the disk at the moment in which a picture that was paid for is fetched. */
function fillAtDownload(studio: DiskStudio, disk: SmallDisk, { pages, told }: Place, before = (): void => undefined): void {
  studio.gateway.asked = async () => {
    studio.gateway.asked = () => undefined;
    before();
    // The log of the database is written over from its beginning, or has to grow for the next commit.
    await sql.raw(`pragma wal_checkpoint(${told === null ? 'truncate' : 'restart'})`).execute(studio.shop.db);
    disk.fill(pages);
  };
}

/** One picture is paid for, the disk is full when it comes; three more are asked for, then there is room again. */
async function playPlace(place: Place): Promise<{ charges: number; recovered: number }> {
  const disk = SmallDisk.mount();
  try {
    const studio = await DiskStudio.open({ place: disk.folder, env: { ATELIER_MIN_FREE_MB: '1' } });
    try {
      await makeRoom(studio.shop.db);
      fillAtDownload(studio, disk, place);
      const [paid = ''] = await studio.ask(1);
      studio.work();
      const waits = await studio.shop.until(paid, ({ status, error }) => status === 'saving' && (place.told === null || error !== null));
      if (place.told !== null) expect(waits.error).toEqual({ code: 'unavailable', message: place.told });
      else await expect.poll(() => studio.gateway.downloads.size).toBe(1);

      const keys = Array.from({ length: asks }, () => studio.nextIntent());
      for (const key of keys) {
        const { status, said } = await generate(`${key} a lighthouse`, key);
        expect([status, said]).toEqual(place.told === null ? [503, 'The disk of the database is full.'] : [202, '']);
      }
      if (place.told !== null) {
        for (const { id } of (await studio.rows()).slice(1))
          expect(await studio.shop.until(id, ({ error }) => error !== null)).toMatchObject({ status: 'queued', error: { message: expect.stringMatching(low) }, sends: 0 });
      }
      expect(await studioStatus()).toMatchObject({ disk: { low: true }, oldest: { id: paid, status: 'saving' } });
      expect(await readiness()).toMatchObject({ status: 503, said: expect.stringMatching(/^The (disk|data folder|database) /) });
      expect((await studio.shop.row(paid)).status).toBe('saving');
      const charges = studio.gateway.chargeCount - 1;

      disk.free();
      // Whoever was told no asks again; whoever was taken on gets the same task.
      for (const key of keys) expect(await generate(`${key} a lighthouse`, key)).toMatchObject({ status: 202 });
      const rows = await studio.settled();
      expect(rows).toHaveLength(1 + asks);
      for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1, error: null });
      expect([...studio.gateway.charges.values()]).toEqual(rows.map(() => 1));
      const images = await studio.images(rows);
      expect(images).toHaveLength(rows.length);
      await studio.expectTrue(images);
      expect(await studio.findings()).toEqual([]);
      return { charges, recovered: rows.length };
    } finally {
      await studio.close();
    }
  } finally {
    disk.remove();
  }
}

/** A studio whose log stands on the full disk as well: it goes on all the same. */
async function playLog(): Promise<{ charges: number; recovered: number }> {
  const disk = SmallDisk.mount();
  try {
    const studio = await DiskStudio.open({ place: disk.folder, env: { ATELIER_MIN_FREE_MB: '1' } });
    const log = path.join(disk.folder, 'log');
    const stderr = openSync(log, 'a');
    await makeRoom(studio.shop.db);
    // Up to the end of a page, so that there is no room for one more letter of it.
    const pad = () => appendFileSync(log, '\n'.repeat(pageBytes - (statSync(log).size % pageBytes)));
    fillAtDownload(studio, disk, places[0], pad);
    const [paid = ''] = await studio.ask(1);
    const worker = WorkerLife.begin({ ...studio.env, ATELIER_LOG: 'debug' }, { stderr });
    try {
      // Told to the log as well, which takes nothing more.
      await worker.during(studio.shop.until(paid, ({ status, error }) => status === 'saving' && error !== null));
      const { size } = statSync(log);
      expect(size % pageBytes).toBe(0);
      const charges = studio.gateway.chargeCount - 1;
      disk.free();
      const rows = await worker.during(studio.settled());
      await expect.poll(() => statSync(log).size, 'the log goes on').toBeGreaterThan(size);
      expect(rows).toEqual([expect.objectContaining({ id: paid, status: 'succeeded', sends: 1 })]);
      await studio.expectTrue(await studio.images(rows));
      return { charges, recovered: rows.length };
    } finally {
      await worker.kill();
      closeSync(stderr);
      await studio.close();
    }
  } finally {
    disk.remove();
  }
}

export const fullRows: StudioRow[] = [
  {
    id: 'A15',
    title: 'disk full at the image, the thumbnail, the database and the log',
    cut: 1,
    full: 10,
    unable: noMount,
    async play(n) {
      let [charges, recovered] = [0, 0];
      for (let at = 0; at < n; at++) {
        for (const place of [...places, null]) {
          const found = place === null ? await playLog() : await playPlace(place);
          charges += found.charges;
          recovered += found.recovered;
        }
      }
      expect(charges).toBe(0);
      const all = n * (places.length * (1 + asks) + 1);
      expect(recovered).toBe(all);
      return `times full ${n * (places.length + 1)}, charges while full ${charges}, recovered ${recovered} of ${all}`;
    },
  },
];

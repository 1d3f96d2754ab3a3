import { expect } from '@playwright/test';
import { studioStatus } from '@/lib/server/status';
import { DiskStudio } from './disk-studio';
import { generate, readiness } from './doors';
import type { StudioRow } from './row';
import { noMount, SmallDisk } from './small-disk';

const low = 'The disk has less than 512 MB left.';
const held = { code: 'unavailable', message: `${low} Nothing was sent; it is sent by itself once there is room.` };

export const lowRows: StudioRow[] = [
  {
    id: 'A16',
    title: 'a disk below the usual low-water mark',
    cut: 5,
    full: 100,
    unable: noMount,
    async play(n) {
      const disk = SmallDisk.mount();
      try {
        const studio = await DiskStudio.open({ place: disk.folder });
        try {
          for (let at = 0; at < n; at++) {
            const key = studio.nextIntent();
            expect(await generate(`${key} a lighthouse`, key)).toMatchObject({ status: 202 });
          }
          studio.work();
          for (const { id } of await studio.rows()) {
            const row = await studio.shop.until(id, ({ sends, error, leaseOwner }) => sends > 0 || (error !== null && leaseOwner === null));
            expect(row).toMatchObject({ status: 'queued', error: held, sends: 0, startedAt: null });
            // Looked at again and still held back, it is the same to everybody who watches.
            await studio.shop.hurry(id);
            const again = await studio.shop.until(id, ({ attempt, leaseOwner }) => attempt > row.attempt && leaseOwner === null);
            expect(again.revision).toBe(row.revision);
          }
          expect(await studioStatus()).toMatchObject({ disk: { low: true }, writable: true, oldest: { status: 'queued', error: held } });
          expect(await readiness()).toEqual({ status: 503, said: low });
          const charges = studio.gateway.chargeCount;
          expect(charges).toBe(0);

          disk.resize(600);
          const rows = await studio.settled();
          for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1, error: null });
          expect([...studio.gateway.charges.values()]).toEqual(Array.from({ length: n }, () => 1));
          expect(await readiness()).toMatchObject({ status: 200 });
          return `tasks held ${n}, charges ${charges}; with room again done ${rows.length} of ${n}`;
        } finally {
          await studio.close();
        }
      } finally {
        disk.remove();
      }
    },
  },
];

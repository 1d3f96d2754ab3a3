import { expect } from '@playwright/test';
import type { Face } from '../faults/face';
import { Field } from '../faults/field';
import { dialects } from './dialects';
import { Life } from './life';
import { Meter } from './meter';
import type { StudioRow } from './row';

const limit = 10;
/** The first four fill the slots to the last one; after them the next in line often does not fit. */
const sizes = [4, 3, 2, 1, 3, 4, 4, 3, 2, 4, 1, 3] as const;

const limited = (face: Face): Face => ({ ...face, connection: { ...face.connection, slots: limit } });

/** Jobs of one to four pictures through one worker. */
async function playSizes(face: Face, n: number): Promise<Meter> {
  const field = await Field.open(limited(face));
  try {
    const counts = new Map<string, number>();
    const meter = new Meter(field.upstream, limit, counts);
    for (let job = 0; job < n; job++) {
      const count = sizes[job % sizes.length] ?? 1;
      for (const intent of await field.ask(1, count)) counts.set(intent, count);
    }
    field.work();
    const rows = await field.settled();
    field.expectOnce(n);
    for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', sends: 1 });
    expect(await field.images(rows)).toHaveLength([...counts.values()].reduce((sum, one) => sum + one, 0));
    expect(meter.refused, '429s').toBe(0);
    expect(meter.most, 'pictures in flight').toBe(limit);
    return meter;
  } finally {
    await field.close();
  }
}

/** How many studios have a job in hand that is being sent. */
const sending = async (field: Field): Promise<number> =>
  new Set((await field.rows()).flatMap(({ status, leaseOwner }) => (status === 'sending' ? [leaseOwner] : []))).size;

export const slotRows: StudioRow[] = [
  {
    id: 'Q01',
    title: 'jobs of one to four pictures, at most ten pictures in flight',
    cut: 8,
    full: 60,
    async play(n) {
      const meters = [await playSizes(dialects.sync, n), await playSizes(dialects.async, n)];
      const most = Math.max(...meters.map((meter) => meter.most));
      const refused = meters.reduce((sum, meter) => sum + meter.refused, 0);
      return `max ${most}, 429s ${refused}, done ${n} that answer at once and ${n} that are asked after`;
    },
  },
  {
    id: 'Q02',
    title: 'two studios on one database',
    cut: 12,
    full: 200,
    async play(n) {
      const field = await Field.open(limited(dialects.sync));
      const lives: Life[] = [];
      try {
        // One picture each: a studio sends eight at once, so that ten in flight take both.
        const bothSeen = Promise.withResolvers<void>();
        const meter = new Meter(field.upstream, limit, new Map(), bothSeen.promise);
        await field.ask(n);
        for (let studio = 0; studio < 2; studio++) {
          lives.push(Life.begin('worker-process.ts', { ...field.env, ATELIER_DATA: field.shop.folder }));
        }
        await expect.poll(() => sending(field), { timeout: 60_000, message: 'studios that have jobs in hand' }).toBe(2);
        bothSeen.resolve();
        const rows = await field.settled({ patient: true });
        field.expectOnce(n);
        expect(meter.most, 'pictures in flight').toBe(limit);
        expect(meter.refused, '429s').toBe(0);
        const done = rows.filter(({ status }) => status === 'succeeded').length;
        expect(done, 'done').toBe(n);
        expect(await field.images(rows)).toHaveLength(n);
        // Once to be sent, once to be saved.
        const twice = rows.filter(({ sends, attempt }) => sends !== 1 || attempt !== 2).length;
        expect(twice, 'double claims').toBe(0);
        return `max ${meter.most} in flight together, double claims ${twice}, lost ${n - done}, done ${done}`;
      } finally {
        for (const life of lives) await life.end('SIGKILL');
        await field.close();
      }
    },
  },
];

import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { resultLimits } from '@/lib/server/pictures';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { Field } from '../faults/field';
import { Life } from '../faults/life';
import { dealt } from '../faults/row';
import { movingWebp, pixelBomb } from './bombs';
import { onField } from './on-field';
import { upscaled } from './picture-samples';
import type { StudioRow } from './row';

const [kibibyte, mebibyte] = [1024, 1024 * 1024];
const png = { 'content-type': 'image/png' };

type Give = (response: ServerResponse) => void;
type Fault = readonly [name: string, give: Give];

/** A body as fast as it is taken: `first`, then `again` so many times, or without an end. */
function pour(response: ServerResponse, first: Buffer, again: Buffer, times = Infinity): void {
  let left = times;
  const more = (): void => {
    while (!response.destroyed && left > 0) {
      left -= 1;
      if (!response.write(again)) return;
    }
    if (left <= 0) response.end();
  };
  response.on('drain', more).write(first);
  more();
}

/** Bodies that begin as a picture does, so that nothing but their size gives them away. */
function huge(picture: Buffer): readonly [Fault, ...Fault[]] {
  const head = picture.subarray(0, 60);
  const junk = Buffer.alloc(mebibyte, 0xab);
  // One part of a gzip is followed by the next: a megabyte on the wire is a gigabyte.
  const part = gzipSync(Buffer.alloc(16 * mebibyte));
  return [
    ['5 GB by its length', (response) => pour(response.writeHead(200, { ...png, 'content-length': '5000000000' }), head, junk)],
    ['without an end', (response) => pour(response.writeHead(200, png), head, junk)],
    ['1 GB in gzip', (response) => pour(response.writeHead(200, { ...png, 'content-encoding': 'gzip' }), gzipSync(head), part, 64)],
  ];
}

type Weighed = { rows: TaskRow[]; rise: number; before: number; read: number; decodes: number };

/**
 * What faults do to a worker in a process of its own, dealt out over `n` tasks: how many MiB more it takes than with
 * large good pictures, the most bytes that it read of one body, and how many times it decoded what came.
 */
async function weigh(field: Field, n: number, good: number, faults: (picture: Buffer) => readonly [Fault, ...Fault[]]): Promise<Weighed> {
  const { upstream } = field;
  const picture = await upscaled();
  const dealtOut = faults(picture);
  upstream.fetched = ({ response }) => void response.writeHead(200, png).end(picture);
  await field.ask(good);
  const life = Life.begin(field, {}, './tests/torture/weighed-process.ts');
  const told = (word: string): number => life.told.get(word) ?? 0;
  try {
    const saved = await life.alive(field.settled());
    for (const row of saved) expect(row).toMatchObject({ status: 'succeeded', missing: [] });
    await life.upToDate();
    expect(told('decodes'), 'each good one was decoded').toBeGreaterThanOrEqual(good);
    const [before, decodes] = [life.peak, told('decodes')];
    upstream.fetched = ({ intent, response }) => dealt(dealtOut, intent)[1](response);
    await field.ask(n);
    const rows = (await life.alive(field.settled())).slice(good);
    field.expectOnce(good + n);
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' }, missing: [{ reason: 'corrupt' }] });
    }
    expect(await field.images(rows), 'stored').toEqual([]);
    await life.upToDate();
    expect(before, 'memory with good pictures').toBeGreaterThan(0);
    const rise = (life.peak - before) / mebibyte;
    return { rows, rise, before: before / mebibyte, read: told('read'), decodes: told('decodes') - decodes };
  } finally {
    await life.kill();
  }
}

const whole = (mebibytes: number): string => `${Math.round(mebibytes)} MiB`;

export const sizeRows: StudioRow[] = [
  {
    id: 'A07',
    title: '5 GB by its length, a stream without an end and 1 GB in gzip, in a process that is weighed',
    cut: 3,
    full: 12,
    play: (n) =>
      onField(async (field) => {
        const { rise, before, read, rows } = await weigh(field, n, Math.min(8, n), huge);
        expect(field.upstream.downloadCount, 'downloads').toBe(Math.min(8, n) + n);
        for (const row of rows) expect(row.missing[0]?.message).toMatch(/too large|larger than/);
        const over = (read - resultLimits.bytes) / kibibyte;
        expect(over, 'one was read up to the cap').toBeGreaterThan(0);
        expect(over, 'KiB read over the cap').toBeLessThanOrEqual(64);
        expect(rise, 'MiB more than with good pictures').toBeLessThanOrEqual(100);
        return `refused ${n} of ${n}, at most ${Math.ceil(over)} KiB over the cap read, memory +${whole(rise)} of ${whole(before)}`;
      }),
  },
  {
    id: 'A10',
    title: 'PNGs of 16383², 30000² and 65000² pixels and a WebP of 10,000 frames, in a process that is weighed',
    cut: 4,
    full: 40,
    play: (n) =>
      onField(async (field) => {
        const sides = [16_383, 30_000, 65_000];
        const give = (type: string, bytes: Buffer): Give => (response) => void response.writeHead(200, { 'content-type': type }).end(bytes);
        const moving = await movingWebp(10_000);
        const bombs: readonly [Fault, ...Fault[]] = [
          ['10,000 frames', give('image/webp', moving)],
          ...sides.map((side): Fault => [`${side}²`, give('image/png', pixelBomb(side))]),
        ];
        const { rise, before, rows, decodes } = await weigh(field, n, 4, () => bombs);
        for (const [at, row] of rows.entries()) {
          const [name] = dealt(bombs, row.idempotencyKey ?? '');
          const why = name === '10,000 frames' ? /moves/ : /more than 64 megapixels/;
          expect(row.missing[0]?.message, `${at}: ${name}`).toMatch(why);
        }
        expect(decodes, 'decodes').toBe(0);
        expect(rise, 'MiB more than with good pictures').toBeLessThanOrEqual(50);
        return `refused ${n} of ${n}, decodes ${decodes}, memory +${whole(rise)} of ${whole(before)}`;
      }),
  },
];

import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { paint, reframe } from '@/lib/server/sandbox/painter/painter';
import { brief, digest } from '@/tests/samples/briefs';
import { differenceOf, pixelsOf } from '@/tests/samples/measure';

const raw = (picture: Buffer): Promise<Buffer> => sharp(picture).removeAlpha().raw().toBuffer();

/** The part of a picture, three bytes a pixel. */
const part = (picture: Buffer, left: number, top: number, width: number, height: number): Promise<Buffer> =>
  sharp(picture).extract({ left, top, width, height }).removeAlpha().raw().toBuffer();

test('the source stands untouched in the middle where it fits', async () => {
  const source = await paint(brief('lighthouse at dusk'));
  for (const [width, height] of [
    [1024, 512],
    [512, 777],
    [512, 512],
  ] as const) {
    const framed = await reframe(source, { width, height, seed: 3 });
    const found = await sharp(framed).metadata();
    expect([found.format, found.width, found.height, found.hasAlpha]).toEqual(['png', width, height, false]);
    const middle = await part(framed, Math.round((width - 512) / 2), Math.round((height - 512) / 2), 512, 512);
    expect(middle.equals(await raw(source)), `${width} × ${height}`).toBe(true);
  }
});

test('a source of another size is scaled to fit, whole', async () => {
  const source = await paint(brief('three pears', { width: 640, height: 480 }));
  const framed = await reframe(source, { width: 1280, height: 512, seed: 3 });
  const width = Math.round((512 * 640) / 480);
  const scaled = await sharp(source).resize(width, 512, { fit: 'fill', kernel: 'lanczos3' }).png().toBuffer();
  const middle = await part(framed, Math.round((1280 - width) / 2), 0, width, 512);
  expect(differenceOf(middle, await raw(scaled))).toBeLessThan(1);
});

test('the seam is no hard edge, and what is painted on is no plain strip', async () => {
  for (const prompt of ['sailing boats at sea', 'three pears', 'koi pond', 'portrait with a hat']) {
    const source = await paint(brief(prompt));
    const framed = await reframe(source, { width: 1024, height: 512, seed: 3 });
    const far = async (left: number): Promise<number> =>
      differenceOf(await part(framed, left, 0, 3, 512), await part(framed, left + 3, 0, 3, 512));
    const seam = Math.max(await far(253), await far(765));
    expect(seam, prompt).toBeLessThan(14);
    const { channels } = await sharp(await sharp(framed).extract({ left: 0, top: 0, width: 250, height: 512 }).toBuffer()).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev)), prompt).toBeGreaterThan(3);
  }
});

test('a margin all round goes on as the same paper', async () => {
  const source = await paint(brief('gig poster “LATE SET”, bouquet of flowers', { style: 'design', seed: 4 }));
  const framed = await reframe(source, { width: 512, height: 1024, seed: 3 });
  const edge = await sharp(await sharp(source).extract({ left: 0, top: 0, width: 512, height: 4 }).toBuffer()).stats();
  const added = await sharp(await sharp(framed).extract({ left: 0, top: 0, width: 512, height: 200 }).toBuffer()).stats();
  added.channels.slice(0, 3).forEach(({ mean }, index) =>
    expect(Math.abs(mean - (edge.channels[index]?.mean ?? 0))).toBeLessThan(6),
  );
});

test('a seed repeats itself, and every other one paints something else', async () => {
  const source = await paint(brief('pine forest'));
  const one = await reframe(source, { width: 1024, height: 512, seed: 3 });
  expect(digest(await reframe(source, { width: 1024, height: 512, seed: 3 }))).toBe(digest(one));
  const others = await Promise.all([4, 5, 6].map((seed) => reframe(source, { width: 1024, height: 512, seed })));
  expect(new Set([one, ...others].map(digest)).size).toBe(4);
});

test('palette and look come into what is painted on, not into the source', async () => {
  const source = await paint(brief('three pears'));
  const size = { width: 1024, height: 512, seed: 3 };
  const plain = await reframe(source, size);
  for (const more of [
    { palette: [{ color: '#1030c0', weight: 1 }] },
    { preset: 'blueprint' },
    { references: [await paint(brief('night ferry'))] },
  ]) {
    const framed = await reframe(source, { ...size, ...more });
    expect((await part(framed, 256, 0, 512, 512)).equals(await raw(source))).toBe(true);
    expect(differenceOf(await pixelsOf(framed), await pixelsOf(plain))).toBeGreaterThan(3);
  }
});

test('tiny, huge, long and see-through sources are taken', async () => {
  const dot = await sharp({ create: { width: 1, height: 1, channels: 4, background: { r: 200, g: 40, b: 40, alpha: 0.5 } } }).png().toBuffer();
  const strip = await sharp({ create: { width: 900, height: 7, channels: 3, background: '#306090' } }).jpeg().toBuffer();
  const large = await paint(brief('mountains', { width: 2048, height: 2048 }));
  for (const [source, width, height] of [
    [dot, 512, 640],
    [strip, 512, 1536],
    [large, 1536, 512],
  ] as const) {
    const found = await sharp(await reframe(source, { width, height, seed: 1 })).metadata();
    expect([found.width, found.height, found.hasAlpha]).toEqual([width, height, false]);
  }
});

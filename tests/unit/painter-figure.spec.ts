import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import {
  paint,
  paintTransparent,
  removeBackground,
  replaceBackground,
  type Brief,
} from '@/lib/server/sandbox/painter/painter';
import { brief, digest } from '@/tests/samples/briefs';
import { disc } from '@/tests/samples/disc';
import { differenceOf, pixelsOf } from '@/tests/samples/measure';

type Alpha = { values: Buffer; width: number; height: number; share: number };

async function alphaOf(picture: Buffer): Promise<Alpha> {
  const { data, info } = await sharp(picture).extractChannel('alpha').raw().toBuffer({ resolveWithObject: true });
  let sum = 0;
  for (const value of data) sum += value;
  return { values: data, width: info.width, height: info.height, share: sum / 255 / data.length };
}

/** How much of two shapes is in both, of what is in either. */
function overlap(one: Alpha, two: Alpha): number {
  let both = 0;
  let either = 0;
  one.values.forEach((value, at) => {
    const [here, there] = [value > 127, (two.values[at] ?? 0) > 127];
    if (here && there) both += 1;
    if (here || there) either += 1;
  });
  return both / Math.max(1, either);
}

test.describe('on nothing', () => {
  test('what the words name is painted with a clear ground, sizes as asked', async () => {
    for (const [prompt, width, height] of [
      ['three pears', 512, 512],
      ['a dog', 640, 1024],
      ['koi', 1536, 512],
      ['desert dunes', 512, 512],
      ['tea label “No. 4”', 777, 600],
      ['logo, a cat “MIAU”', 512, 512],
    ] as const) {
      const picture = await paintTransparent(brief(prompt, { width, height }));
      const alpha = await alphaOf(picture);
      expect([alpha.width, alpha.height], prompt).toEqual([width, height]);
      expect(alpha.share, prompt).toBeGreaterThan(0.02);
      expect(alpha.share, prompt).toBeLessThan(0.92);
      for (const corner of [0, width - 1, (height - 1) * width])
        expect(alpha.values[corner], `${prompt} ${corner}`).toBe(0);
    }
  });

  test('every style and look keeps the same figure; one brief gives the same bytes', async () => {
    const plain = await alphaOf(await paintTransparent(brief('a dog')));
    for (const more of [
      { style: 'realistic' },
      { style: 'fiction' },
      { style: 'design' },
      { preset: 'watercolor' },
      { palette: [{ color: '#c02040', weight: 1 }] },
    ] satisfies Partial<Brief>[]) {
      const other = await alphaOf(await paintTransparent(brief('a dog', more)));
      expect(overlap(plain, other)).toBeGreaterThan(0.85);
    }
    const asked = brief('a dog', { preset: 'pop-art' });
    expect(digest(await paintTransparent(asked))).toBe(digest(await paintTransparent(asked)));
    expect(digest(await paintTransparent({ ...asked, seed: 9 }))).not.toBe(digest(await paintTransparent(asked)));
  });
});

test.describe('ground taken away', () => {
  test('finds the figure that was painted', async () => {
    for (const [prompt, style, least] of [
      ['three pears', 'realistic', 0.8],
      ['a cat', 'general', 0.6],
      ['bouquet of flowers', 'general', 0.6],
      ['koi pond', 'general', 0.8],
      ['portrait with a hat', 'anime', 0.8],
      ['botanical plate', 'realistic', 0.8],
      ['ceramics', 'realistic', 0.65],
    ] as const) {
      const asked = brief(prompt, { style });
      const [found, real] = [
        await alphaOf(await removeBackground(await paint(asked))),
        await alphaOf(await paintTransparent(asked)),
      ];
      expect(overlap(found, real), prompt).toBeGreaterThan(least);
    }
  });

  test('has a soft edge and the colours of the source inside', async () => {
    const source = await disc({ width: 400, height: 300 }, [210, 150], 80, [0xe8, 0xe4, 0xd8])
      .jpeg({ quality: 90 })
      .toBuffer();
    const cut = await removeBackground(source);
    const { data } = await sharp(cut).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [...data.subarray((y * 400 + x) * 4, (y * 400 + x) * 4 + 4)];
    expect(at(5, 5)[3]).toBe(0);
    expect(at(390, 150)[3]).toBe(0);
    const [red = 0, green = 0, , alpha] = at(210, 150);
    expect(alpha).toBe(255);
    expect(red - green).toBeGreaterThan(90);
    const { values, share } = await alphaOf(cut);
    expect(Math.abs(share - (Math.PI * 80 * 80) / 120000)).toBeLessThan(0.03);
    expect(values.filter((value) => value > 20 && value < 235).length).toBeGreaterThan(50);
  });

  test('keeps the middle where nothing can be told apart', async () => {
    const plain = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#8090a0' } }).png().toBuffer();
    const { values, share } = await alphaOf(await removeBackground(plain));
    expect(share).toBeGreaterThan(0.3);
    expect(values[100 * 300 + 150]).toBe(255);
    expect(values[0]).toBe(0);
  });

  test('a picture that shows through keeps its cut; tiny, long and large ones are taken', async () => {
    const clear = await paintTransparent(brief('a cat'));
    expect(overlap(await alphaOf(await removeBackground(clear)), await alphaOf(clear))).toBe(1);
    for (const [width, height] of [
      [1, 1],
      [3, 700],
      [2048, 2048],
    ] as const) {
      const source = await sharp({ create: { width, height, channels: 3, background: '#608040' } }).webp().toBuffer();
      const alpha = await alphaOf(await removeBackground(source));
      expect([alpha.width, alpha.height]).toEqual([width, height]);
    }
  });
});

test.describe('another ground', () => {
  test('as large as the source, the figure in it, the ground by the words and the seed', async () => {
    const source = await paint(brief('koi pond', { width: 640, height: 480 }));
    const asked = brief('desert dunes at noon', { width: 64, height: 64 });
    const changed = await replaceBackground(source, asked);
    const found = await sharp(changed).metadata();
    expect([found.width, found.height, found.hasAlpha]).toEqual([640, 480, false]);
    expect((await replaceBackground(source, asked)).equals(changed)).toBe(true);
    const pixels = await pixelsOf(changed);
    const others = [
      await replaceBackground(source, { ...asked, seed: 8 }),
      await replaceBackground(source, { ...asked, prompt: 'night forest' }),
    ];
    for (const other of others) expect(differenceOf(await pixelsOf(other), pixels)).toBeGreaterThan(2);
    const { values } = await alphaOf(await sharp(await removeBackground(source)).resize(128, 128, { fit: 'fill' }).png().toBuffer());
    const old = await pixelsOf(source);
    let [within, inside, without, outside] = [0, 0, 0, 0];
    values.forEach((alpha, at) => {
      const far = [0, 1, 2].reduce((sum, channel) => sum + Math.abs((old[at * 3 + channel] ?? 0) - (pixels[at * 3 + channel] ?? 0)), 0) / 3;
      if (alpha > 250) [within, inside] = [within + far, inside + 1];
      if (alpha === 0) [without, outside] = [without + far, outside + 1];
    });
    expect(without / outside).toBeGreaterThan((within / inside) * 2);
  });
});

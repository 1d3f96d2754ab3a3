import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import {
  describe as describePicture,
  paint,
  remix,
  upscale,
  type Brief,
} from '@/lib/server/sandbox/painter/painter';
import { differenceOf, pixelsOf } from '@/tests/samples/measure';

const brief: Brief = { prompt: 'three pears on a shelf', width: 640, height: 512, seed: 5, style: 'general' };
const plain = (width: number, height: number, color: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();

test.describe('remix', () => {
  test('the more weight, the nearer to the source', async () => {
    const sources: [string, Buffer][] = [
      ['a lighthouse', await paint({ ...brief, prompt: 'lighthouse at dusk', width: 700, height: 900 })],
      ['a dark picture', await paint({ ...brief, prompt: 'night ferry', style: 'realistic' })],
      ['the same scene', await paint({ ...brief, seed: 6 })],
    ];
    for (const [name, source] of sources) {
      const cropped = await sharp(source)
        .resize(brief.width, brief.height, { fit: 'cover', position: 'centre' })
        .png()
        .toBuffer();
      const target = await pixelsOf(cropped);
      const far: number[] = [];
      for (const weight of [1, 20, 40, 60, 80, 100]) {
        far.push(differenceOf(await pixelsOf(await remix(source, { ...brief, weight })), target));
      }
      far
        .slice(1)
        .forEach((value, index) => expect(value, `${name} ${far.join(' ')}`).toBeLessThan(far[index] ?? 0));
      expect(far[far.length - 1], name).toBeLessThan(3);
      expect(far[0], name).toBeGreaterThan(8);
    }
  });

  test('has the size of the brief and is the same each time', async () => {
    const source = await paint({ ...brief, prompt: 'koi pond', width: 512, height: 1024 });
    const one = await remix(source, { ...brief, weight: 50 });
    const { width, height } = await sharp(one).metadata();
    expect([width, height]).toEqual([640, 512]);
    expect((await remix(source, { ...brief, weight: 50 })).equals(one)).toBe(true);
  });
});

test.describe('upscale', () => {
  test('doubles both sides and answers the size', async () => {
    const source = await paint({ ...brief, width: 515, height: 777 });
    const { png, width, height } = await upscale(source, { resemblance: 50, detail: 50, seed: 1 });
    expect([width, height]).toEqual([1030, 1554]);
    const found = await sharp(png).metadata();
    expect([found.format, found.width, found.height]).toEqual(['png', 1030, 1554]);
  });

  test('stays nearer with more resemblance, takes a tint from the prompt, repeats itself', async () => {
    const source = await paint(brief);
    const target = await sharp(source)
      .resize(1280, 1024, { kernel: 'lanczos3' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const far = async (resemblance: number, detail: number, prompt?: string): Promise<number> => {
      const { png } = await upscale(source, { resemblance, detail, prompt, seed: 4 });
      return differenceOf(await sharp(png).removeAlpha().raw().toBuffer(), target);
    };
    expect(await far(100, 60)).toBeLessThan(await far(10, 60));
    expect(await far(50, 10)).toBeLessThan(await far(50, 90));
    expect(await far(20, 50)).toBeLessThan(await far(20, 50, 'deep red'));
    const one = await upscale(source, { resemblance: 50, detail: 50, seed: 4 });
    expect((await upscale(source, { resemblance: 50, detail: 50, seed: 4 })).png.equals(one.png)).toBe(true);
  });
});

test.describe('describe', () => {
  test('names colours, light and shape', async () => {
    expect(await describePicture(await plain(600, 600, '#d01f22'))).toMatch(/\bred\b/u);
    expect(await describePicture(await plain(600, 600, '#d01f22'))).toContain('square');
    expect(await describePicture(await plain(600, 600, '#0a0c12'))).toMatch(/\bdark\b/u);
    expect(await describePicture(await plain(600, 600, '#f4f4f0'))).toMatch(/\blight\b/u);
    expect(await describePicture(await plain(400, 900, '#3060b0'))).toContain('portrait orientation');
    expect(await describePicture(await plain(900, 400, '#3060b0'))).toMatch(
      /landscape orientation.*\bblue\b/u,
    );
    expect(await describePicture(await plain(900, 400, '#3060b0'))).toMatch(/\bcool\b/u);
  });

  test('says where the weight lies and answers the same twice', async () => {
    const dot = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888888' } })
      .composite([{ input: await plain(60, 60, '#101010'), left: 225, top: 225 }])
      .png()
      .toBuffer();
    const words = await describePicture(dot);
    expect(words).toContain('lower right');
    expect(await describePicture(dot)).toBe(words);
  });
});

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { paint, type Brief, type PaintStyle } from '@/lib/server/sandbox/painter/painter';
import { brief, digest } from '@/tests/samples/briefs';
import { differenceOf, nearestShare, pixelsOf } from '@/tests/samples/measure';

const styles: readonly PaintStyle[] = ['general', 'realistic', 'design', 'render-3d', 'anime', 'fiction'];

test.describe('size', () => {
  const sizes = [
    [512, 512],
    [1024, 1024],
    [512, 1536],
    [1536, 512],
    [1365, 768],
    [777, 1153],
    [2048, 2048],
  ] as const;
  for (const [width, height] of sizes) {
    test(`${width} × ${height} is exactly that`, async () => {
      for (const prompt of ['lighthouse at dusk', 'gig poster “LATE SET”', 'three pears']) {
        const {
          format,
          width: wide,
          height: tall,
          hasAlpha,
        } = await sharp(await paint(brief(prompt, { width, height }))).metadata();
        expect({ format, wide, tall, hasAlpha }).toEqual({
          format: 'png',
          wide: width,
          tall: height,
          hasAlpha: false,
        });
      }
    });
  }
});

test.describe('the same and the different', () => {
  test('one brief gives the same bytes, in another process too', async () => {
    const prompts = ['koi pond', '夜 城市 雨', 'poster “静物” 三只梨'];
    const here = await Promise.all(
      prompts.map(async (prompt) => digest(await paint(brief(prompt, { style: 'fiction' })))),
    );
    const again = await Promise.all(
      prompts.map(async (prompt) => digest(await paint(brief(prompt, { style: 'fiction' })))),
    );
    expect(again).toEqual(here);
    const script = `
      const { createHash } = await import('node:crypto');
      const { paint } = await import('@/lib/server/sandbox/painter/painter');
      const found = [];
      for (const prompt of ${JSON.stringify(prompts)}) {
        const bytes = await paint({ prompt, width: 512, height: 512, seed: 7, style: 'fiction' });
        found.push(createHash('sha256').update(bytes).digest('hex'));
      }
      console.log(JSON.stringify(found));`;
    const root = path.resolve(import.meta.dirname, '../..');
    const loader = path.join(root, 'lib/cli/server-loader.ts');
    const output = execFileSync(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual(here);
  });

  test('another seed, prompt, style or palette is another picture', async () => {
    const base = await pixelsOf(await paint(brief('sailing boats at sea')));
    const others: Brief[] = [
      brief('sailing boats at sea', { seed: 8 }),
      brief('sailing boats at sea', { seed: 11 }),
      brief('sailing boats at night'),
      brief('sailing boats at sea', { style: 'anime' }),
      brief('sailing boats at sea', {
        palette: [
          { color: '#ff2f6d', weight: 1 },
          { color: '#20123a', weight: 0.5 },
        ],
      }),
    ];
    for (const other of others)
      expect(differenceOf(base, await pixelsOf(await paint(other)))).toBeGreaterThan(4);
  });

  test('every style has its own look', async () => {
    for (const prompt of ['lighthouse at dusk', 'three pears', 'a cat', 'gig poster “LATE SET”']) {
      const looks = await Promise.all(
        styles.map(async (style) => pixelsOf(await paint(brief(prompt, { style })))),
      );
      looks.forEach((one, index) => {
        for (const two of looks.slice(index + 1))
          expect(differenceOf(one, two), `${prompt} ${index}`).toBeGreaterThan(1.2);
      });
    }
  });

  test('automatic takes the medium from the words', async () => {
    const asked = digest(await paint(brief('oil painting of a heron', { style: 'fiction' })));
    expect(digest(await paint(brief('oil painting of a heron', { style: 'auto' })))).toBe(asked);
  });
});

test.describe('colour', () => {
  test('a palette fills the picture about in proportion to its weights', async () => {
    const palette = [
      { color: '#1d3557', weight: 0.5 },
      { color: '#e63946', weight: 0.2 },
      { color: '#f1faee', weight: 0.3 },
    ];
    for (const prompt of ['lighthouse at dusk', 'a town on the river', 'citrus slices']) {
      const shares = await nearestShare(
        await paint(brief(prompt, { palette })),
        palette.map((member) => member.color),
      );
      palette.forEach(({ weight }, index) =>
        expect(Math.abs((shares[index] ?? 0) - weight), prompt).toBeLessThan(0.2),
      );
    }
  });

  test('colour words pull the whole picture', async () => {
    for (const [prompt, channel] of [
      ['red abstract', 0],
      ['green abstract', 1],
      ['blue abstract', 2],
      ['红色 抽象', 0],
    ] as const) {
      const { channels } = await sharp(await paint(brief(prompt))).stats();
      const means = channels.map(({ mean }) => mean);
      expect(Math.max(...means), `${prompt} ${means.join(' ')}`).toBe(means[channel]);
    }
  });

  test('night is darker than noon', async () => {
    for (const [night, noon] of [
      ['mountains at night', 'mountains at noon'],
      ['夜 森林', '正午 森林'],
    ] as const) {
      const mean = async (prompt: string): Promise<number> =>
        (
          await sharp(await paint(brief(prompt)))
            .greyscale()
            .stats()
        ).channels[0]?.mean ?? 0;
      expect(await mean(night)).toBeLessThan((await mean(noon)) * 0.7);
    }
  });

  test('black and white has no colour', async () => {
    const { data } = await sharp(await paint(brief('black and white photo of a lighthouse')))
      .raw()
      .toBuffer({ resolveWithObject: true });
    let most = 0;
    for (let at = 0; at < data.length; at += 3)
      most = Math.max(most, Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)));
    expect(most).toBeLessThan(12);
  });
});

test.describe('left out', () => {
  test('what a negative prompt names is left out', async () => {
    for (const [prompt, negativePrompt] of [
      ['sailing boats at sea', 'boats'],
      ['a heron', 'reeds'],
      ['koi pond', 'leaves'],
      ['mountains at night', 'moon, stars'],
      ['red train on a viaduct', 'train'],
    ] as const) {
      const whole = await pixelsOf(await paint(brief(prompt)));
      expect(
        differenceOf(whole, await pixelsOf(await paint(brief(prompt, { negativePrompt })))),
        prompt,
      ).toBeGreaterThan(0.8);
    }
  });
});

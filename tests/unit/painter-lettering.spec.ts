import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { contrast } from '@/lib/server/sandbox/painter/color';
import { canSet } from '@/lib/server/sandbox/painter/fonts';
import { setLettering } from '@/lib/server/sandbox/painter/lettering';
import { paint } from '@/lib/server/sandbox/painter/painter';
import { inksOf } from '@/lib/server/sandbox/painter/poster';
import { brief, digest } from '@/tests/samples/briefs';
import { differenceOf, pixelsOf } from '@/tests/samples/measure';

test.describe('lettering', () => {
  for (const prompt of [
    'heron “Quiet”',
    '海边 “蓝色假日”',
    'koi ‘Don’t hurry’',
    'cat 「ねこ」',
    'city "NIGHT TRAIN"',
    '山 《远山》',
    '『灯』 lighthouse',
  ]) {
    test(`${prompt} is set`, async () => {
      for (const [width, height] of [
        [768, 1024],
        [1024, 576],
      ] as const) {
        const withWords = await paint(brief(prompt, { width, height }));
        const plain = await paint(
          brief(prompt.replace(/["“”「」『』《》]|(?<= )‘|’$/gu, ''), { width, height }),
        );
        expect(differenceOf(await pixelsOf(withWords), await pixelsOf(plain))).toBeGreaterThan(8);
      }
    });
  }

  const wordings = [
    ['LATE SET'],
    ['No. 4 Spring Pick'],
    ['A really very long title that goes on for many words indeed'],
    ['Gypsy jÿgq'],
    ['夏日海边'],
    ['蓝色假日，二〇二六 Summer'],
    ['ねこのきもち'],
    ['ÉTÉ', 'Łódź'],
    ['W'],
    ['Donaudampfschifffahrtsgesellschaft'],
  ];
  for (const words of wordings) {
    test(`${words.join(' / ')} stays inside its box and fills it`, () => {
      for (const box of [
        { x: 60, y: 40, width: 480, height: 120 },
        { x: 50, y: 60, width: 160, height: 480 },
        { x: 100, y: 100, width: 300, height: 300 },
      ]) {
        const sheet = createCanvas(600, 600);
        const context = sheet.getContext('2d');
        setLettering(context, words, box, '#000000', { align: 'center', stretch: 1.3 });
        const { data } = context.getImageData(0, 0, 600, 600);
        let [left, top, right, bottom] = [600, 600, 0, 0];
        for (let at = 3; at < data.length; at += 4) {
          if ((data[at] ?? 0) < 40) continue;
          const x = ((at - 3) / 4) % 600;
          const y = Math.floor((at - 3) / 2400);
          [left, top, right, bottom] = [
            Math.min(left, x),
            Math.min(top, y),
            Math.max(right, x),
            Math.max(bottom, y),
          ];
        }
        const edge = 3;
        expect(left).toBeGreaterThanOrEqual(box.x - edge);
        expect(top).toBeGreaterThanOrEqual(box.y - edge);
        expect(right).toBeLessThanOrEqual(box.x + box.width + edge);
        expect(bottom).toBeLessThanOrEqual(box.y + box.height + edge);
        expect(Math.max((right - left) / box.width, (bottom - top) / box.height)).toBeGreaterThan(0.8);
      }
    });
  }

  test('every sign is a sign of its own, none an empty box', () => {
    const drawn = new Set<string>();
    const signs = [...'海灯夏あカ龍邊鳳茶ŁÉñ№€'];
    for (const sign of signs) {
      const sheet = createCanvas(80, 80);
      const context = sheet.getContext('2d');
      setLettering(context, [sign], { x: 5, y: 5, width: 70, height: 70 }, '#000000', {
        align: 'center',
        stretch: 1,
      });
      drawn.add(digest(Buffer.from(context.getImageData(0, 0, 80, 80).data)));
    }
    expect(drawn.size).toBe(signs.length);
  });

  test('words that no font here can set are left out instead of set as boxes', async () => {
    expect(canSet('海灯 夏 あカ № LATE')).toBe(true);
    expect(canSet('\u{10fff0}')).toBe(false);
    const page = async (words: string): Promise<string> =>
      (await sharp(await paint(brief(`koi ${words} pond`))).stats()).channels
        .map(({ mean }) => Math.round(mean / 12))
        .join();
    expect(await page('“\u{10fff0}”')).not.toBe(await page('“ABC”'));
  });

  test('ink and ground of a page are far enough apart', async () => {
    for (const prompt of [
      'lighthouse at dusk',
      'three pears',
      'a grey foggy harbour',
      'white ceramics',
      'night ferry',
    ]) {
      const picture = await loadImage(await paint(brief(prompt)));
      const sheet = createCanvas(512, 512);
      sheet.getContext('2d').drawImage(picture, 0, 0);
      for (const pale of [true, false]) {
        for (const vivid of [true, false]) {
          const { ground, ink } = inksOf(sheet, pale, vivid);
          expect(contrast(ground, ink), `${prompt} ${ground} ${ink}`).toBeGreaterThan(4.5);
        }
      }
    }
  });

  test('a negative prompt against text takes the headline off a poster', async () => {
    const plain = await pixelsOf(await paint(brief('koi pond', { style: 'design' })));
    const bare = await pixelsOf(await paint(brief('koi pond', { style: 'design', negativePrompt: 'text' })));
    expect(differenceOf(plain, bare)).toBeGreaterThan(2);
  });
});

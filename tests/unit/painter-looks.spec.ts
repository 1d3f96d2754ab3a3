import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { stylePresets } from '@/lib/schema/style-presets';
import { paint, paintTransparent, remix } from '@/lib/server/sandbox/painter/painter';
import { brief, digest } from '@/tests/samples/briefs';
import { differenceOf, nearestShare, pixelsOf } from '@/tests/samples/measure';

test('every named look is a picture of its own, and the same one each time', async () => {
  const small = (preset: string) => brief('lighthouse at dusk', { width: 256, height: 256, style: 'auto', preset });
  const looks: Buffer[] = [];
  for (const preset of stylePresets) looks.push(await pixelsOf(await paint(small(preset))));
  const plain = await pixelsOf(await paint(brief('lighthouse at dusk', { width: 256, height: 256, style: 'auto' })));
  looks.forEach((one, index) => {
    expect(differenceOf(one, plain), stylePresets[index]).toBeGreaterThan(1.5);
    looks
      .slice(index + 1)
      .forEach((two, after) =>
        expect(differenceOf(one, two), `${stylePresets[index]} ${stylePresets[index + 1 + after]}`).toBeGreaterThan(1.5),
      );
  });
  for (const preset of ['pop-art', 'collage', 'watercolor'])
    expect(digest(await paint(small(preset)))).toBe(digest(await paint(small(preset))));
  expect(digest(await paint(small('no such look')))).toBe(
    digest(await paint(brief('lighthouse at dusk', { width: 256, height: 256, style: 'auto' }))),
  );
});

test('looks are what their names say', async () => {
  const stats = async (preset: string) =>
    (await sharp(await paint(brief('a town on the river', { style: 'auto', preset }))).stats()).channels.map(({ mean }) => mean);
  const [red = 0, green = 0, blue = 0] = await stats('blueprint');
  expect(blue).toBeGreaterThan(red + 40);
  expect(blue).toBeGreaterThan(green + 20);
  const page = await stats('coloring-book-i');
  expect(Math.min(...page)).toBeGreaterThan(185);
  const grey = await stats('monochrome');
  expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(5);
  const warm = await stats('stylized-red');
  expect(warm[0]).toBeGreaterThan((warm[1] ?? 0) + 40);
});

test('a palette of the brief goes before that of the look', async () => {
  const palette = [
    { color: '#1d3557', weight: 0.5 },
    { color: '#f1faee', weight: 0.5 },
  ];
  const picture = await paint(brief('lighthouse at dusk', { preset: 'flat-vector', palette }));
  const shares = await nearestShare(picture, ['#1d3557', '#f1faee', '#d06020', '#e0b020']);
  expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeGreaterThan(0.9);
});

test('references give their colours and their surface', async () => {
  const blue = await paint(brief('hokusai waves', { style: 'fiction', palette: [{ color: '#1c4fa0', weight: 1 }] }));
  const plain = await paint(brief('three pears'));
  const after = await paint(brief('three pears', { references: [blue] }));
  const mean = async (picture: Buffer) => (await sharp(picture).stats()).channels.map((channel) => channel.mean);
  const [red = 0, , cold = 0] = await mean(after);
  expect(cold).toBeGreaterThan(red);
  const [before = 0, , less = 0] = await mean(plain);
  expect(before).toBeGreaterThan(less);
  const rough = async (references: Buffer[]) => {
    const picture = await paint(brief('three pears', { references, palette: [{ color: '#808080', weight: 1 }] }));
    return differenceOf(await sharp(picture).raw().toBuffer(), await sharp(picture).blur(2).raw().toBuffer());
  };
  const noise = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).png().toBuffer();
  expect(await rough([noise])).toBeGreaterThan((await rough([])) * 1.3);
});

test('a character stands in the scene; where none can be told apart its colours are taken', async () => {
  const asked = brief('pine forest', { style: 'general' });
  const character = await paintTransparent(brief('a dog', { palette: [{ color: '#e01010', weight: 1 }] }));
  const [alone, joined] = [await pixelsOf(await paint(asked)), await pixelsOf(await paint({ ...asked, character }))];
  expect(differenceOf(alone, joined)).toBeGreaterThan(3);
  let reds = 0;
  for (let at = 0; at < joined.length; at += 3) if ((joined[at] ?? 0) > (joined[at + 1] ?? 0) + 60) reds += 1;
  expect(reds / (128 * 128)).toBeGreaterThan(0.03);
  expect(digest(await paint({ ...asked, character }))).toBe(digest(await paint({ ...asked, character })));
  const flat = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#b02050' } }).png().toBuffer();
  expect(differenceOf(alone, await pixelsOf(await paint({ ...asked, character: flat })))).toBeGreaterThan(3);
});

test('a look comes into a remix the more, the less the source weighs', async () => {
  const source = await paint(brief('three pears'));
  const target = await pixelsOf(source);
  const far: number[] = [];
  for (const weight of [100, 60, 10])
    far.push(differenceOf(await pixelsOf(await remix(source, { ...brief('three pears', { preset: 'blueprint' }), weight })), target));
  expect(far[0]).toBeLessThan(3);
  expect(far[1]).toBeGreaterThan((far[0] ?? 0) + 5);
  expect(far[2]).toBeGreaterThan((far[1] ?? 0) + 5);
});

import { expect, test } from '@playwright/test';
import { ideogramModels } from '@/lib/server/providers/ideogram-models';
import { ratioSizes, sizeOf } from '@/lib/server/sandbox/sizes';
import { aspectRatios, resolutions } from '@/lib/server/sandbox/vocabulary';

const listed = resolutions.map((name) => name.split('_').slice(1).map(Number) as [number, number]);

const offOf = ([width, height]: readonly [number, number]) => Math.abs(width * height - 1024 * 1024);

test('each ratio is made in the listed size nearest to a megapixel within 2 % of it', () => {
  expect(Object.keys(ratioSizes).toSorted()).toEqual([...aspectRatios].toSorted());
  for (const [name, size] of Object.entries(ratioSizes)) {
    const [across = 1, down = 1] = name.split('_').slice(1).map(Number);
    const near = listed.filter(([width, height]) => Math.abs(width / height / (across / down) - 1) <= 0.02);
    const best = near.toSorted((first, second) => offOf(first) - offOf(second))[0];
    expect(size, name).toEqual(best);
  }
});

test('the model cards promise the sizes that the sandbox makes', () => {
  const cards = ideogramModels.flatMap(({ operations }) => operations.generate ?? []);
  expect(cards.length).toBeGreaterThan(0);
  for (const { sizes, aspectRatios: offered } of cards) {
    for (const ratio of offered) expect(sizes[ratio], ratio).toEqual(ratioSizes[`ASPECT_${ratio.replace(':', '_')}`]);
  }
});

test('a resolution is its own size, and neither is a square', () => {
  expect(sizeOf({ resolution: 'RESOLUTION_576_1408' })).toEqual({ width: 576, height: 1408 });
  expect(sizeOf({ aspect_ratio: 'ASPECT_16_9' })).toEqual({ width: 1344, height: 768 });
  expect(sizeOf({})).toEqual({ width: 1024, height: 1024 });
});

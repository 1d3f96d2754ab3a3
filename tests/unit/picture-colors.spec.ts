import { expect, test } from '@playwright/test';
import { mainColors } from '@/lib/client/picture-colors';

/** RGBA bytes of stripes, each `[colour, pixels]`. */
const stripes = (...parts: readonly (readonly [readonly [number, number, number], number])[]): number[] =>
  parts.flatMap(([color, pixels]) => Array.from({ length: pixels }, () => [...color, 255]).flat());

test('the colours of a picture come with their shares, the largest first', () => {
  const bytes = stripes([[255, 0, 0], 60], [[0, 0, 255], 30], [[255, 255, 255], 10]);
  expect(mainColors(bytes, 3)).toEqual([
    { color: '#ff0000', share: 0.6 },
    { color: '#0000ff', share: 0.3 },
    { color: '#ffffff', share: 0.1 },
  ]);
});

test('a picture of one colour has one', () => {
  expect(mainColors(stripes([[16, 32, 48], 50]), 5)).toEqual([{ color: '#102030', share: 1 }]);
});

test('nothing has none', () => {
  expect(mainColors([], 5)).toEqual([]);
});

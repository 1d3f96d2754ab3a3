import { expect, test } from '@playwright/test';
import { readFaults } from '@/lib/server/sandbox/faults';
import { readPalette } from '@/lib/server/sandbox/palettes';
import { isProhibited } from '@/lib/server/sandbox/safety';
import { inTurn } from '@/lib/server/sandbox/turns';
import { paletteNames } from '@/lib/server/sandbox/vocabulary';

const one = (name: string, value: number | null = null) => ({ name, value });

test('fault words are read wherever they stand, and taken out', () => {
  const cases: [string, string, object[]][] = [
    ['a fox', 'a fox', []],
    ['  a  fox ', '  a  fox ', []],
    ['fault:429=2', '', [one('429', 2)]],
    ['a fox fault:slow=1.5 in snow', 'a fox in snow', [one('slow', 1.5)]],
    ['a fox, FAULT:Close', 'a fox,', [one('close')]],
    ['海边的灯塔fault:withheld=2', '海边的灯塔', [one('withheld', 2)]],
    ['fault:slow=1 a fox fault:500', 'a fox', [one('slow', 1), one('500')]],
    ['the default:500 of it', 'the default:500 of it', []],
  ];
  for (const [prompt, words, faults] of cases) expect(readFaults(prompt), prompt).toEqual({ words, faults });
});

test('prohibited words are whole words', () => {
  for (const prompt of ['gore', 'some NSFW thing', 'a scene, gore.']) expect(isProhibited(prompt), prompt).toBe(true);
  for (const prompt of ['gorey hall', 'a gorgeous lake', '']) expect(isProhibited(prompt), prompt).toBe(false);
});

test('palettes become six-digit colours with weights', () => {
  const members = [{ color_hex: '#A1c', color_weight: 0.3 }, { color_hex: '#102030' }];
  expect(readPalette({ members })).toEqual([{ color: '#aa11cc', weight: 0.3 }, { color: '#102030', weight: 0.3 }]);
  for (const name of paletteNames) {
    const colors = readPalette({ name });
    expect(colors.length).toBeGreaterThan(2);
    for (const { color, weight } of colors) {
      expect(color).toMatch(/^#[0-9a-f]{6}$/);
      expect(weight).toBeGreaterThanOrEqual(0.05);
    }
  }
});

test('at most two draw at a time, in the order they came, and a failure frees its place', async () => {
  let drawing = 0;
  let most = 0;
  const order: number[] = [];
  const draw = (index: number) =>
    inTurn(async () => {
      order.push(index);
      drawing += 1;
      most = Math.max(most, drawing);
      await new Promise((done) => setTimeout(done, 2));
      drawing -= 1;
      if (index % 3 === 0) throw new Error('failed');
    }).then(() => 'drawn', () => 'failed');
  const numbers = Array.from({ length: 9 }, (_, index) => index);
  const first = numbers.map(draw);
  // Who comes while a place is handed on must not get in beside those two.
  const late = numbers.map((index) => first[index]?.then(() => draw(9 + index)));
  const ends = await Promise.all([...first, ...late]);
  expect(most).toBe(2);
  expect(order.slice(0, 9)).toEqual(numbers);
  expect(ends.filter((end) => end === 'failed')).toHaveLength(6);
  expect(await draw(1)).toBe('drawn');
});

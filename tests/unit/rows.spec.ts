import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { layoutRows, measureFor, placeFrames, rowAt, type LineRow, type Measure, type Shape } from '@/lib/client/rows';

const desktop = measureFor(1440, 1392);
const phone = measureFor(390, 366);

const shape = (id: string, ratios: number[], day = '2026-11-22'): Shape => ({ id, day, ratios });
const lines = (shapes: Shape[], measure: Measure, more = false): LineRow[] =>
  layoutRows(shapes, measure, more).filter((row) => row.kind === 'line');

function measured(row: LineRow, shapes: Shape[], measure: Measure): number {
  const places = placeFrames(row, shapes, measure);
  return Math.max(...places.map((place) => place.x + place.width));
}

test('targets, gaps and zoom follow the window', () => {
  expect([390, 640, 641, 1100, 1101, 1999, 2000].map((width) => measureFor(width, width).target)).toEqual([
    136, 136, 184, 184, 208, 208, 288,
  ]);
  expect([390, 1440, 2560].map((width) => measureFor(width, width).runGap)).toEqual([12, 24, 28]);
  expect(measureFor(1440, 1392, 1).target).toBeCloseTo(208 * 1.2);
  expect(measureFor(1440, 1392, -1).target).toBeCloseTo(208 / 1.2);
});

test('an empty library has no rows, and a gallery without width neither', () => {
  expect(layoutRows([], desktop)).toEqual([]);
  expect(layoutRows([shape('a', [1])], { ...desktop, width: 0 })).toEqual([]);
});

test('one picture stands alone, never past 1.22 of the target', () => {
  for (const ratio of [1 / 3, 1, 3]) {
    const [row] = lines([shape('a', [ratio])], desktop);
    expect(row?.picture).toBeCloseTo(208 * 1.22);
  }
  const [wide] = lines([shape('a', [3])], phone);
  expect(wide?.picture).toBeCloseTo(366 / 3);
});

test('the drawn studio falls into the drawn rows', () => {
  const shapes = [[0.8], [16 / 9], [1, 1], [0.8, 0.8], [2 / 3, 2 / 3, 2 / 3, 2 / 3], [1.62], [0.75, 0.75]].map(
    (ratios, index) => shape(`run${index}`, ratios),
  );
  expect(lines(shapes, desktop).map((row) => row.count)).toEqual([4, 3]);
  expect(lines(shapes, phone).map((row) => row.count).slice(0, 3)).toEqual([2, 1, 1]);
});

test('a run too long for a line gets lines of its own with equal counts', () => {
  const shapes = [shape('short', [1]), shape('long', Array.from({ length: 8 }, () => 1)), shape('after', [1])];
  const rows = lines(shapes, phone);
  const long = rows[1];
  expect(long?.key).toBe('long');
  if (long === undefined) return;
  const places = placeFrames(long, shapes, phone);
  const perLine = Map.groupBy(places, (place) => place.y);
  expect(new Set([...perLine.values()].map((line) => line.length)).size).toBe(1);
  expect(measured(long, shapes, phone)).toBeCloseTo(366);
  expect(long.strip).toBeCloseTo(Math.max(...places.map((place) => place.y + place.height)));
});

test('a new day starts a new row under a head', () => {
  const shapes = [shape('a', [1], '2026-11-22'), shape('b', [1], '2026-11-21')];
  expect(layoutRows(shapes, desktop).map((row) => row.kind)).toEqual(['day', 'line', 'day', 'line']);
});

test('the unfinished last line waits for the next page', () => {
  const shapes = Array.from({ length: 9 }, (_, index) => shape(`run${index}`, [1.5]));
  const whole = lines(shapes, desktop).reduce((total, row) => total + row.count, 0);
  const held = lines(shapes, desktop, true).reduce((total, row) => total + row.count, 0);
  expect(whole).toBe(9);
  expect(held).toBeLessThan(9);
  expect(lines([shape('only', [1])], desktop, true)).toHaveLength(1);
});

test('whatever the shapes: figures are finite, nothing is lost, full rows fill the measure, rows touch', () => {
  const runs = fc.array(fc.array(fc.double({ min: 1 / 3, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(runs, fc.integer({ min: 280, max: 3000 }), (ratios, width) => {
      const measure = measureFor(width, width);
      const shapes = ratios.map((own, index) => shape(`run${index}`, own, index < 7 ? 'today' : 'yesterday'));
      const rows = layoutRows(shapes, measure);
      let top = 0;
      for (const row of rows) {
        expect(row.top).toBeCloseTo(top, 4);
        expect(Number.isFinite(row.height) && row.height > 0).toBe(true);
        top += row.height;
        if (row.kind !== 'line') continue;
        expect(measured(row, shapes, measure)).toBeLessThanOrEqual(width + 0.01);
      }
      const drawn = rows.filter((row) => row.kind === 'line');
      const places = drawn.flatMap((row) => placeFrames(row, shapes, measure));
      expect(places).toHaveLength(ratios.flat().length);
      for (const [index, row] of drawn.entries()) {
        const next = drawn[index + 1];
        const limited = row.count === 1 || next === undefined || shapes[next.first]?.day !== shapes[row.first]?.day;
        const beforeLong = next !== undefined && Number.isFinite(next.perLine);
        if (!limited && !beforeLong) expect(measured(row, shapes, measure)).toBeCloseTo(width, 3);
      }
    }),
  );
});

test('100,000 pictures are laid out whole, and any offset finds its row', () => {
  const shapes = Array.from({ length: 40_000 }, (_, index) =>
    shape(`run${index}`, Array.from({ length: 1 + (index % 4) }, (_, frame) => [0.75, 1, 1.5, 16 / 9][(index + frame) % 4] ?? 1)),
  );
  const rows = layoutRows(shapes, desktop);
  expect(rows.filter((row) => row.kind === 'line').reduce((total, row) => total + row.count, 0)).toBe(40_000);
  const middle = rows[Math.floor(rows.length / 2)];
  expect(rows[rowAt(rows, (middle?.top ?? 0) + 1)]).toBe(middle);
  expect(rowAt(rows, -5)).toBe(0);
  expect(rowAt(rows, Infinity)).toBe(rows.length - 1);
});

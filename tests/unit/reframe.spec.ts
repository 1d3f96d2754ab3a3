import { expect, test } from '@playwright/test';
import {
  addsPaper,
  draggedRatio,
  frameShapes,
  heldFrame,
  keyLeads,
  nearestTo,
  newPart,
  restingFrame,
  sourceIn,
} from '@/lib/client/reframe';

const card = {
  aspectRatios: ['16:9', '1:1', '9:16', '3:1'],
  resolutions: ['1536x512', '1024x1024', '768x1344'],
  sizes: { '1:1': [1024, 1024], '16:9': [1344, 768], '9:16': [768, 1344] } as Record<string, [number, number]>,
};
const square = { width: 1024, height: 1024 };
const board = { width: 600, height: 220 };
const right = { x: 1, y: 0 } as const;
const top = { x: 0, y: -1 } as const;

test('a frame snaps to the ratios of the card, or to its exact sizes, from tall to wide', () => {
  const shapes = frameShapes(card, false);
  expect(shapes.map(({ aspectRatio }) => aspectRatio)).toEqual(['9:16', '1:1', '16:9', '3:1']);
  expect(shapes.map(({ size }) => size)).toEqual([[768, 1344], [1024, 1024], [1344, 768], null]);
  expect(shapes[2]?.ratio).toBe(1.75);
  expect(frameShapes(card, true).map(({ resolution }) => resolution)).toEqual(['768x1344', '1024x1024', '1536x512']);
  expect(frameShapes({ ...card, aspectRatios: [] }, false).map(({ resolution }) => resolution)).toHaveLength(3);
  expect(frameShapes({ ...card, resolutions: [] }, true).map(({ aspectRatio }) => aspectRatio)).toHaveLength(4);
});

test('an edge pulled outwards widens the frame by twice the way, an edge pushed inwards narrows it', () => {
  const from = { width: 200, height: 200 };
  expect(draggedRatio(right, from, { x: 100, y: 40 })).toBe(2);
  expect(draggedRatio({ x: -1, y: 0 }, from, { x: -100, y: 0 })).toBe(2);
  expect(draggedRatio(right, from, { x: -50, y: 0 })).toBe(0.5);
  expect(draggedRatio(top, from, { x: 0, y: -100 })).toBe(0.5);
  expect(draggedRatio({ x: 0, y: 1 }, from, { x: 0, y: 100 })).toBe(0.5);
  expect(draggedRatio({ x: 1, y: 1 }, from, { x: 100, y: 0 })).toBe(2);
  expect(draggedRatio({ x: 1, y: 1 }, from, { x: 60, y: 60 })).toBe(1);
  // Pushed past the middle it stays a frame.
  expect(draggedRatio(right, from, { x: -500, y: 0 })).toBe(1 / 200);
});

test('what is dragged to is the nearest shape by proportion', () => {
  const shapes = frameShapes(card, false);
  const near = (ratio: number) => shapes[nearestTo(ratio, shapes)]?.aspectRatio;
  expect([0.01, 0.7, 0.8, 1.2, 1.5, 2.2, 2.5, 40].map(near)).toEqual([
    '9:16', '9:16', '1:1', '1:1', '16:9', '16:9', '3:1', '3:1',
  ]);
  expect(nearestTo(1, [])).toBe(-1);
});

test('an arrow moves the edge where it points, and stops at the ends', () => {
  expect(keyLeads(right, 'ArrowRight', 1, 4)).toBe(2);
  expect(keyLeads(right, 'ArrowLeft', 1, 4)).toBe(0);
  expect(keyLeads({ x: -1, y: 0 }, 'ArrowLeft', 1, 4)).toBe(2);
  expect(keyLeads(top, 'ArrowUp', 1, 4)).toBe(0);
  expect(keyLeads(top, 'ArrowDown', 1, 4)).toBe(2);
  expect(keyLeads({ x: 0, y: 1 }, 'ArrowDown', 1, 4)).toBe(0);
  expect(keyLeads(right, 'ArrowRight', 3, 4)).toBe(3);
  expect(keyLeads(right, 'ArrowUp', 1, 4)).toBeNull();
  expect(keyLeads(right, 'Enter', 1, 4)).toBeNull();
  expect([keyLeads(top, 'Home', 2, 4), keyLeads(top, 'End', 2, 4)]).toEqual([0, 3]);
});

test('a frame at rest lies on its board, and all of them cover about the same area as long as they fit', () => {
  for (const ratio of [1 / 3, 9 / 16, 1, 16 / 9, 3]) {
    const { width, height } = restingFrame(ratio, board);
    expect(width).toBeLessThanOrEqual(board.width);
    expect(height).toBeLessThanOrEqual(board.height);
    expect(width / height / ratio).toBeGreaterThan(0.97);
    expect(width / height / ratio).toBeLessThan(1.03);
  }
  expect(restingFrame(1, board).height).toBeLessThan(board.height * 0.8);
});

test('while an edge is held the other two stay where they are, as long as the board has room', () => {
  const from = { width: 160, height: 160 };
  expect(heldFrame(right, from, 2, board)).toEqual({ width: 320, height: 160 });
  expect(heldFrame(top, from, 0.8, board)).toEqual({ width: 160, height: 200 });
  expect(heldFrame(top, from, 0.5, board)).toEqual({ width: 110, height: 220 });
});

test('the source stands whole in the middle, and the rest is new paper', () => {
  expect(sourceIn(2, square)).toEqual({ left: 0.25, top: 0, width: 0.5, height: 1 });
  expect(sourceIn(0.5, square)).toEqual({ left: 0, top: 0.25, width: 1, height: 0.5 });
  expect(newPart(2, square)).toBe(0.5);
  expect(newPart(1, square)).toBe(0);
  expect(newPart(1, { width: 300, height: 100 })).toBeCloseTo(2 / 3);
  expect(addsPaper(1.005, square)).toBe(false);
  expect(addsPaper(1.1, square)).toBe(true);
});

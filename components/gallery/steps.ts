import { placeFrames, type Measure, type Place, type Row, type Shape } from '@/lib/client/rows';
import { isStop, type Sheet } from './frames';

/** `column` is the middle that moving up and down aims at, in pixels from the left edge. */
export type Spot = { row: number; run: number; frame: number; column?: number };
export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** `shapes` are those of the sheets, in the same order. */
export type Layout = {
  sheets: readonly Sheet[];
  shapes: readonly Shape[];
  rows: readonly Row[];
  measure: Measure;
};

/** The row that holds a run: the last one that begins at it or before it. */
export function rowOfRun(rows: readonly Row[], run: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.first ?? 0) <= run) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a frame stands by its key, or null when it is not loaded. */
export function findSpot(layout: Layout, key: string | null): Spot | null {
  if (key === null) return null;
  const id = key.slice(0, key.lastIndexOf(':'));
  const run = layout.sheets.findIndex((sheet) => sheet.run.id === id);
  const frame = layout.sheets[run]?.frames.findIndex((candidate) => candidate.key === key) ?? -1;
  return run === -1 || frame === -1 ? null : { row: rowOfRun(layout.rows, run), run, frame };
}

export const keyAt = (layout: Layout, spot: Spot): string | null =>
  layout.sheets[spot.run]?.frames[spot.frame]?.key ?? null;

function along(layout: Layout, from: { run: number; frame: number }, by: 1 | -1): Spot | null {
  let { run, frame } = from;
  for (;;) {
    const frames = layout.sheets[run]?.frames;
    if (frames === undefined) return null;
    frame = Math.min(frame + by, by === 1 ? Infinity : frames.length - 1);
    if (frame < 0 || frame >= frames.length) {
      run += by;
      frame = by === 1 ? -1 : Infinity;
      continue;
    }
    const found = frames[frame];
    if (found !== undefined && isStop(found)) return { row: rowOfRun(layout.rows, run), run, frame };
  }
}

/** The lines of a row that have a stop, from the top; a long run has several. */
function linesOf(layout: Layout, row: number): Place[][] {
  const entry = layout.rows[row];
  if (entry?.kind !== 'line') return [];
  const places = placeFrames(entry, layout.shapes, layout.measure);
  const lines = new Map<number, Place[]>();
  for (const place of places) {
    const frame = layout.sheets[place.run]?.frames[place.frame];
    if (frame === undefined || !isStop(frame)) continue;
    const line = lines.get(place.y);
    if (line === undefined) lines.set(place.y, [place]);
    else line.push(place);
  }
  return [...lines.values()];
}

function across(layout: Layout, from: Spot, by: 1 | -1): Spot | null {
  const here = linesOf(layout, from.row);
  const line = here.findIndex((places) =>
    places.some(({ run, frame }) => run === from.run && frame === from.frame),
  );
  const start = here[line]?.find(({ run, frame }) => run === from.run && frame === from.frame);
  if (start === undefined) return null;
  let row = from.row;
  let target = here[line + by];
  while (target === undefined) {
    row += by;
    if (row < 0 || row >= layout.rows.length) return null;
    const lines = linesOf(layout, row);
    target = by === 1 ? lines[0] : lines.at(-1);
  }
  const middle = from.column ?? start.x + start.width / 2;
  const off = (place: Place): number => Math.abs(place.x + place.width / 2 - middle);
  const nearest = target.reduce((best, place) => (off(place) < off(best) ? place : best));
  return { row, run: nearest.run, frame: nearest.frame, column: middle };
}

/** The stop that lies that way; null at the edge. */
export function step(layout: Layout, from: Spot, direction: Direction): Spot | null {
  if (direction === 'left') return along(layout, from, -1);
  if (direction === 'right') return along(layout, from, 1);
  if (direction === 'up') return across(layout, from, -1);
  if (direction === 'down') return across(layout, from, 1);
  return direction === 'first'
    ? along(layout, { run: 0, frame: -1 }, 1)
    : along(layout, { run: layout.sheets.length - 1, frame: Infinity }, -1);
}

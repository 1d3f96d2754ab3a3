/** One run as the rows see it: which day it stands under and the width over height of each of its frames. */
export type Shape = { id: string; day: string; ratios: readonly number[] };

/** The measure rows are set to; every figure in CSS pixels. `target` is the height a row aims at. */
export type Measure = { width: number; target: number; frameGap: number; runGap: number; rowGap: number };

/** `first` is the index of the first run under this head. */
export type HeadRow = { kind: 'day'; key: string; day: string; first: number; top: number; height: number };

/**
 * One line of runs, or one long run on `perLine` frames a line. `picture` is the height of a frame, `strip` of the
 * frames together, `height` with the caption and the gap below.
 */
export type LineRow = {
  kind: 'line';
  key: string;
  first: number;
  count: number;
  perLine: number;
  picture: number;
  strip: number;
  top: number;
  height: number;
};

export type Row = HeadRow | LineRow;

/** A frame's place, from the left edge of the gallery and the top of its row. */
export type Place = { run: number; frame: number; x: number; y: number; width: number; height: number };

export const headHeight = 32;
const captionHeight = 23;
const frameGap = 3;
const lastRowLimit = 1.22;
const beforeLongRunLimit = 1.3;
const longRunFrom = 1.04;
const unevenLimit = 1.6;
/** What a short last line costs, in the same logarithm as a wrong height: equal counts win unless far too high or low. */
const raggedCost = 0.3;

/** The figures of design look 7 for a window and a gallery that wide; `zoom` is steps of 20 % on the target. */
export function measureFor(windowWidth: number, width: number, zoom = 0): Measure {
  const base = windowWidth <= 640 ? 136 : windowWidth <= 1100 ? 184 : windowWidth < 2000 ? 208 : 288;
  const runGap = windowWidth <= 640 ? 12 : windowWidth < 2000 ? 24 : 28;
  const target = Math.min(base * 1.2 ** zoom, Math.max(width, 1));
  return { width, target, frameGap, runGap, rowGap: windowWidth <= 640 ? 16 : 22 };
}

const far = (height: number, target: number): number => Math.abs(Math.log(height / target));

function sum(ratios: readonly number[]): number {
  let total = 0;
  for (const ratio of ratios) total += ratio;
  return total;
}

/**
 * Sets runs in rows, newest first, from ratios alone. A row takes runs until one more would leave it further from
 * the target height (by ratio) than it is; then it is set to the measure. With `more` to come, the unfinished last
 * line is held back, so that it does not change under the reader's eyes.
 */
export function layoutRows(shapes: readonly Shape[], measure: Measure, more = false): Row[] {
  const rows: Row[] = [];
  if (measure.width <= 0) return rows;
  const { width, target } = measure;
  let top = 0;
  let first = 0;
  let count = 0;
  let ratios = 0;
  let gaps = 0;

  const height = () => (width - gaps) / ratios;
  const put = (picture: number, perLine: number, strip: number) => {
    const shape = shapes[first];
    if (shape === undefined) return;
    const full = strip + captionHeight + measure.rowGap;
    rows.push({ kind: 'line', key: shape.id, first, count, perLine, picture, strip, top, height: full });
    top += full;
  };
  const close = (limit: number) => {
    if (count === 0) return;
    const picture = Math.min(height(), target * limit);
    put(picture, Infinity, picture);
    count = ratios = gaps = 0;
  };

  let day: string | null = null;
  let index = -1;
  for (const shape of shapes) {
    index += 1;
    if (shape.day !== day) {
      close(lastRowLimit);
      day = shape.day;
      rows.push({ kind: 'day', key: `day ${day}`, day, first: index, top, height: headHeight });
      top += headHeight;
    }
    const own = sum(shape.ratios);
    const ownGaps = (shape.ratios.length - 1) * measure.frameGap;
    if (shape.ratios.length > 1 && own * target + ownGaps > width * longRunFrom) {
      close(beforeLongRunLimit);
      first = index;
      count = 1;
      const { perLine, picture, strip } = longRun(shape.ratios, measure);
      put(picture, perLine, strip);
      count = 0;
      continue;
    }
    if (count > 0) {
      const joined = (width - gaps - measure.runGap - ownGaps) / (ratios + own);
      if (joined < target && far(height(), target) < far(joined, target)) close(Infinity);
    }
    if (count === 0) first = index;
    gaps += ownGaps + (count === 0 ? 0 : measure.runGap);
    ratios += own;
    count += 1;
    if (height() <= target) close(Infinity);
  }
  if (!more || !rows.some((row) => row.kind === 'line')) close(lastRowLimit);
  return rows;
}

function longRun(ratios: readonly number[], measure: Measure) {
  const mean = sum(ratios) / ratios.length;
  let best = { perLine: 1, picture: 1, far: Infinity };
  for (let lines = 1; lines <= ratios.length; lines++) {
    const perLine = Math.ceil(ratios.length / lines);
    const picture = Math.max(1, (measure.width - (perLine - 1) * measure.frameGap) / (mean * perLine));
    const distance = far(picture, measure.target) + (ratios.length % perLine === 0 ? 0 : raggedCost);
    if (distance < best.far) best = { perLine, picture, far: distance };
  }
  const heights = longRunLines(ratios, best.perLine, best.picture, measure);
  const strip = sum(heights) + (heights.length - 1) * measure.frameGap;
  return { perLine: best.perLine, picture: best.picture, strip };
}

/** Full lines are set to the measure; a short last one keeps the height of the others. */
function longRunLines(
  ratios: readonly number[],
  perLine: number,
  picture: number,
  measure: Measure,
): number[] {
  const heights: number[] = [];
  for (let from = 0; from < ratios.length; from += perLine) {
    const line = ratios.slice(from, from + perLine);
    const fit = Math.max(1, (measure.width - (line.length - 1) * measure.frameGap) / sum(line));
    heights.push(Math.min(fit, line.length < perLine ? picture : picture * unevenLimit));
  }
  return heights;
}

/** Where each frame of a line stands; worked out only for rows that are drawn. */
export function placeFrames(row: LineRow, shapes: readonly Shape[], measure: Measure): Place[] {
  const places: Place[] = [];
  let x = 0;
  for (let run = row.first; run < row.first + row.count; run++) {
    const ratios = shapes[run]?.ratios ?? [];
    const heights = Number.isFinite(row.perLine)
      ? longRunLines(ratios, row.perLine, row.picture, measure)
      : [row.picture];
    const start = x;
    let y = 0;
    for (const [line, height] of heights.entries()) {
      x = start;
      const from = line * (Number.isFinite(row.perLine) ? row.perLine : 0);
      const to = Number.isFinite(row.perLine) ? from + row.perLine : ratios.length;
      for (const [offset, ratio] of ratios.slice(from, to).entries()) {
        if (offset > 0) x += measure.frameGap;
        places.push({ run, frame: from + offset, x, y, width: ratio * height, height });
        x += ratio * height;
      }
      y += height + measure.frameGap;
    }
    x += measure.runGap;
  }
  return places;
}

/** The row that covers `offset` pixels from the top of the gallery; rows are in order. */
export function rowAt(rows: readonly Row[], offset: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.top ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

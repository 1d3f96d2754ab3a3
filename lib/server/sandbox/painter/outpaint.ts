import 'server-only';
import type { Mask } from './figure';
import { lineOf, sides, type Side } from './margin';
import { clamp, fold, randomFrom, type Random } from './random';
import type { Raster } from './raster';

/** Where in a frame the known picture stands, in pixels. */
export type Place = { x: number; y: number; width: number; height: number };

/** For every pixel of a small frame the place in the known picture that it takes its look from. */
export type Borrowed = { x: Int16Array; y: Int16Array; width: number; height: number };

/** With what the frame then looks like: three planes woven, 0–1. */
export type Found = Borrowed & { place: Place; image: Float32Array };

type Level = {
  image: Float32Array;
  width: number;
  height: number;
  place: Place;
  /** How little each known pixel should be borrowed, for what lies above, right, below and left. */
  shy: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
};

const reach = 2;

function within(place: Place, x: number, y: number): boolean {
  return x >= place.x && y >= place.y && x < place.x + place.width && y < place.y + place.height;
}

/** How much the patch round a place counts: what is known in it threefold. */
function countOf({ width, height, place }: Level, x: number, y: number): number {
  let count = 0;
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row += 1) {
    for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column += 1)
      count += within(place, column, row) ? 3 : 1;
  }
  return count;
}

/** How ill a patch of the known picture at (qx, qy) suits the frame at (x, y); stops counting over `limit`. */
function misfit(level: Level, x: number, y: number, qx: number, qy: number, limit: number): number {
  const { image, width, height, place } = level;
  const over = y < place.y;
  const beside = !over && y < place.y + place.height;
  const shy = level.shy[over ? 0 : !beside ? 2 : x < place.x ? 3 : 1];
  const rise = (qy - (beside ? y : over ? place.y : place.y + place.height - 1)) / place.height;
  const run = beside ? 0 : (qx - clamp(x, place.x, place.x + place.width - 1)) / place.width;
  let sum =
    (shy[(qy - place.y) * place.width + qx - place.x] ?? 0) * 2 +
    rise * rise * (beside ? 30 : 3) +
    run * run * 0.35;
  const [top, bottom] = [Math.max(-reach, -y), Math.min(reach, height - 1 - y)];
  const [left, right] = [Math.max(-reach, -x), Math.min(reach, width - 1 - x)];
  for (let down = top; down <= bottom; down += 1) {
    if (sum > limit) return sum;
    for (let across = left; across <= right; across += 1) {
      const here = ((y + down) * width + x + across) * 3;
      const there = ((qy + down) * width + qx + across) * 3;
      const red = (image[here] ?? 0) - (image[there] ?? 0);
      const green = (image[here + 1] ?? 0) - (image[there + 1] ?? 0);
      const blue = (image[here + 2] ?? 0) - (image[there + 2] ?? 0);
      sum += (red * red + green * green + blue * blue) * (within(place, x + across, y + down) ? 3 : 1);
    }
  }
  return sum;
}

/** Looks for better places, row by row: those of the neighbours, moved along, and some by chance. */
function search(
  level: Level,
  borrowed: Borrowed,
  far: Float32Array,
  random: Random,
  back: boolean,
  wide: number,
): void {
  const { width, height, place } = level;
  const [left, top] = [place.x + reach, place.y + reach];
  const [right, bottom] = [place.x + place.width - 1 - reach, place.y + place.height - 1 - reach];
  const step = back ? 1 : -1;
  for (let turn = 0; turn < width * height; turn += 1) {
    const at = back ? width * height - 1 - turn : turn;
    const x = at % width;
    const y = (at - x) / width;
    if (within(place, x, y)) continue;
    let qx = borrowed.x[at] ?? left;
    let qy = borrowed.y[at] ?? top;
    let best = misfit(level, x, y, qx, qy, Infinity);
    const count = countOf(level, x, y);
    const attempt = (tx: number, ty: number): void => {
      if (tx < left || ty < top || tx > right || ty > bottom || (tx === qx && ty === qy)) return;
      const value = misfit(level, x, y, tx, ty, best);
      if (value >= best) return;
      best = value;
      qx = tx;
      qy = ty;
    };
    if (x + step >= 0 && x + step < width) {
      const beside = at + step;
      attempt((borrowed.x[beside] ?? 0) - step, borrowed.y[beside] ?? 0);
    }
    if (y + step >= 0 && y + step < height) {
      const above = at + step * width;
      attempt(borrowed.x[above] ?? 0, (borrowed.y[above] ?? 0) - step);
    }
    for (let radius = wide; radius >= 1; radius /= 2) {
      attempt(
        Math.round(qx + (random() * 2 - 1) * radius),
        Math.round(qy + (random() * 2 - 1) * radius * (y >= place.y && y < place.y + place.height ? 0.3 : 1)),
      );
    }
    borrowed.x[at] = qx;
    borrowed.y[at] = qy;
    far[at] = best / count;
  }
}

/** Colours the unknown part by what its neighbourhood borrows, the better suited counting more. */
function vote(level: Level, borrowed: Borrowed, far: Float32Array): void {
  const { image, width, height, place } = level;
  const next = new Float32Array(image);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (within(place, x, y)) continue;
      const sums = [0, 0, 0];
      let total = 0;
      for (let down = -1; down <= 1; down += 1) {
        for (let across = -1; across <= 1; across += 1) {
          const [column, row] = [x + across, y + down];
          if (column < 0 || row < 0 || column >= width || row >= height) continue;
          if (within(place, column, row)) continue;
          const at = row * width + column;
          const from = (((borrowed.y[at] ?? 0) - down) * width + (borrowed.x[at] ?? 0) - across) * 3;
          const weight = 1 / (0.002 + (far[at] ?? 0));
          for (let channel = 0; channel < 3; channel += 1)
            sums[channel] = (sums[channel] ?? 0) + (image[from + channel] ?? 0) * weight;
          total += weight;
        }
      }
      const to = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) next[to + channel] = (sums[channel] ?? 0) / total;
    }
  }
  image.set(next);
}

function begin(level: Level, random: Random): Borrowed {
  const { width, height, place } = level;
  const borrowed = { x: new Int16Array(width * height), y: new Int16Array(width * height), width, height };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sway = (random() - 0.5) * place.width * 0.2;
      const column = within(place, x, y) ? x : place.x + fold(Math.round(x - place.x + sway), place.width);
      const row = within(place, x, y) ? y : place.y + fold(y - place.y, place.height);
      borrowed.x[y * width + x] = clamp(column, place.x + reach, place.x + place.width - 1 - reach);
      borrowed.y[y * width + x] = clamp(row, place.y + reach, place.y + place.height - 1 - reach);
    }
  }
  return borrowed;
}

/** The findings of a smaller frame, carried to a larger one. */
function carry(small: Borrowed, from: Place, level: Level): Borrowed {
  const { width, height, place } = level;
  const borrowed = { x: new Int16Array(width * height), y: new Int16Array(width * height), width, height };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [sx, sy] = [Math.floor((x * small.width) / width), Math.floor((y * small.height) / height)];
      const at = sy * small.width + sx;
      const column = x + (((small.x[at] ?? 0) - sx) * place.width) / from.width;
      const row = y + (((small.y[at] ?? 0) - sy) * place.height) / from.height;
      const to = y * width + x;
      borrowed.x[to] = clamp(Math.round(column), place.x + reach, place.x + place.width - 1 - reach);
      borrowed.y[to] = clamp(Math.round(row), place.y + reach, place.y + place.height - 1 - reach);
    }
  }
  return borrowed;
}

/**
 * What does not belong on one side: the figure, and every colour that the edge there does not have (beside the source:
 * has not at about that height).
 */
function shyOf(known: Raster, figure: Float32Array, side: Side): Float32Array {
  const { data, width, height } = known;
  const flat = side === 'above' || side === 'below';
  const count = flat ? width : height;
  const line = Array.from({ length: count }, (_, step) => lineOf(known, side, 0, step));
  const window = flat ? count : Math.ceil(count * 0.08);
  const stride = flat ? Math.max(1, Math.round(count / 40)) : 1;
  return figure.map((value, place) => {
    const at = place * 4;
    const middle = flat ? 0 : Math.floor(place / width);
    let nearest = 3;
    const last = Math.min(count - 1, middle + window);
    for (let step = Math.max(0, middle - window); step <= last; step += stride) {
      const other = line[step] ?? 0;
      const red = (data[at] ?? 0) - (data[other] ?? 0);
      const green = (data[at + 1] ?? 0) - (data[other + 1] ?? 0);
      const blue = (data[at + 2] ?? 0) - (data[other + 2] ?? 0);
      nearest = Math.min(nearest, (red * red + green * green + blue * blue) / 65025);
    }
    return Math.max(value * 0.7, clamp(Math.sqrt(nearest) * 6 - 0.3));
  });
}

function levelOf(known: Raster, mask: Mask, width: number, height: number, place: Place): Level {
  const image = new Float32Array(width * height * 3);
  const figure = new Float32Array(place.width * place.height);
  for (let y = 0; y < place.height; y += 1) {
    for (let x = 0; x < place.width; x += 1) {
      const from = (y * known.width + x) * 4;
      const to = ((y + place.y) * width + x + place.x) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        image[to + channel] = (known.data[from + channel] ?? 0) / 255;
      const column = Math.floor(((x + 0.5) / place.width) * mask.width);
      const row = Math.floor(((y + 0.5) / place.height) * mask.height);
      figure[y * place.width + x] = mask.values[row * mask.width + column] ?? 0;
    }
  }
  const shy = sides.map((side) => shyOf(known, figure, side));
  const [above = figure, right = figure, below = figure, left = figure] = shy;
  return { image, width, height, place, shy: [above, right, below, left] };
}

/**
 * Finds what every pixel round a known picture may borrow from it (patches that fit their neighbours, coarse to fine;
 * PatchMatch): beside it from the same height, above and below from its nearer edge, seldom from its figure (`mask`).
 * `steps` are small frames with the known picture at each one's size, the smallest first.
 */
export function borrow(
  steps: readonly { known: Raster; width: number; height: number; place: Place }[],
  mask: Mask,
  seed: number,
): Found {
  const random = randomFrom(seed);
  let found: Found | undefined;
  steps.forEach(({ known, width, height, place }, index) => {
    const level = levelOf(known, mask, width, height, place);
    const borrowed = found ? carry(found, found.place, level) : begin(level, random);
    const far = new Float32Array(width * height).fill(1);
    vote(level, borrowed, far);
    const rounds = [6, 4, 2][index] ?? 2;
    for (let round = 0; round < rounds; round += 1) {
      search(level, borrowed, far, random, round % 2 === 1, Math.max(width, height) / (index === 0 ? 2 : 5));
      vote(level, borrowed, far);
    }
    found = { ...borrowed, place, image: level.image };
  });
  if (!found) throw new RangeError('borrow needs a step');
  return found;
}

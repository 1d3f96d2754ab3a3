import 'server-only';
import { clustersOf } from './clusters';
import { distance, toLab, type Lab } from './color';
import type { Raster } from './raster';
import { clamp } from './random';

/** How much of every pixel belongs to the figure, 0–1. */
export type Mask = { values: Float32Array; width: number; height: number };

/** The three planes of a picture in OKLab. */
function planesOf({ data }: Raster): [Float32Array, Float32Array, Float32Array] {
  const size = data.length / 4;
  const planes: [Float32Array, Float32Array, Float32Array] = [
    new Float32Array(size),
    new Float32Array(size),
    new Float32Array(size),
  ];
  for (let place = 0; place < size; place += 1) {
    const lab = toLab([data[place * 4] ?? 0, data[place * 4 + 1] ?? 0, data[place * 4 + 2] ?? 0]);
    planes[0][place] = lab[0];
    planes[1][place] = lab[1] * 1.6;
    planes[2][place] = lab[2] * 1.6;
  }
  return planes;
}

/** Places along the border from which the ground is filled: those whose colour is a usual one there. */
function seedsOf(raster: Raster): Uint8Array {
  const { data, width, height } = raster;
  const ring: number[] = [];
  for (let x = 0; x < width; x += 1) ring.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y += 1) ring.push(y * width, y * width + width - 1);
  const colors = new Uint8ClampedArray(ring.length * 4);
  ring.forEach((place, index) => colors.set(data.subarray(place * 4, place * 4 + 4), index * 4));
  const clusters = clustersOf(colors, 4, 10);
  const labs = ring.map((place): Lab =>
    toLab([data[place * 4] ?? 0, data[place * 4 + 1] ?? 0, data[place * 4 + 2] ?? 0]),
  );
  const nearest = labs.map((lab) => {
    let best = 0;
    clusters.forEach((cluster, index) => {
      const held = clusters[best];
      if (held && distance(cluster.lab, lab) < distance(held.lab, lab)) best = index;
    });
    return best;
  });
  const weights = clusters.map(() => 0);
  ring.forEach((place, index) => {
    const y = Math.floor(place / width) / height;
    const which = nearest[index] ?? 0;
    weights[which] = (weights[which] ?? 0) + (y > 0.98 ? 0.15 : y > 0.85 ? 0.4 : 1);
  });
  const least = ring.length * 0.035;
  const seeds = new Uint8Array(width * height);
  ring.forEach((place, index) => {
    const usual = (weights[nearest[index] ?? 0] ?? 0) >= least;
    if (usual || place < width) seeds[place] = 1;
  });
  return seeds;
}

/** The least rise and fall of one plane on any way to the border: low where the ground reaches without a step. */
function barrier(plane: Float32Array, seeds: Uint8Array, width: number, height: number): Float32Array {
  const size = width * height;
  const far = new Float32Array(size).fill(9);
  const high = Float32Array.from(plane);
  const low = Float32Array.from(plane);
  for (let place = 0; place < size; place += 1) if (seeds[place]) far[place] = 0;
  const reach = (place: number, from: number): void => {
    const value = plane[place] ?? 0;
    const top = Math.max(high[from] ?? 0, value);
    const bottom = Math.min(low[from] ?? 0, value);
    if (top - bottom < (far[place] ?? 0)) {
      far[place] = top - bottom;
      high[place] = top;
      low[place] = bottom;
    }
  };
  for (let pass = 0; pass < 4; pass += 1) {
    const forward = pass % 2 === 0;
    for (let step = 0; step < size; step += 1) {
      const place = forward ? step : size - 1 - step;
      const x = place % width;
      if (forward) {
        if (x > 0) reach(place, place - 1);
        if (place >= width) reach(place, place - width);
      } else {
        if (x < width - 1) reach(place, place + 1);
        if (place + width < size) reach(place, place + width);
      }
    }
  }
  return far;
}

/** The value that parts a series in two with the most between them (Otsu), of values 0–1. */
function threshold(values: Float32Array): number {
  const counts = new Float64Array(64);
  for (const value of values) {
    const bin = Math.min(63, Math.floor(value * 64));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  let all = 0;
  counts.forEach((count, bin) => (all += count * bin));
  let below = 0;
  let sum = 0;
  let best = 0;
  let most = -1;
  for (let bin = 0; bin < 63; bin += 1) {
    below += counts[bin] ?? 0;
    sum += (counts[bin] ?? 0) * bin;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const gap = sum / below - (all - sum) / above;
    const between = below * above * gap * gap;
    if (between > most) {
      most = between;
      best = bin;
    }
  }
  return (best + 1) / 64;
}

function nearMiddle(x: number, y: number, width: number, height: number): number {
  const across = (x / width - 0.5) / 0.42;
  const down = (y / height - 0.54) / 0.48;
  return Math.exp(-(across * across + down * down) * 0.8);
}

/** A box mean, edges repeated, by running sums. */
export function soften(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  const result = new Float32Array(values.length);
  const span = radius * 2 + 1;
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x += 1) sum += values[start + clamp(x, 0, width - 1)] ?? 0;
    for (let x = 0; x < width; x += 1) {
      rows[start + x] = sum / span;
      sum += values[start + Math.min(width - 1, x + radius + 1)] ?? 0;
      sum -= values[start + Math.max(0, x - radius)] ?? 0;
    }
  }
  for (let x = 0; x < width; x += 1) {
    let sum = 0;
    for (let y = -radius; y <= radius; y += 1) sum += rows[clamp(y, 0, height - 1) * width + x] ?? 0;
    for (let y = 0; y < height; y += 1) {
      result[y * width + x] = sum / span;
      sum += rows[Math.min(height - 1, y + radius + 1) * width + x] ?? 0;
      sum -= rows[Math.max(0, y - radius) * width + x] ?? 0;
    }
  }
  return result;
}

/** Turns a first guess over by the colours that it holds inside and outside, a few times (as GrabCut does). */
function settle(guess: Float32Array, raster: Raster, seeds: Uint8Array): Float32Array {
  const { data, width, height } = raster;
  const size = width * height;
  const bins = new Uint16Array(size);
  for (let place = 0; place < size; place += 1) {
    const at = place * 4;
    bins[place] =
      (((data[at] ?? 0) >> 4) << 8) | (((data[at + 1] ?? 0) >> 4) << 4) | ((data[at + 2] ?? 0) >> 4);
  }
  let current = guess;
  for (let round = 0; round < 4; round += 1) {
    const inside = new Float64Array(4096);
    const outside = new Float64Array(4096);
    let held = 0;
    for (let place = 0; place < size; place += 1) {
      const share = current[place] ?? 0;
      const bin = bins[place] ?? 0;
      inside[bin] = (inside[bin] ?? 0) + share;
      outside[bin] = (outside[bin] ?? 0) + 1 - share;
      held += share;
    }
    const next = new Float32Array(size);
    const calm = soften(current, width, height, Math.max(1, Math.round(width / 90)));
    for (let place = 0; place < size; place += 1) {
      const bin = bins[place] ?? 0;
      const here = (inside[bin] ?? 0) / Math.max(1, held);
      const there = (outside[bin] ?? 0) / Math.max(1, size - held);
      const color = Math.log((here + 2e-5) / (there + 2e-5));
      const around = ((calm[place] ?? 0) - 0.5) * 5.5;
      const first = ((guess[place] ?? 0) - 0.5) * 2.2;
      next[place] = seeds[place] ? 0 : 1 / (1 + Math.exp(-(clamp(color, -3, 3) * 0.9 + around + first)));
    }
    current = next;
  }
  return current;
}

/** Drops what stands small and apart (`drop`), or closes holes that the ground does not reach. */
function tidy(values: Float32Array, width: number, height: number, drop: boolean): Float32Array {
  const size = width * height;
  const label = new Int32Array(size).fill(-1);
  const areas: { inside: boolean; count: number; weight: number; edge: boolean }[] = [];
  const stack: number[] = [];
  for (let start = 0; start < size; start += 1) {
    if (label[start] !== -1) continue;
    const inside = (values[start] ?? 0) > 0.5;
    const area = { inside, count: 0, weight: 0, edge: false };
    label[start] = areas.length;
    stack.push(start);
    while (stack.length > 0) {
      const place = stack.pop() ?? 0;
      const x = place % width;
      const y = (place - x) / width;
      area.count += 1;
      area.weight += nearMiddle(x, y, width, height);
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) area.edge = true;
      const visit = (other: number): void => {
        if (label[other] !== -1 || (values[other] ?? 0) > 0.5 !== inside) return;
        label[other] = areas.length;
        stack.push(other);
      };
      if (x > 0) visit(place - 1);
      if (x < width - 1) visit(place + 1);
      if (y > 0) visit(place - width);
      if (y < height - 1) visit(place + width);
    }
    areas.push(area);
  }
  const most = Math.max(1, ...areas.map(({ inside, weight }) => (inside ? weight : 0)));
  return values.map((value, place) => {
    const area = areas[label[place] ?? 0];
    if (!area) return value;
    if (drop) return area.inside && area.weight < most * 0.1 ? 0 : value;
    return !area.inside && !area.edge && area.count < size * 0.004 ? 1 : value;
  });
}

function middleEllipse(width: number, height: number): Float32Array {
  const values = new Float32Array(width * height);
  for (let place = 0; place < values.length; place += 1) {
    const x = (place % width) + 0.5;
    const y = Math.floor(place / width) + 0.5;
    const out = Math.hypot((x / width - 0.5) / 0.4, (y / height - 0.5) / 0.42);
    values[place] = clamp((1 - out) * 12 + 0.5);
  }
  return values;
}

/**
 * Finds what a picture shows against its ground: colours that the ground cannot reach from the border without a step,
 * settled by the colours inside and out. `sure` is false where nothing could be told apart; the mask is then an
 * ellipse in the middle. Meant for some 200 pixels a side.
 */
export function findFigure(raster: Raster): Mask & { sure: boolean } {
  const { width, height } = raster;
  const size = width * height;
  const seeds = seedsOf(raster);
  const far = new Float32Array(size);
  for (const plane of planesOf(raster)) {
    const part = barrier(plane, seeds, width, height);
    for (let place = 0; place < size; place += 1) far[place] = (far[place] ?? 0) + (part[place] ?? 0);
  }
  let most = 0;
  for (let place = 0; place < size; place += 1) {
    const x = place % width;
    const value = (far[place] ?? 0) * (0.35 + 0.65 * nearMiddle(x, (place - x) / width, width, height));
    far[place] = value;
    if (value > most) most = value;
  }
  if (most > 0.06) {
    const scaled = far.map((value) => clamp(value / (most * 0.8)));
    const edge = threshold(scaled);
    const guess = scaled.map((value) => 1 / (1 + Math.exp(-(value - edge) * 11)));
    const kept = tidy(settle(guess, raster, seeds), width, height, true);
    const values = tidy(kept, width, height, false);
    let held = 0;
    for (const value of values) held += value;
    const share = held / size;
    if (share > 0.012 && share < 0.9) return { values, width, height, sure: true };
  }
  return { values: middleEllipse(width, height), width, height, sure: false };
}


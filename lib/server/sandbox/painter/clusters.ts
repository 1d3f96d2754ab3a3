import 'server-only';
import { distance, fromLab, toHex, toLab, type Lab } from './color';

/** A colour that takes up part of a picture. */
export type Cluster = { hex: string; lab: Lab; /** Share of the picture, 0–1. */ share: number };

type Bin = { lab: Lab; weight: number };

function gather(pixels: Uint8ClampedArray | Uint8Array, channels: number): Bin[] {
  const counts = new Uint32Array(4096);
  const step = channels * Math.max(1, Math.floor(pixels.length / channels / 60000));
  for (let index = 0; index + 2 < pixels.length; index += step) {
    if (channels === 4 && (pixels[index + 3] ?? 0) < 128) continue;
    const bin =
      (((pixels[index] ?? 0) >> 4) << 8) |
      (((pixels[index + 1] ?? 0) >> 4) << 4) |
      ((pixels[index + 2] ?? 0) >> 4);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins: Bin[] = [];
  counts.forEach((weight, bin) => {
    if (weight === 0) return;
    bins.push({
      lab: toLab([((bin >> 8) << 4) + 8, (((bin >> 4) & 15) << 4) + 8, ((bin & 15) << 4) + 8]),
      weight,
    });
  });
  return bins.toSorted((one, two) => two.weight - one.weight);
}

/**
 * The few colours a picture is made of, the largest first (k-means in OKLab, no chance in it); of four channels the
 * last is alpha, and what shows through does not count.
 */
export function clustersOf(
  pixels: Uint8ClampedArray | Uint8Array,
  channels: number,
  wanted: number,
): Cluster[] {
  const bins = gather(pixels, channels);
  const centers: Lab[] = [];
  for (const spread of [0.13, 0.08, 0.045, 0.02]) {
    for (const bin of bins) {
      if (centers.length >= wanted) break;
      if (centers.every((center) => distance(center, bin.lab) > spread)) centers.push(bin.lab);
    }
  }
  let sums: { l: number; a: number; b: number; weight: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    sums = centers.map(() => ({ l: 0, a: 0, b: 0, weight: 0 }));
    for (const { lab, weight } of bins) {
      const sum = sums[nearest(centers, lab)];
      if (!sum) continue;
      sum.l += lab[0] * weight;
      sum.a += lab[1] * weight;
      sum.b += lab[2] * weight;
      sum.weight += weight;
    }
    sums.forEach((sum, index) => {
      if (sum.weight > 0) centers[index] = [sum.l / sum.weight, sum.a / sum.weight, sum.b / sum.weight];
    });
  }
  const total = sums.reduce((all, sum) => all + sum.weight, 0) || 1;
  return centers
    .map((lab, index): Cluster => ({
      lab,
      hex: toHex(fromLab(lab)),
      share: (sums[index]?.weight ?? 0) / total,
    }))
    .filter((cluster) => cluster.share > 0)
    .toSorted((one, two) => two.share - one.share);
}

function nearest(list: readonly Lab[], lab: Lab): number {
  let best = 0;
  let shortest = Infinity;
  list.forEach((center, index) => {
    const far = distance(center, lab);
    if (far < shortest) {
      shortest = far;
      best = index;
    }
  });
  return best;
}

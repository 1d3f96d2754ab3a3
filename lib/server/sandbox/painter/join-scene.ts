import 'server-only';
import { clamp } from './random';
import type { Raster } from './raster';

type Means = [number, number, number];

function meansOf({ data }: Raster, weighed: boolean): Means {
  const sums: Means = [0, 0, 0];
  let total = 1e-6;
  for (let index = 0; index < data.length; index += 28) {
    const weight = weighed ? (data[index + 3] ?? 0) / 255 : 1;
    sums[0] += (data[index] ?? 0) * weight;
    sums[1] += (data[index + 1] ?? 0) * weight;
    sums[2] += (data[index + 2] ?? 0) * weight;
    total += weight;
  }
  return [sums[0] / total, sums[1] / total, sums[2] / total];
}

/** Gives half-seen pixels at the edge of a figure the colour of what is wholly seen beside them, in place. */
export function cleanEdge({ data, width, height }: Raster): void {
  const seen = new Uint8ClampedArray(data);
  const reach = Math.max(2, Math.round(Math.min(width, height) / 340));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = (y * width + x) * 4;
      const alpha = seen[index + 3] ?? 0;
      if (alpha === 0 || alpha > 244) continue;
      const sums = [0, 0, 0];
      let count = 0;
      for (let down = -reach; down <= reach; down += 1) {
        for (let across = -reach; across <= reach; across += 1) {
          const row = y + down;
          const column = x + across;
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          const at = (row * width + column) * 4;
          if ((seen[at + 3] ?? 0) <= 244) continue;
          for (let channel = 0; channel < 3; channel += 1)
            sums[channel] = (sums[channel] ?? 0) + (seen[at + channel] ?? 0);
          count += 1;
        }
      }
      if (count === 0) continue;
      const share = 1 - alpha / 255;
      for (let channel = 0; channel < 3; channel += 1) {
        const own = seen[index + channel] ?? 0;
        data[index + channel] = own + ((sums[channel] ?? 0) / count - own) * (0.35 + 0.65 * share);
      }
    }
  }
}

/** Darkens the scene softly under the foot of a figure that stands in its lower part and is not cut off there. */
function shadowUnder({ data, width, height }: Raster, figure: Raster): void {
  let foot = -1;
  for (let y = height - 1; y >= 0 && foot < 0; y -= 1) {
    for (let x = 0; x < width; x += 1) if ((figure.data[(y * width + x) * 4 + 3] ?? 0) > 160) foot = y;
  }
  if (foot < height * 0.55 || foot > height * 0.985) return;
  const band = Math.round(height * 0.05);
  let [left, right] = [width, 0];
  for (let y = Math.max(0, foot - band); y <= foot; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((figure.data[(y * width + x) * 4 + 3] ?? 0) < 160) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  const half = (right - left) * 0.62 + 2;
  const middle = (left + right) / 2;
  const flat = half * 0.2 + 2;
  for (let y = Math.max(0, Math.floor(foot - flat)); y < Math.min(height, foot + flat); y += 1) {
    for (let x = Math.max(0, Math.floor(middle - half)); x < Math.min(width, middle + half); x += 1) {
      const out = Math.hypot((x - middle) / half, (y - foot + flat * 0.2) / flat);
      if (out >= 1) continue;
      const keep = 1 - 0.42 * (1 - out) ** 1.2;
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        data[index + channel] = (data[index + channel] ?? 0) * keep;
    }
  }
}

/**
 * Sets a figure (RGBA) into a scene of the same size, in place on the scene: the figure's light and colour come part
 * of the way to the scene's, and the scene darkens a little under its foot.
 */
export function joinScene(scene: Raster, figure: Raster): void {
  shadowUnder(scene, figure);
  const there = meansOf(scene, false);
  const own = meansOf(figure, true);
  const gains = own.map((mean, channel) =>
    clamp(1 + 0.28 * (((there[channel] ?? 0) + 40) / (mean + 40) - 1), 0.72, 1.22),
  );
  const { data } = scene;
  for (let index = 0; index < data.length; index += 4) {
    const alpha = (figure.data[index + 3] ?? 0) / 255;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const under = data[index + channel] ?? 0;
      const over = (figure.data[index + channel] ?? 0) * (gains[channel] ?? 1);
      data[index + channel] = under + (Math.min(255, over) - under) * alpha;
    }
  }
}

import 'server-only';
import { clustersOf } from '@/lib/server/sandbox/painter/clusters';
import { distance, toLab, toRgb } from '@/lib/server/sandbox/painter/color';
import { clamp, fieldFrom, type Random } from '@/lib/server/sandbox/painter/random';
import type { Raster } from '@/lib/server/sandbox/painter/raster';

/** Perceived light of the pixel at `index` of RGBA, 0–1. */
export function lightAt(data: Uint8ClampedArray, index: number): number {
  return ((data[index] ?? 0) * 0.3 + (data[index + 1] ?? 0) * 0.59 + (data[index + 2] ?? 0) * 0.11) / 255;
}

/** Contrast and strength of colour (1 leaves them), warmth −1 to 1, and light added, 0–1. */
export function tone({ data }: Raster, contrast: number, color: number, warmth: number, lift = 0): void {
  for (let index = 0; index < data.length; index += 4) {
    const light = lightAt(data, index) * 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = light + ((data[index + channel] ?? 0) - light) * color;
      const warm = channel === 0 ? warmth * 26 : channel === 2 ? -warmth * 26 : warmth * 5;
      data[index + channel] = (value - 128) * contrast + 128 + warm + lift * 255;
    }
  }
}

/** Only so many flat colours, the picture's own. */
export function flatten({ data }: Raster, count: number): void {
  const clusters = clustersOf(data, 4, count);
  const nearest = new Int16Array(32768).fill(-1);
  const colors = clusters.map(({ hex }) => toRgb(hex));
  for (let index = 0; index < data.length; index += 4) {
    const red = data[index] ?? 0;
    const green = data[index + 1] ?? 0;
    const blue = data[index + 2] ?? 0;
    const bin = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    let best = nearest[bin] ?? -1;
    if (best < 0) {
      const lab = toLab([red, green, blue]);
      best = 0;
      let shortest = Infinity;
      clusters.forEach((cluster, at) => {
        const far = distance(cluster.lab, lab);
        if (far < shortest) [best, shortest] = [at, far];
      });
      nearest[bin] = best;
    }
    const color = colors[best];
    if (!color) continue;
    data[index] = color[0];
    data[index + 1] = color[1];
    data[index + 2] = color[2];
  }
}

/** From dark to light through a few inks (#rrggbb), by the light of every pixel; `share` of it. */
export function inks({ data }: Raster, colors: readonly string[], share = 1): void {
  const stops = colors.map(toRgb);
  const last = stops.length - 1;
  const steps = Array.from({ length: 256 }, (_, light) => {
    const at = (clamp((light / 255 - 0.5) * 1.15 + 0.5) * last);
    const from = stops[Math.floor(at)] ?? [0, 0, 0];
    const to = stops[Math.min(last, Math.floor(at) + 1)] ?? from;
    const way = at - Math.floor(at);
    return [0, 1, 2].map((channel) => (from[channel] ?? 0) * (1 - way) + (to[channel] ?? 0) * way);
  });
  for (let index = 0; index < data.length; index += 4) {
    const ink = steps[Math.round(lightAt(data, index) * 255)];
    for (let channel = 0; channel < 3; channel += 1) {
      const value = data[index + channel] ?? 0;
      data[index + channel] = value + ((ink?.[channel] ?? 0) - value) * share;
    }
  }
}

/** Grain of film or paper, up to `strength` of 255 either way. */
export function grain({ data }: Raster, strength: number, random: Random): void {
  let state = Math.floor(random() * 0x7fffffff) | 1;
  for (let index = 0; index < data.length; index += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = (((state >>> 24) + ((state >>> 16) & 255)) / 255 - 1) * strength;
    for (let channel = 0; channel < 3; channel += 1)
      data[index + channel] = (data[index + channel] ?? 0) + noise;
  }
}

/** Dark or coloured towards the rim (or round a spot), `strength` 0–1. */
export function shade(
  { data, width, height }: Raster,
  color: string,
  strength: number,
  reach = 0.75,
  middle: readonly [number, number] = [0.5, 0.5],
): void {
  const rim = toRgb(color);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const out = Math.hypot(x / width - middle[0], y / height - middle[1]) / reach;
      const share = clamp((out - 0.45) / 0.7) ** 1.5 * strength;
      if (share <= 0) continue;
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = data[index + channel] ?? 0;
        data[index + channel] = value + ((rim[channel] ?? 0) - value) * share;
      }
    }
  }
}

/** A slow field over the picture, one value −1 to 1 for every eighth pixel each way, read with `at`. */
export function slowField(
  width: number,
  height: number,
  random: Random,
  scale: number,
): (x: number, y: number) => number {
  const field = fieldFrom(Math.floor(random() * 0x7fffffff));
  const columns = (width >> 3) + 2;
  const rows = (height >> 3) + 2;
  const short = Math.min(width, height);
  const values = new Float32Array(columns * rows);
  for (let index = 0; index < values.length; index += 1) {
    const x = ((index % columns) * 8) / short;
    const y = (Math.floor(index / columns) * 8) / short;
    values[index] = (field(x * scale, y * scale, 3) - 0.44) * 3;
  }
  return (x, y) => {
    const at = (y >> 3) * columns + (x >> 3);
    const across = (x & 7) / 8;
    const down = (y & 7) / 8;
    return (
      ((values[at] ?? 0) * (1 - across) + (values[at + 1] ?? 0) * across) * (1 - down) +
      ((values[at + columns] ?? 0) * (1 - across) + (values[at + columns + 1] ?? 0) * across) * down
    );
  };
}

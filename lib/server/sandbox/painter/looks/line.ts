import 'server-only';
import { toRgb } from '@/lib/server/sandbox/painter/color';
import { clamp, type Random } from '@/lib/server/sandbox/painter/random';
import type { Raster } from '@/lib/server/sandbox/painter/raster';
import { lightAt, slowField } from './tone';

/** How much of a line runs through every pixel, 0–1: where neighbouring colours part, `weight` pixels wide. */
function edges({ data, width, height }: Raster, weight: number, sense: number): Float32Array {
  const lines = new Float32Array(width * height);
  const reach = Math.max(1, Math.round(weight));
  for (let y = reach; y < height - reach; y += 1) {
    for (let x = reach; x < width - reach; x += 1) {
      const place = y * width + x;
      let steep = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const across =
          (data[(place + reach) * 4 + channel] ?? 0) - (data[(place - reach) * 4 + channel] ?? 0);
        const down =
          (data[(place + reach * width) * 4 + channel] ?? 0) -
          (data[(place - reach * width) * 4 + channel] ?? 0);
        steep = Math.max(steep, across * across + down * down);
      }
      lines[place] = clamp((Math.sqrt(steep) * sense) / 90 - 0.35);
    }
  }
  return lines;
}

const thick = ({ width, height }: Raster, share: number): number =>
  Math.max(1, Math.min(width, height) * share);

/** Draws contours over the picture in one ink. */
export function contour(raster: Raster, color: string, weight: number, sense = 1): void {
  const ink = toRgb(color);
  const lines = edges(raster, thick(raster, weight), sense);
  const { data } = raster;
  lines.forEach((line, place) => {
    if (line <= 0) return;
    for (let channel = 0; channel < 3; channel += 1) {
      const index = place * 4 + channel;
      data[index] = (data[index] ?? 0) * (1 - line) + (ink[channel] ?? 0) * line;
    }
  });
}

/** Leaves only contours, in ink on paper; `color` of the old colours stays as a tint. */
export function drawing(
  raster: Raster,
  paper: string,
  ink: string,
  weight: number,
  color = 0,
  sense = 1.2,
): void {
  const lines = edges(raster, thick(raster, weight), sense);
  const [ground, pen] = [toRgb(paper), toRgb(ink)];
  const { data } = raster;
  lines.forEach((line, place) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const index = place * 4 + channel;
      const under = (ground[channel] ?? 0) * (1 - color) + (data[index] ?? 0) * color;
      data[index] = under * (1 - line) + (pen[channel] ?? 0) * line;
    }
  });
}

/** Ruled squares, every fifth line stronger. */
export function squares({ data, width, height }: Raster, color: string, strength: number): void {
  const ink = toRgb(color);
  const cell = Math.max(6, Math.round(Math.min(width, height) / 40));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const on = x % cell === 0 || y % cell === 0;
      if (!on) continue;
      const strong = x % (cell * 5) === 0 || y % (cell * 5) === 0;
      const share = strong ? strength : strength * 0.45;
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        data[index + channel] = (data[index + channel] ?? 0) * (1 - share) + (ink[channel] ?? 0) * share;
    }
  }
}

/** Printed in dots: each colour plate at its own angle, or one ink on paper. */
export function dots(raster: Raster, size: number, plates: 'color' | readonly [string, string]): void {
  const { data, width, height } = raster;
  const cell = Math.max(4, Math.min(width, height) * size);
  const angles = plates === 'color' ? [0.26, 1.31, 0] : [0.78, 0.78, 0.78];
  const [paper, ink] = plates === 'color' ? [null, null] : [toRgb(plates[0]), toRgb(plates[1])];
  const turns = angles.map((angle) => [Math.cos(angle) / cell, Math.sin(angle) / cell] as const);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = (y * width + x) * 4;
      const light = lightAt(data, index);
      for (let channel = 0; channel < 3; channel += 1) {
        const [cos, sin] = turns[channel] ?? [1, 0];
        const wave =
          Math.cos((x * cos + y * sin) * Math.PI * 2) / 4 +
          Math.cos((y * cos - x * sin) * Math.PI * 2) / 4 +
          0.5;
        const value = paper ? light : (data[index + channel] ?? 0) / 255;
        const on = clamp((wave - value) * 5 + 0.5);
        const from = paper ? (paper[channel] ?? 0) : 250 - (250 - (data[index + channel] ?? 0)) * 0.35;
        const to = ink ? (ink[channel] ?? 0) : (data[index + channel] ?? 0) * 0.35;
        data[index + channel] = from + (to - from) * on;
      }
    }
  }
}

/** Thin colour on rough paper: pools at the edges of its patches, pale and uneven within. */
export function wash(raster: Raster, strength: number, random: Random): void {
  const { data, width, height } = raster;
  const lines = edges(raster, thick(raster, 0.004), 0.8);
  const pool = slowField(width, height, random, 5);
  const tooth = slowField(width, height, random, 40);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = y * width + x;
      const thin = clamp(0.34 + 0.3 * pool(x, y) + 0.12 * tooth(x, y), 0, 0.72) * strength;
      const dark = (lines[place] ?? 0) * 0.42 * strength;
      for (let channel = 0; channel < 3; channel += 1) {
        const index = place * 4 + channel;
        const value = data[index] ?? 0;
        data[index] = (value + ((channel === 2 ? 240 : 250) - value) * thin) * (1 - dark);
      }
    }
  }
}

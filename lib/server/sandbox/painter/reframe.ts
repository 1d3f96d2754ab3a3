import 'server-only';
import type { FrameBrief } from './brief';
import { encodePixels } from './encode';
import { findFigure } from './figure';
import { dress, lookOf, paletteOf } from './looks/looks';
import { lineOf, marginOf, sides, type Side } from './margin';
import { borrow, type Found, type Place } from './outpaint';
import { clamp, fold, hashText, randomFrom } from './random';
import { layOn, rasterOf, resized, type Raster } from './raster';
import { recolor } from './recolor';
import { layUpon, readReferences } from './references';

const sizes = [40, 80, 160];

type Size = { width: number; height: number };

/** Where the source stands in its new frame, in pixels: as large as fits, in the middle. */
export function placeIn(source: Size, frame: Size): Place {
  const scale = Math.min(frame.width / source.width, frame.height / source.height);
  const width = Math.min(frame.width, Math.max(1, Math.round(source.width * scale)));
  const height = Math.min(frame.height, Math.max(1, Math.round(source.height * scale)));
  const x = Math.round((frame.width - width) / 2);
  return { x, y: Math.round((frame.height - height) / 2), width, height };
}

/** The frame and the known picture in it at a small size; at least seven pixels of it each way. */
async function stepOf(inner: Raster, frame: Raster, place: Place, long: number) {
  const scale = Math.min(1, long / Math.max(frame.width, frame.height));
  const around = (space: number): number => Math.ceil(space * scale);
  const wide = Math.max(7, Math.round(place.width * scale));
  const tall = Math.max(7, Math.round(place.height * scale));
  const small = { x: around(place.x), y: around(place.y), width: wide, height: tall };
  const right = around(frame.width - place.x - place.width);
  const bottom = around(frame.height - place.y - place.height);
  return {
    known: await resized(inner, wide, tall),
    width: small.x + wide + right,
    height: small.y + tall + bottom,
    place: small,
  };
}

/**
 * What the borrowed part lacks of the light at the source's edge, 0–255 a channel: along every line away from the
 * source its broad tone is brought near to that of the edge, so that a shade at the rim does not return in waves.
 */
function lightOf({ image, width, height, place }: Found): Float32Array {
  const light = new Float32Array(image.length);
  const beside = place.width < width;
  const [lines, long] = beside ? [height, width] : [width, height];
  const [from, to] = beside ? [place.x, place.x + place.width] : [place.y, place.y + place.height];
  const at = (line: number, step: number): number =>
    (beside ? line * width + step : step * width + line) * 3;
  const reach = Math.round((to - from) * 0.1) + 1;
  for (let line = 0; line < lines; line += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      for (const [start, end, edge] of [
        [0, from, from],
        [to, long, to - 1],
      ] as const) {
        for (let step = start; step < end; step += 1) {
          const [first, last] = [Math.max(start, step - reach), Math.min(end - 1, step + reach)];
          let sum = 0;
          for (let near = first; near <= last; near += 1) sum += image[at(line, near) + channel] ?? 0;
          const lack = (image[at(line, edge) + channel] ?? 0) - sum / (last - first + 1);
          light[at(line, step) + channel] = lack * 0.85 * Math.exp(-((lack / 0.15) ** 2)) * 255;
        }
      }
    }
  }
  return light;
}

/** Lays on the sides that are a bare sheet: more of that sheet, its grain turned over and shifted. */
function layMargins(frame: Raster, inner: Raster, place: Place, seed: number): Set<Side> {
  const { data, width, height } = frame;
  const random = randomFrom(seed);
  const [over, right, under] = [place.y, width - place.x - place.width, height - place.y - place.height];
  const outside = { above: over, right, below: under, left: place.x };
  const laid = new Set<Side>();
  for (const side of sides) {
    const margin = outside[side] > 0 ? marginOf(inner, side) : 0;
    if (margin < Math.min(inner.width, inner.height) * 0.008) continue;
    laid.add(side);
    const flat = side === 'above' || side === 'below';
    const long = flat ? width : height;
    const start = flat ? place.x : place.y;
    const size = flat ? inner.width : inner.height;
    for (let away = 0; away < outside[side]; away += 1) {
      const shift = Math.floor((random() - 0.5) * size * Math.min(1, away / 8));
      const deep = fold(away + 1, margin);
      for (let step = 0; step < long; step += 1) {
        const from = lineOf(inner, side, deep, fold(step - start + shift, size));
        const [x, y] = flat
          ? [step, side === 'above' ? place.y - 1 - away : place.y + place.height + away]
          : [side === 'left' ? place.x - 1 - away : place.x + place.width + away, step];
        const to = (y * width + x) * 4;
        for (let channel = 0; channel < 4; channel += 1) data[to + channel] = inner.data[from + channel] ?? 0;
      }
    }
  }
  return laid;
}

/** Copies every pixel outside from where it was told to borrow, neighbours fading into each other. */
function fill(frame: Raster, inner: Raster, place: Place, found: Found, laid: ReadonlySet<Side>): void {
  const light = lightOf(found);
  const { data: from } = inner;
  const { data, width, height } = frame;
  const [scaleX, scaleY] = [place.width / found.place.width, place.height / found.place.height];
  const [lastX, lastY] = [inner.width - 1, inner.height - 1];
  const offsetX = found.x.map((value, at) => Math.round((value - (at % found.width)) * scaleX));
  const offsetY = found.y.map((value, at) => Math.round((value - Math.floor(at / found.width)) * scaleY));
  const ranges: [side: Side, left: number, top: number, right: number, bottom: number][] = [
    ['above', 0, 0, width, place.y],
    ['below', 0, place.y + place.height, width, height],
    ['left', 0, place.y, place.x, place.y + place.height],
    ['right', place.x + place.width, place.y, width, place.y + place.height],
  ];
  for (const [side, left, top, right, bottom] of ranges) {
    if (laid.has(side)) continue;
    for (let y = top; y < bottom; y += 1) {
      const down = clamp((y - place.y) / scaleY + found.place.y - 0.5, 0, found.height - 1.001);
      const row = Math.floor(down);
      for (let x = left; x < right; x += 1) {
        const across = clamp((x - place.x) / scaleX + found.place.x - 0.5, 0, found.width - 1.001);
        const column = Math.floor(across);
        let red = 0;
        let green = 0;
        let blue = 0;
        for (let corner = 0; corner < 4; corner += 1) {
          const at = (row + (corner >> 1)) * found.width + column + (corner & 1);
          const weight =
            (corner & 1 ? across - column : 1 - across + column) * (corner >> 1 ? down - row : 1 - down + row);
          const sourceX = Math.min(lastX, Math.max(0, x - place.x + (offsetX[at] ?? 0)));
          const sourceY = Math.min(lastY, Math.max(0, y - place.y + (offsetY[at] ?? 0)));
          const index = (sourceY * inner.width + sourceX) * 4;
          red += ((from[index] ?? 0) + (light[at * 3] ?? 0)) * weight;
          green += ((from[index + 1] ?? 0) + (light[at * 3 + 1] ?? 0)) * weight;
          blue += ((from[index + 2] ?? 0) + (light[at * 3 + 2] ?? 0)) * weight;
        }
        const to = (y * width + x) * 4;
        data[to] = red;
        data[to + 1] = green;
        data[to + 2] = blue;
        data[to + 3] = 255;
      }
    }
  }
}

/** Brings palette, look and references into what was painted on: nothing at the source, more of it farther out. */
async function tint(frame: Raster, place: Place, brief: FrameBrief): Promise<void> {
  const look = lookOf(brief.preset);
  const { palette, surface } = await readReferences(brief);
  const asked = brief.palette && brief.palette.length > 0 ? brief.palette : palette;
  const colors = asked.length > 0 ? asked : paletteOf(look);
  if (colors.length === 0 && !look && !surface) return;
  const { data, width, height } = frame;
  const other = { data: new Uint8ClampedArray(data), width, height };
  if (colors.length > 0) recolor(other.data, colors, 0.9);
  dress(other, look, randomFrom(brief.seed), Math.abs(Math.trunc(brief.seed)) % 4);
  if (surface) layUpon(other, surface);
  const reach = Math.max(1, Math.max(place.x, place.y) * 0.6);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across = Math.max(place.x - x, x - (place.x + place.width - 1), 0);
      const down = Math.max(place.y - y, y - (place.y + place.height - 1), 0);
      const share = clamp((across + down) / reach) * 0.85;
      if (share === 0) continue;
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = data[index + channel] ?? 0;
        data[index + channel] = value + ((other.data[index + channel] ?? 0) - value) * share;
      }
    }
  }
}

/**
 * Gives a picture another frame: the source stands whole in the middle, as large as fits, and what lies round it is
 * painted on. PNG bytes of exactly the size asked for; where the source fits without scaling its pixels are untouched.
 */
export async function reframe(source: Uint8Array, brief: FrameBrief): Promise<Buffer> {
  const { width, height } = brief;
  const whole = await rasterOf(source);
  layOn(whole, [255, 255, 255]);
  const place = placeIn(whole, brief);
  const inner = await resized(whole, place.width, place.height);
  if (place.width === width && place.height === height) return encodePixels(inner.data, width, height);
  const frame: Raster = { data: new Uint8ClampedArray(width * height * 4), width, height };
  for (let row = 0; row < place.height; row += 1) {
    const line = inner.data.subarray(row * inner.width * 4, (row + 1) * inner.width * 4);
    frame.data.set(line, ((place.y + row) * width + place.x) * 4);
  }
  const start = hashText(`${brief.seed}`);
  const laid = layMargins(frame, inner, place, start);
  const open = place.width < width ? ['left', 'right'] as const : ['above', 'below'] as const;
  if (open.every((side) => laid.has(side))) {
    await tint(frame, place, brief);
    return encodePixels(frame.data, width, height);
  }
  const steps = [];
  for (const long of sizes) steps.push(await stepOf(inner, frame, place, long));
  const last = steps[steps.length - 1];
  fill(frame, inner, place, borrow(steps, findFigure(last?.known ?? inner), start), laid);
  await tint(frame, place, brief);
  return encodePixels(frame.data, width, height);
}

import 'server-only';
import sharp from 'sharp';
import type { Brief } from './brief';
import { clustersOf } from './clusters';
import { encodePixels } from './encode';
import { dress, lookOf, paletteOf, styleUnder } from './looks/looks';
import { clamp, fieldFrom, hashText, randomFrom } from './random';
import { recolor } from './recolor';
import { paintScene } from './scene';

async function cropped(source: Buffer, width: number, height: number): Promise<Uint8ClampedArray> {
  const { data } = await sharp(source)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
}

/** Mean difference per channel, 0–255. */
function apart(one: Uint8ClampedArray, two: Uint8ClampedArray): number {
  let sum = 0;
  let count = 0;
  for (let index = 0; index + 2 < one.length; index += 44) {
    for (let channel = 0; channel < 3; channel += 1)
      sum += Math.abs((one[index + channel] ?? 0) - (two[index + channel] ?? 0));
    count += 3;
  }
  return sum / Math.max(1, count);
}

/** The source in the colours of the fresh picture: its own drawing, another palette. */
function inColorsOf(source: Uint8ClampedArray, fresh: Uint8ClampedArray): Uint8ClampedArray {
  const restyled = new Uint8ClampedArray(source);
  const palette = clustersOf(fresh, 4, 7).map(({ hex, share }) => ({ color: hex, weight: share }));
  recolor(restyled, palette, 0.88);
  return restyled;
}

function fade(from: Uint8ClampedArray, to: Uint8ClampedArray, share: number): Uint8ClampedArray {
  const result = new Uint8ClampedArray(from.length);
  for (let index = 0; index < from.length; index += 1)
    result[index] = (from[index] ?? 0) * (1 - share) + (to[index] ?? 0) * share;
  return result;
}

/** Lets the fresh picture come through in broad patches with soft borders, more of it as `share` grows. */
function dissolve(
  base: Uint8ClampedArray,
  fresh: Uint8ClampedArray,
  share: number,
  width: number,
  height: number,
  start: number,
): void {
  const field = fieldFrom(start);
  const cell = 8;
  const columns = Math.ceil(width / cell) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const short = Math.min(width, height);
  const heights = new Float32Array(columns * rows);
  for (let index = 0; index < heights.length; index += 1) {
    const x = ((index % columns) * cell) / short;
    const y = (Math.floor(index / columns) * cell) / short;
    heights[index] = (field(x * 2.2, y * 2.2, 3) - 0.2) / 0.52;
  }
  const border = 0.3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / cell);
      const row = Math.floor(y / cell);
      const across = x / cell - column;
      const down = y / cell - row;
      const at = row * columns + column;
      const upper = (heights[at] ?? 0) * (1 - across) + (heights[at + 1] ?? 0) * across;
      const lower = (heights[at + columns] ?? 0) * (1 - across) + (heights[at + columns + 1] ?? 0) * across;
      const level = upper * (1 - down) + lower * down;
      const shown = clamp((share * (1 + border) - level) / border);
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = base[index + channel] ?? 0;
        base[index + channel] = value + ((fresh[index + channel] ?? 0) - value) * shown;
      }
    }
  }
}

/**
 * Starts from the source's pixels, cropped (cover, centre) to the brief's ratio. From weight 100 down to 50 the
 * source turns to the colours of a fresh picture of the brief; below that the fresh picture itself comes through. A
 * named look goes over it all, the more the less the source weighs.
 */
export async function remix(source: Buffer, brief: Brief & { weight: number }): Promise<Buffer> {
  const { width, height } = brief;
  const freedom = 1 - clamp(brief.weight, 1, 100) / 100;
  const own = await cropped(source, width, height);
  const look = lookOf(brief.preset);
  const sheet = await paintScene({
    ...brief,
    preset: undefined,
    style: styleUnder(look, brief.style),
    palette: brief.palette && brief.palette.length > 0 ? brief.palette : paletteOf(look),
  });
  const fresh = sheet.getContext('2d').getImageData(0, 0, width, height).data;
  let restyled = inColorsOf(own, fresh);
  const far = apart(own, fresh);
  const turned = apart(own, restyled);
  if (turned > far * 0.6) restyled = fade(own, restyled, (far * 0.6) / turned);
  const result = fade(own, restyled, clamp(freedom / 0.5));
  if (freedom > 0.5)
    dissolve(result, fresh, (freedom - 0.5) / 0.49, width, height, hashText(`${brief.seed}`));
  if (!look) return encodePixels(result, width, height);
  const dressed = { data: new Uint8ClampedArray(result), width, height };
  dress(dressed, look, randomFrom(hashText(`${brief.seed}`)), Math.abs(Math.trunc(brief.seed)) % 4);
  return encodePixels(fade(result, dressed.data, clamp(freedom * 1.6)), width, height);
}

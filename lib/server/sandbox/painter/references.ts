import 'server-only';
import type { FrameBrief, PaletteMember } from './brief';
import { clustersOf } from './clusters';
import { lightAt } from './looks/tone';
import { fold } from './random';
import { rasterOf, type Raster } from './raster';

/** A square of surface: how much lighter or darker each of its pixels is than those around, −255 to 255. */
export type Surface = { size: number; relief: Float32Array };

/** What a picture takes from its references: their colours, and the surface of the one that has most. */
export type References = { palette: PaletteMember[]; surface: Surface | null };

const size = 96;

/** Light without its broad tones. */
function reliefOf({ data, width, height }: Raster): Float32Array {
  const light = new Float32Array(width * height);
  for (let place = 0; place < light.length; place += 1) light[place] = lightAt(data, place * 4) * 255;
  const relief = new Float32Array(light.length);
  const reach = 3;
  for (let y = reach; y < height - reach; y += 1) {
    for (let x = reach; x < width - reach; x += 1) {
      let sum = 0;
      for (let step = -reach; step <= reach; step += 1)
        sum += (light[y * width + x + step] ?? 0) + (light[(y + step) * width + x] ?? 0);
      relief[y * width + x] = (light[y * width + x] ?? 0) - sum / (reach * 4 + 2);
    }
  }
  return relief;
}

/** The evenest busy square of a picture: its surface, not what it shows. */
function surfaceOf(raster: Raster): { surface: Surface; strength: number } | null {
  const { width, height } = raster;
  const relief = reliefOf(raster);
  let best: { x: number; y: number; score: number; strength: number } | null = null;
  for (let y = 4; y + size + 4 <= height; y += size >> 1) {
    for (let x = 4; x + size + 4 <= width; x += size >> 1) {
      let sum = 0;
      let square = 0;
      for (let row = 0; row < size; row += 2) {
        for (let column = 0; column < size; column += 2) {
          const value = Math.abs(relief[(y + row) * width + x + column] ?? 0);
          sum += value;
          square += value * value;
        }
      }
      const count = (size >> 1) ** 2;
      const strength = sum / count;
      const score = strength * (strength / Math.sqrt(square / count + 1e-6)) ** 6;
      if (!best || score > best.score) best = { x, y, score, strength };
    }
  }
  if (!best || best.strength < 0.8) return null;
  const part = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const start = (best.y + row) * width + best.x;
    part.set(relief.subarray(start, start + size), row * size);
  }
  return { surface: { size, relief: part }, strength: best.score };
}

/** Looks at the references of a brief; nothing where it has none. */
export async function readReferences(brief: Pick<FrameBrief, 'references'>): Promise<References> {
  const { references = [] } = brief;
  const palette: PaletteMember[] = [];
  let most = 0;
  let surface: Surface | null = null;
  for (const bytes of references) {
    const raster = await rasterOf(bytes, { width: 640, height: 640, fit: 'inside' });
    for (const { hex, share } of clustersOf(raster.data, 4, 7))
      palette.push({ color: hex, weight: share / references.length });
    const found = surfaceOf(raster);
    if (!found || found.strength <= most) continue;
    most = found.strength;
    surface = found.surface;
  }
  return { palette, surface };
}

/** Lays a surface over a picture (in place), turned over from square to square; values are kept within a little. */
export function layUpon({ data, width, height }: Raster, { size: side, relief }: Surface): void {
  for (let y = 0; y < height; y += 1) {
    const row = fold(y, side) * side;
    for (let x = 0; x < width; x += 1) {
      const lift = Math.max(-26, Math.min(26, relief[row + fold(x, side)] ?? 0));
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        data[index + channel] = (data[index + channel] ?? 0) + lift;
    }
  }
}

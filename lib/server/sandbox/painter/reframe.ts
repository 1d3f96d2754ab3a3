import 'server-only';
import type { FrameBrief } from './brief';
import { encodePixels } from './encode';
import { fieldFrom, hashText } from './random';
import { layOn, rasterOf, resized, type Raster } from './raster';

/** Where the source stands in its new frame, in pixels: as large as fits, in the middle. */
export function placeIn(
  source: { width: number; height: number },
  frame: { width: number; height: number },
): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(frame.width / source.width, frame.height / source.height);
  const width = Math.min(frame.width, Math.max(1, Math.round(source.width * scale)));
  const height = Math.min(frame.height, Math.max(1, Math.round(source.height * scale)));
  return { x: Math.round((frame.width - width) / 2), y: Math.round((frame.height - height) / 2), width, height };
}

function fold(value: number, size: number): number {
  const period = Math.max(1, size * 2 - 2);
  const at = Math.abs(value) % period;
  return at < size ? at : period - at;
}

/** Paints on what lies round the source: its own edges, folded outward along a wandering line. */
function extend(inner: Raster, frame: Raster, x0: number, y0: number, seed: number): void {
  const field = fieldFrom(hashText(`${seed}`));
  const short = Math.min(inner.width, inner.height);
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const across = Math.max(x0 - x, x - (x0 + inner.width - 1), 0);
      const down = Math.max(y0 - y, y - (y0 + inner.height - 1), 0);
      let column = x - x0;
      let row = y - y0;
      if (across > 0 || down > 0) {
        const far = Math.hypot(across, down);
        const sway = (field((x * 3) / short, (y * 3) / short, 2) - 0.37) * Math.min(far, short * 0.2);
        column = fold(Math.round(column + (across > 0 ? sway : sway * 0.3)), inner.width);
        row = fold(Math.round(row + (down > 0 ? sway : sway * 0.3)), inner.height);
      }
      const from = (row * inner.width + column) * 4;
      const to = (y * frame.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        frame.data[to + channel] = inner.data[from + channel] ?? 0;
      frame.data[to + 3] = 255;
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
  const frame: Raster = { data: new Uint8ClampedArray(width * height * 4), width, height };
  extend(inner, frame, place.x, place.y, brief.seed);
  return encodePixels(frame.data, width, height);
}

import 'server-only';
import type { Raster } from './raster';

export type Side = 'above' | 'right' | 'below' | 'left';
export const sides: readonly Side[] = ['above', 'right', 'below', 'left'];

/** Where in the pixels (RGBA) the lines of a side lie, counted from the edge inward. */
export function lineOf({ width, height }: Raster, side: Side, deep: number, step: number): number {
  if (side === 'above') return (deep * width + step) * 4;
  if (side === 'below') return ((height - 1 - deep) * width + step) * 4;
  return (step * width + (side === 'left' ? deep : width - 1 - deep)) * 4;
}

/** How many pixels deep a side is one bare sheet of one colour: the margin of a poster, the paper round a painting. */
export function marginOf(raster: Raster, side: Side): number {
  const { data, width, height } = raster;
  const flat = side === 'above' || side === 'below';
  const [count, most] = flat ? [width, height >> 2] : [height, width >> 2];
  const line = (deep: number): number[] =>
    Array.from({ length: count }, (_, step) => lineOf(raster, side, deep, step));
  const edge = line(0);
  const middle = [0, 1, 2].map(
    (channel) => edge.map((at) => data[at + channel] ?? 0).toSorted((one, two) => one - two)[count >> 1] ?? 0,
  );
  const even = (deep: number): boolean => {
    let off = 0;
    for (const at of line(deep)) {
      const far = Math.hypot(...middle.map((value, channel) => (data[at + channel] ?? 0) - value));
      if (far > 26) off += 1;
    }
    return off <= count * 0.02;
  };
  let deep = 0;
  while (deep < most && even(deep)) deep += 1;
  return deep;
}

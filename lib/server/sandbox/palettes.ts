import 'server-only';
import type { PaletteName } from './vocabulary';

export type Palette = { color: string; weight: number }[];

/**
 * The presets' names are the wire's; their colours are not published, so these are the sandbox's own reading.
 */
const presets: Record<PaletteName, readonly string[]> = {
  EMBER: ['#e2532f', '#f29a3f', '#7a1f1d', '#2b1210'],
  FRESH: ['#9bd770', '#3fb8af', '#f7f6cf', '#1f7a8c'],
  JUNGLE: ['#1f4d2b', '#5a8f3c', '#c9b458', '#12261a'],
  MAGIC: ['#6a3fb5', '#d95bb8', '#2c1a5c', '#8fd3ff'],
  MELON: ['#ff8a70', '#ffd1a8', '#8fc48a', '#d94f5c'],
  MOSAIC: ['#1c6e8c', '#d98e32', '#b3412e', '#efe3c8'],
  PASTEL: ['#f6c6d0', '#c7ceea', '#e2f0cb', '#ffe8c2'],
  ULTRAMARINE: ['#1b2a8f', '#3f5be0', '#a9b8ff', '#0b1140'],
};

type Wire = { name?: PaletteName; members?: { color_hex: string; color_weight?: number }[] };

const long = (hex: string) => (hex.length === 4 ? hex.replaceAll(/[^#]/g, '$&$&') : hex);

/** A wire palette as colours with weights; a member without a weight weighs as much as the one before it. */
export function readPalette(wire: Wire): Palette {
  if (wire.name) return presets[wire.name].map((color, index) => ({ color, weight: 0.4 / (index + 1) }));
  let last = 1;
  return (wire.members ?? []).map(({ color_hex, color_weight }) => {
    last = color_weight ?? last;
    return { color: long(color_hex).toLowerCase(), weight: last };
  });
}

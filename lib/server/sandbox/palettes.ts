import 'server-only';
import { paletteColors, paletteNames } from '@/lib/schema/choices';
import type { PaletteName } from './vocabulary';

export type Palette = { color: string; weight: number }[];

export type WirePalette = { name?: PaletteName; members?: { color_hex: string; color_weight?: number }[] };

const long = (hex: string) => (hex.length === 4 ? hex.replaceAll(/[^#]/g, '$&$&') : hex);

/** A wire palette as colours with weights; a member without a weight weighs as much as the one before it. */
export function readPalette(wire: WirePalette): Palette {
  const preset = paletteNames.find((name) => name.toUpperCase() === wire.name);
  if (preset) return paletteColors[preset].map((color, index) => ({ color, weight: 0.4 / (index + 1) }));
  let last = 1;
  return (wire.members ?? []).map(({ color_hex, color_weight }) => {
    last = color_weight ?? last;
    return { color: long(color_hex).toLowerCase(), weight: last };
  });
}

import 'server-only';
import type { StylePreset } from '@/lib/schema/style-presets';
import type { PaintStyle } from '@/lib/server/sandbox/painter/brief';
import type { Manner } from '@/lib/server/sandbox/painter/pen';
import type { Random } from '@/lib/server/sandbox/painter/random';
import type { Raster } from '@/lib/server/sandbox/painter/raster';
import { finishWith, type Finish } from './finish';

/** What a named look asks of the painter: its manner where the style is left open or plain, its colours, and what is done last. */
export type Look = {
  manner: Manner;
  colors?: string;
  finish?: readonly Finish[];
  /** It is a page with a title on it. */
  page?: true;
};

const film = (warmth: number, strength: number): Finish[] => [
  { do: 'tone', contrast: 0.86, color: 0.78, warmth, lift: 0.05 },
  { do: 'shade', color: '#20140c', strength: 0.4 },
  { do: 'grain', strength },
];
const paper = (colors: number, ink?: string): Finish[] => [
  { do: 'flat', colors },
  ...(ink ? [{ do: 'contour', color: ink, weight: 0.002 } as const] : []),
  { do: 'grain', strength: 7 },
];
const neon = ['#ff2f9a', '#23d5ff', '#7a3bff'];

/** One line a name, as this is a table. */
const looks: Record<StylePreset, Look> = {
  '80s-illustration': { manner: 'anime', colors: '#ff5fa2 #2b1b6b #28c7d9 #ffd166 #f7efe0', finish: [{ do: 'flat', colors: 12 }, { do: 'clouds', colors: ['#ff7ac2', '#4ad9ff'], strength: 0.35 }, { do: 'grain', strength: 12 }] },
  '90s-nostalgia': { manner: 'realistic', finish: [...film(0.5, 14), { do: 'misprint', shift: 0.003, screen: 0.12 }] },
  'abstract-organic': { manner: 'general', colors: '#c9704a #e7d3b1 #6d7f5c #2f3a34 #b99a7a', finish: [{ do: 'smear', long: 0.05, angle: 0.7, sharp: 0.25 }, { do: 'flat', colors: 7 }, { do: 'grain', strength: 8 }] },
  'analog-nostalgia': { manner: 'realistic', finish: [...film(0.7, 17), { do: 'clouds', colors: ['#ff8a3c'], strength: 0.4 }] },
  'art-brut': { manner: 'general', colors: '#c8261e #1b1b1b #e9b72f #2e5ca8 #efe6d2', finish: [{ do: 'flat', colors: 7 }, { do: 'contour', color: '#14100e', weight: 0.005, sense: 1.6 }, { do: 'grain', strength: 22 }] },
  'art-deco': { manner: 'design', page: true, colors: '#0e1f2b #c9a14a #f3ead2 #1f5a55 #7a2d2a', finish: [{ do: 'flat', colors: 6 }, { do: 'contour', color: '#d9b45c', weight: 0.0026 }] },
  'art-poster': { manner: 'design', page: true, colors: '#e4572e #17324d #f2c14e #f4ead5 #3f8f8a', finish: paper(7) },
  aura: { manner: 'general', finish: [{ do: 'smear', long: 0.03, angle: 1.2, sharp: 0.4 }, { do: 'clouds', colors: ['#ff9ad5', '#8ad7ff', '#fff0a8', '#b28cff'], strength: 0.75 }, { do: 'grain', strength: 10 }] },
  'avant-garde': { manner: 'design', colors: '#111111 #e8e2d4 #d3291f', finish: [{ do: 'pieces', count: 6, shift: 0.09, paper: '#efe9dc' }, { do: 'flat', colors: 5 }] },
  bauhaus: { manner: 'design', colors: '#d62f24 #1d4e9e #f2b91d #16161a #f1e9d8', finish: [{ do: 'flat', colors: 6 }, { do: 'contour', color: '#16161a', weight: 0.002 }] },
  blueprint: { manner: 'design', finish: [{ do: 'drawing', paper: '#123f86', ink: '#eaf3ff', weight: 0.0015, sense: 1.6 }, { do: 'squares', color: '#9cc1f2', strength: 0.34 }, { do: 'grain', strength: 5 }] },
  'blurry-motion': { manner: 'realistic', finish: [{ do: 'smear', long: 0.12, angle: 0.12, sharp: 0.16 }, { do: 'grain', strength: 8 }] },
  'bright-art': { manner: 'general', finish: [{ do: 'tone', contrast: 1.08, color: 1.75, lift: 0.05 }, { do: 'flat', colors: 16 }] },
  'c4d-cartoon': { manner: 'render-3d', finish: [{ do: 'tone', contrast: 1.04, color: 1.4, lift: 0.04 }] },
  'childrens-book': { manner: 'general', colors: '#f6d77a #8cc2a5 #ef8b6d #6aa0cf #fbf3df', finish: [{ do: 'wash', strength: 0.55 }, { do: 'contour', color: '#5a4436', weight: 0.0018 }, { do: 'grain', strength: 9 }] },
  collage: { manner: 'design', finish: [{ do: 'pieces', count: 9, shift: 0.05, paper: '#f6efe0' }, { do: 'grain', strength: 8 }] },
  'coloring-book-i': { manner: 'general', finish: [{ do: 'drawing', paper: '#ffffff', ink: '#141414', weight: 0.0016, sense: 1.7 }] },
  'coloring-book-ii': { manner: 'anime', finish: [{ do: 'drawing', paper: '#ffffff', ink: '#141414', weight: 0.003, sense: 1.5 }] },
  cubism: { manner: 'general', colors: '#8a6f4e #c9b38a #46525a #7d3f2f #e6dcc4', finish: [{ do: 'facets', size: 0.055, light: 0.7, share: 0.62 }, { do: 'contour', color: '#2c241c', weight: 0.0014, sense: 0.6 }] },
  'dark-aura': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.1, color: 0.9, lift: -0.22 }, { do: 'clouds', colors: ['#6a1fb0', '#12307a', '#a0174e'], strength: 0.6 }, { do: 'shade', color: '#05030a', strength: 0.85 }] },
  doodle: { manner: 'general', finish: [{ do: 'drawing', paper: '#fdfbf4', ink: '#23305c', weight: 0.0022, color: 0.18, sense: 1.5 }] },
  'double-exposure': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.1, color: 0.6, lift: -0.04 }, { do: 'doubled', strength: 0.8 }, { do: 'grain', strength: 8 }] },
  'dramatic-cinema': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.32, color: 0.82, lift: -0.1 }, { do: 'inks', colors: ['#04131c', '#2d5a68', '#e0a96a', '#fff0d8'], share: 0.42 }, { do: 'shade', color: '#020507', strength: 0.8 }, { do: 'grain', strength: 8 }] },
  editorial: { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.08, color: 0.62, lift: 0.05 }, { do: 'grain', strength: 5 }] },
  'emotional-minimal': { manner: 'general', colors: '#e9e1d5 #b8c4c6 #8c9aa0 #d9b8a6 #f4efe8', finish: [{ do: 'flat', colors: 5 }, { do: 'clouds', colors: ['#ffffff'], strength: 0.4 }, { do: 'grain', strength: 8 }] },
  'ethereal-party': { manner: 'anime', finish: [{ do: 'tone', contrast: 0.8, color: 1.15, lift: 0.08 }, { do: 'clouds', colors: ['#ffc6f2', '#c6e2ff', '#fff3c6'], strength: 0.7 }, { do: 'smear', long: 0.015, angle: 1.57, sharp: 0.5 }] },
  'expired-film': { manner: 'realistic', finish: [{ do: 'tone', contrast: 0.78, color: 0.7, warmth: -0.4, lift: 0.08 }, { do: 'clouds', colors: ['#ff5a1f', '#e01f5a'], strength: 0.62 }, { do: 'misprint', shift: 0.002 }, { do: 'grain', strength: 24 }] },
  'flat-art': { manner: 'design', finish: [{ do: 'flat', colors: 8 }] },
  'flat-vector': { manner: 'general', finish: [{ do: 'tone', contrast: 1.05, color: 1.25 }, { do: 'flat', colors: 10 }] },
  'forest-reverie': { manner: 'realistic', colors: '#1e3b2c #4f7a4a #a9bf7d #e9e3b8 #6b4f36', finish: [{ do: 'clouds', colors: ['#e8f2b0', '#6fae7d'], strength: 0.45 }, { do: 'shade', color: '#0c1c14', strength: 0.6 }] },
  'geo-minimalist': { manner: 'design', colors: '#e8ddcb #d9765a #33505c #f2c57c', finish: [{ do: 'flat', colors: 6 }, { do: 'facets', size: 0.1, light: 0.3, share: 0.4 }] },
  'glass-prism': { manner: 'render-3d', finish: [{ do: 'facets', size: 0.05, light: 0.9, share: 0.5 }, { do: 'misprint', shift: 0.006 }, { do: 'clouds', colors: ['#9fe8ff', '#ff9fe5', '#fff6b0'], strength: 0.35 }] },
  'golden-hour': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.02, color: 1.1, warmth: 1, lift: 0.02 }, { do: 'clouds', colors: ['#ffb347', '#ffd27a'], strength: 0.6 }] },
  'graffiti-i': { manner: 'anime', colors: '#ff2d78 #18c1f0 #ffe11a #14121c #7d2bff', finish: [{ do: 'contour', color: '#0d0b12', weight: 0.004 }, { do: 'spray', colors: ['#ffe11a', '#18c1f0', '#ff2d78'] }] },
  'graffiti-ii': { manner: 'design', colors: '#3f4247 #b9bcbf #f05a28 #1a1b1e #f3f1ec', finish: [{ do: 'contour', color: '#0d0b12', weight: 0.005 }, { do: 'spray', colors: ['#f05a28', '#ffffff', '#16171a'] }, { do: 'grain', strength: 16 }] },
  'halftone-print': { manner: 'general', finish: [{ do: 'tone', contrast: 1.1, color: 1.25 }, { do: 'dots', size: 0.008, plates: 'color' }] },
  'high-contrast': { manner: 'realistic', finish: [{ do: 'tone', contrast: 2.1, color: 0.9 }] },
  'hippie-era': { manner: 'anime', colors: '#f28c1e #d6336c #7b2d8e #f7d038 #2a9d8f', finish: [{ do: 'smear', long: 0.03, angle: 0.8, sharp: 0.5 }, { do: 'flat', colors: 9 }, { do: 'contour', color: '#4a1748', weight: 0.003 }] },
  iconic: { manner: 'design', finish: [{ do: 'tone', contrast: 1.35, color: 1.2 }, { do: 'flat', colors: 5 }] },
  'japandi-fusion': { manner: 'general', colors: '#e6dccb #b9a58a #7d7566 #4d5248 #f5f0e6', finish: [{ do: 'wash', strength: 0.3 }, { do: 'grain', strength: 6 }] },
  jazzy: { manner: 'design', colors: '#1a2238 #d1495b #edae49 #00798c #f3e9d2', finish: [{ do: 'pieces', count: 5, shift: 0.07, paper: '#f3e9d2' }, { do: 'flat', colors: 7 }, { do: 'grain', strength: 10 }] },
  'long-exposure': { manner: 'realistic', finish: [{ do: 'smear', long: 0.3, angle: 0, sharp: 0.34 }, { do: 'tone', contrast: 1.1, color: 1.1, warmth: -0.2 }] },
  'magazine-editorial': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.18, color: 0.85, lift: 0.03 }, { do: 'dots', size: 0.0042, plates: 'color' }] },
  'minimal-illustration': { manner: 'general', colors: '#f6f1e7 #e2c9ae #7f9a96 #34424a', finish: [{ do: 'flat', colors: 5 }] },
  'mixed-media': { manner: 'general', finish: [{ do: 'pieces', count: 5, shift: 0.04, paper: '#efe6d4' }, { do: 'contour', color: '#241c18', weight: 0.0018 }, { do: 'grain', strength: 16 }] },
  monochrome: { manner: 'realistic', finish: [{ do: 'inks', colors: ['#0b0b0c', '#77777a', '#f7f6f3'] }, { do: 'grain', strength: 7 }] },
  nightlife: { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.15, color: 1.25, warmth: -0.5, lift: -0.24 }, { do: 'clouds', colors: neon, strength: 0.55 }, { do: 'shade', color: '#04020c', strength: 0.6 }] },
  'oil-painting': { manner: 'fiction', finish: [{ do: 'tone', contrast: 1.1, color: 1.18, warmth: 0.2 }] },
  'old-cartoons': { manner: 'anime', finish: [{ do: 'inks', colors: ['#14110e', '#8a8378', '#efe8d6'] }, { do: 'contour', color: '#14110e', weight: 0.003 }, { do: 'shade', color: '#0c0906', strength: 0.75 }, { do: 'grain', strength: 20 }] },
  'paint-gesture': { manner: 'general', finish: [{ do: 'smear', long: 0.035, angle: 0.6, sharp: 0.3 }, { do: 'spray', colors: ['#f4ead8', '#c8452e', '#24364f'] }] },
  'pop-art': { manner: 'anime', colors: '#ed1c24 #ffde17 #00a4e4 #ffffff #14121c', finish: [{ do: 'flat', colors: 7 }, { do: 'contour', color: '#0d0b12', weight: 0.0032 }, { do: 'dots', size: 0.011, plates: 'color' }] },
  'retro-etching': { manner: 'general', finish: [{ do: 'inks', colors: ['#2a2018', '#b7a488', '#f1e7d2'] }, { do: 'engrave' }] },
  'riviera-pop': { manner: 'design', colors: '#1fa3c9 #ff7f6a #ffe3a3 #f7f4ea #15597a', finish: [{ do: 'tone', contrast: 1, color: 1.15, lift: 0.03 }, { do: 'flat', colors: 9 }] },
  'spotlight-80s': { manner: 'realistic', finish: [{ do: 'tone', contrast: 1.25, color: 1.2 }, { do: 'clouds', colors: ['#ff3fa4', '#3f7bff'], strength: 0.4 }, { do: 'shade', color: '#07040e', strength: 0.97, reach: 0.52, middle: [0.5, 0.46] }, { do: 'grain', strength: 10 }] },
  'stylized-red': { manner: 'design', finish: [{ do: 'inks', colors: ['#1a0506', '#c3161c', '#ffe9df'] }, { do: 'flat', colors: 6 }] },
  'surreal-collage': { manner: 'realistic', finish: [{ do: 'pieces', count: 7, shift: 0.16, paper: '#f2e6cf' }, { do: 'tone', contrast: 1.05, color: 0.8, warmth: 0.4 }, { do: 'grain', strength: 12 }] },
  'travel-poster': { manner: 'design', page: true, colors: '#f2a65a #2f6690 #f7e7c3 #16425b #c8553d', finish: paper(9) },
  'vintage-geo': { manner: 'design', colors: '#c46b3c #e3b562 #4f6d5c #efe0c2 #3b2f2a', finish: [...paper(7), { do: 'facets', size: 0.08, light: 0.4, share: 0.4 }] },
  'vintage-poster': { manner: 'design', page: true, colors: '#a83f2e #d9a750 #355c5a #f0e2c4 #2a2320', finish: [...paper(8), { do: 'shade', color: '#6b4a2a', strength: 0.35 }, { do: 'grain', strength: 14 }] },
  watercolor: { manner: 'general', finish: [{ do: 'smear', long: 0.006, angle: 0.9, sharp: 0.4 }, { do: 'wash', strength: 1 }, { do: 'grain', strength: 5 }] },
  weird: { manner: 'anime', finish: [{ do: 'inks', colors: ['#2b0a3d', '#00b894', '#ff5fd2', '#fff36b'], share: 0.62 }, { do: 'doubled', strength: 0.45 }, { do: 'misprint', shift: 0.008 }] },
  'woodblock-print': { manner: 'general', colors: '#20354f #d8c7a0 #b5472f #6f8f8b #f0e6cc', finish: [{ do: 'flat', colors: 6 }, { do: 'contour', color: '#1c2430', weight: 0.0026 }, { do: 'engrave' }] },
};

const byName = new Map<string, Look>(Object.entries(looks));

/** What a named look asks; null for a name that is none. */
export function lookOf(preset: string | undefined): Look | null {
  return preset === undefined ? null : (byName.get(preset) ?? null);
}

/** The style of a brief under a look: the look's own where it is left open or plain. */
export function styleUnder(look: Look | null, style: PaintStyle): PaintStyle {
  return look && (style === 'auto' || style === 'general') ? look.manner : style;
}

/** The colours of a look as a palette; the later ones count less. */
export function paletteOf(look: Look | null): { color: string; weight: number }[] {
  return (look?.colors?.split(' ') ?? []).map((color, index) => ({ color, weight: 1 / (index + 2) }));
}

/** Gives a picture the surface of a look, in place. */
export function dress(raster: Raster, look: Look | null, random: Random, variation: number): void {
  for (const finish of look?.finish ?? []) finishWith(raster, finish, random, variation);
}

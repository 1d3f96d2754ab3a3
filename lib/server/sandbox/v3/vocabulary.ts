import 'server-only';
import { stylePresets as names, type StylePreset } from '@/lib/schema/style-presets';

/** The words of Ideogram 3.0's wire, complete (shared/upstream/ideogram.md 4). The sizes are in ../vocabulary. */

/** 4.2. */
export const aspectRatios = [
  '1x3', '3x1', '1x2', '2x1', '9x16', '16x9', '10x16', '16x10', '2x3', '3x2', '3x4', '4x3', '4x5', '5x4', '1x1',
] as const;

/** 4.6. `BALANCED`, the older name of DEFAULT, is in the full specification only, and is taken. */
export const speeds = ['FLASH', 'TURBO', 'DEFAULT', 'QUALITY', 'BALANCED'] as const;
export type Speed = (typeof speeds)[number];
export const transparentSpeeds = ['TURBO', 'DEFAULT', 'QUALITY', 'BALANCED'] as const;

/** 4.4. The last two are in the full specification only, and are taken. */
export const styleTypes = ['AUTO', 'GENERAL', 'REALISTIC', 'DESIGN', 'FICTION', 'CUSTOM', 'STYLIZED'] as const;
export type StyleType = (typeof styleTypes)[number];

/** 4.5, by wire name. */
const presets = new Map(names.map((name) => [name.toUpperCase().replaceAll('-', '_'), name]));
export const stylePresets = [...presets.keys()];
export const presetOf = (word: string): StylePreset | undefined => presets.get(word);

/** 4.9. */
export const upscaleFactors = ['X1', 'X2', 'X4'] as const;
export type UpscaleFactor = (typeof upscaleFactors)[number];

import 'server-only';

/** The words of Ideogram 4.x, complete; v2 spells them in lower case (shared/upstream/ideogram.md 4). */

/** 4.3: the 2K tier, then the 1K tier. */
export const resolutions4 = `
  2048x2048 1440x2880 2880x1440 1664x2496 2496x1664 1792x2240 2240x1792 1440x2560 2560x1440 1600x2560 2560x1600
  1728x2304 2304x1728 1296x3168 3168x1296 1152x2944 2944x1152 1248x3328 3328x1248 1280x3072 3072x1280 1024x3072
  3072x1024 1024x1024 896x1120 1120x896 864x1152 1152x864 832x1248 1248x832 800x1280 1280x800 720x1280 1280x720
  720x1440 1440x720 512x1536 1536x512`
  .trim()
  .split(/\s+/);

/** 4.2. */
export const ratios4 = [
  'AUTO', '1x4', '1x3', '1x2', '9x16', '10x16', '2x3', '3x4', '4x5', '1x1', '5x4', '4x3', '3x2', '16x10', '16x9',
  '2x1', '3x1', '4x1',
] as const;
export type Ratio4 = (typeof ratios4)[number];

/** 4.6: FLASH is announced and refused. */
export const speeds4 = ['TURBO', 'DEFAULT', 'QUALITY'] as const;
export type Speed4 = (typeof speeds4)[number];

/** 4.6: `very_low` is for edits only. */
export const qualities = ['low', 'medium', 'high'] as const;

/** 4.3: pixel budgets of the square of that name. */
export const outputResolutions = ['1K', '2K', '4K', '8K'] as const;
export type OutputResolution = (typeof outputResolutions)[number];

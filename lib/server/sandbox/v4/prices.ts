import 'server-only';
import type { qualities, Speed4 } from './vocabulary';

/** Micro-dollars of one picture of 4.0, or by its quality of 4.5 (shared/upstream/ideogram.md 14). */
const bySpeed: Record<Speed4, number> = { TURBO: 30_000, DEFAULT: 60_000, QUALITY: 100_000 };
const byQuality: Record<(typeof qualities)[number], number> = { low: 30_000, medium: 60_000, high: 100_000 };

export const speedPrice = (speed: Speed4): number => bySpeed[speed];
export const qualityPrice = (quality: (typeof qualities)[number]): number => byQuality[quality];

/** Of one picture without a background; only the default speed has a published price. */
export const transparentPrice = 60_000;
export const removeBackgroundPrice = 10_000;
export const describePrice = 10_000;
/** None is published. */
export const magicPromptPrice = 0;

import 'server-only';
import type { Speed, UpscaleFactor } from './vocabulary';

/**
 * Micro-dollars for each picture (shared/upstream/ideogram.md 14). With a character FLASH has no price of its own there;
 * it is taken to cost what TURBO does, as it does without one.
 */
const plain: Record<Speed, number> = {
  FLASH: 30_000,
  TURBO: 30_000,
  DEFAULT: 60_000,
  BALANCED: 60_000,
  QUALITY: 90_000,
};
const withCharacter: Record<Speed, number> = {
  FLASH: 100_000,
  TURBO: 100_000,
  DEFAULT: 150_000,
  BALANCED: 150_000,
  QUALITY: 200_000,
};
const transparent: Record<UpscaleFactor, Record<Exclude<Speed, 'FLASH'>, number>> = {
  X1: { TURBO: 40_000, DEFAULT: 70_000, BALANCED: 70_000, QUALITY: 100_000 },
  X2: { TURBO: 160_000, DEFAULT: 190_000, BALANCED: 190_000, QUALITY: 220_000 },
  X4: { TURBO: 200_000, DEFAULT: 230_000, BALANCED: 230_000, QUALITY: 260_000 },
};

/** What one picture is charged. */
export const priceOf = (speed: Speed, character: boolean): number => (character ? withCharacter : plain)[speed];

/** What one picture without a background is charged. */
export const transparentPrice = (speed: Exclude<Speed, 'FLASH'>, factor: UpscaleFactor): number =>
  transparent[factor][speed];

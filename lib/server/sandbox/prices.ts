import 'server-only';
import type { WireOperation } from './wire';
import type { ModelName } from './vocabulary';

/**
 * Micro-dollars for each picture (shared/upstream/ideogram.md 14). `V_3` is 3.0 at default speed, `AUTO`
 * counts as 2.0.
 */
const perPicture: Record<ModelName, number> = {
  V_1: 60_000,
  V_1_TURBO: 20_000,
  V_2: 80_000,
  V_2_TURBO: 50_000,
  V_2A: 40_000,
  V_2A_TURBO: 25_000,
  V_3: 60_000,
  AUTO: 80_000,
};

/** Micro-dollars for each input, whatever the number of pictures that come out. */
const perInput: Partial<Record<WireOperation, number>> = { upscale: 60_000, describe: 10_000 };

/** What a request is charged, in micro-dollars. */
export function priceOf(operation: WireOperation, model: ModelName | null, images: number): number {
  return perInput[operation] ?? perPicture[model ?? 'V_2'] * images;
}

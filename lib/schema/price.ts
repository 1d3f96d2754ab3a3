import type { Price } from './model';
import type { RenderingSpeed } from './operation';

/**
 * Micro-dollars of one picture, or of one source where the price is per input, by the speed asked for and whether a
 * character is referred to. A speed without a figure of its own costs the common one.
 */
export function priceEach(
  { usdMicros, speeds, character }: Price,
  asked: { renderingSpeed?: RenderingSpeed | null; characterImage?: unknown },
): number {
  const speed = asked.renderingSpeed ?? 'default';
  const withCharacter = asked.characterImage ? (character?.[speed] ?? character?.default) : undefined;
  return withCharacter ?? speeds?.[speed] ?? usdMicros;
}

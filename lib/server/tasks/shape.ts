import 'server-only';
import type { Capability } from '@/lib/schema/model';
import type { Operation } from '@/lib/schema/operation';

export type Shape = { width: number; height: number };

/** A ratio without a listed size is drawn with about this many pixels. */
const usualPixels = 1024 * 1024;

/** The pixels a ratio such as `16:9` is made in, by the card or else by about a megapixel. */
function sizeOfRatio(ratio: string, card: Pick<Capability, 'sizes'>): Shape {
  const listed = card.sizes[ratio];
  if (listed) return { width: listed[0], height: listed[1] };
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const side = Math.sqrt(usualPixels / (across * down));
  return { width: Math.round(across * side), height: Math.round(down * side) };
}

/** The shape that a task's tiles take before there is any picture. `source` is the picture it works on, where it does. */
export function shapeOf(input: Operation, card: Capability, source: Shape | null): Shape {
  if (input.operation === 'upscale' || input.operation === 'describe') {
    const factor = input.operation === 'upscale' ? (card.factor ?? 1) : 1;
    return { width: (source?.width ?? 1) * factor, height: (source?.height ?? 1) * factor };
  }
  if (input.resolution) {
    const [width = 1, height = 1] = input.resolution.split('x').map(Number);
    return { width, height };
  }
  return sizeOfRatio(input.aspectRatio ?? '1:1', card);
}

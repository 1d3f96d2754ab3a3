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

/** Whether a model that is given no shape makes a square, whatever the shape of its source. */
const takesShape = ({ operation }: Operation, { keepsShape }: Capability): boolean =>
  !keepsShape && (operation === 'remix' || operation === 'reframe');

/** The shape that a task's tiles take before there is any picture. `source` is the picture it works on, where it does. */
export function shapeOf(input: Operation, card: Capability, source: Shape | null): Shape {
  if ('resolution' in input && input.resolution !== undefined) {
    const [width = 1, height = 1] = input.resolution.split('x').map(Number);
    return { width, height };
  }
  if ('aspectRatio' in input && input.aspectRatio !== undefined) return sizeOfRatio(input.aspectRatio, card);
  if (source === null || takesShape(input, card)) return sizeOfRatio('1:1', card);
  const factor = card.factor ?? 1;
  return { width: source.width * factor, height: source.height * factor };
}

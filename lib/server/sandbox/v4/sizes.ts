import 'server-only';
import type { Size } from '@/lib/server/sandbox/sizes';
import { resolutions4, type OutputResolution, type Ratio4 } from './vocabulary';

const sides = (resolution: string): Size => {
  const [width = 1024, height = 1024] = resolution.split('x').map(Number);
  return { width, height };
};

/** The size a request asks for; the service names no default, so the square of the 1K tier. */
export const sizeOf = (resolution: string | undefined): Size => sides(resolution ?? '1024x1024');

const apart = (one: Size, other: Size): number =>
  Math.abs(Math.log((one.width / one.height) * (other.height / other.width)));

/** The listed size of the 1K tier whose shape is nearest to a source's: what remix makes unless told otherwise. */
export function likeSource(source: Size): Size {
  return resolutions4
    .map(sides)
    .filter(({ width, height }) => width * height < 1_500_000)
    .reduce((best, size) => (apart(size, source) < apart(best, source) ? size : best));
}

/** Whether two shapes are the same but for the grid that sizes lie on. */
export const alike = (one: Size, other: Size): boolean => apart(one, other) < 0.03;

const edges: Record<OutputResolution, number> = { '1K': 1024, '2K': 2048, '4K': 4096, '8K': 8192 };
const grid = 16;

/** A ratio within the pixel budget of an output resolution (4.3): 16x9 in 1K is 1360x768. */
export function budgeted(ratio: Exclude<Ratio4, 'AUTO'>, output: OutputResolution): Size {
  const [across = 1, down = 1] = ratio.split('x').map(Number);
  const side = edges[output] / Math.sqrt(across * down);
  const onGrid = (length: number) => Math.round((length * side) / grid) * grid;
  return { width: onGrid(across), height: onGrid(down) };
}

const wide = /\b(?:landscape|panorama|panoramic|wide|horizon|skyline|banner|coast)\b|横幅|全景|天际线/iu;
const tall = /\b(?:portrait|poster|tall|vertical|book cover|tower|label)\b|竖幅|海报|肖像|封面/iu;

/** The ratio that AUTO stands for: the shape that the words speak of, else a square. */
export function ratioFor(ratio: Ratio4, words: string): Exclude<Ratio4, 'AUTO'> {
  if (ratio !== 'AUTO') return ratio;
  if (wide.test(words)) return '16x9';
  return tall.test(words) ? '4x5' : '1x1';
}

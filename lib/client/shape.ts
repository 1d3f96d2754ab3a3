/** Width over height of "16:9" or "1344x768". */
export function ratioOf(shape: string): number {
  const [width = 1, height = 1] = shape.split(/[:x]/).map(Number);
  return width / height;
}

/** Of the shapes offered, the one nearest to a ratio (width over height), by proportion; null when none is offered. */
export function nearestShape(ratio: number, offered: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Infinity;
  for (const shape of offered) {
    const distance = Math.abs(Math.log(ratioOf(shape) / ratio));
    if (distance < least) [nearest, least] = [shape, distance];
  }
  return nearest;
}

/** Tall to wide. */
export const byRatio = (shapes: readonly string[]): string[] =>
  shapes.toSorted((a, b) => ratioOf(a) - ratioOf(b));

/** Width and height in pixels of a figure of that ratio with the given area, no side over `longest`. */
export function figure(ratio: number, area: number, longest = Infinity): { width: number; height: number } {
  const width = Math.sqrt(area * ratio);
  const height = width / ratio;
  const scale = Math.min(1, longest / width, longest / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The middle part of a picture that a crop to `ratio` keeps, in parts of one (left, top, width, height). */
export function keptBy(ratio: number, picture: { width: number; height: number }) {
  const own = picture.width / picture.height;
  const width = own > ratio ? ratio / own : 1;
  const height = own > ratio ? 1 : own / ratio;
  return { left: (1 - width) / 2, top: (1 - height) / 2, width, height };
}

/** A crop nobody would see is not worth a word. */
export const cuts = (ratio: number, picture: { width: number; height: number }): boolean => {
  const kept = keptBy(ratio, picture);
  return kept.width < 0.985 || kept.height < 0.985;
};

/** A colour of a picture and its share of it, as a part of one. */
export type PictureColor = { color: string; share: number };

const side = 64;
const rounds = 8;

type Point = readonly [number, number, number];

const distance = (a: Point, b: Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
const hex = (point: Point): string =>
  `#${point.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** The colours that a picture is made of, the largest first; `src` must be of the same origin. */
export async function colorsOf(src: string, count = 5): Promise<PictureColor[]> {
  const picture = new Image();
  picture.src = src;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return [];
  pen.drawImage(picture, 0, 0, side, side);
  return mainColors(pen.getImageData(0, 0, side, side).data, count);
}

/** k-means over RGBA bytes, started from the colours that lie furthest apart, so that the same picture gives the same. */
export function mainColors(bytes: ArrayLike<number>, count: number): PictureColor[] {
  const points: Point[] = [];
  for (let at = 0; at + 3 < bytes.length; at += 4)
    points.push([bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]);
  let centres = spread(points, count);
  let groups: Point[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    groups = centres.map(() => []);
    for (const point of points) groups[nearest(point, centres)]?.push(point);
    centres = centres.map((centre, index) => middle(groups[index] ?? []) ?? centre);
  }
  return centres
    .map((centre, index) => ({ color: hex(centre), share: (groups[index]?.length ?? 0) / points.length }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share);
}

function spread(points: readonly Point[], count: number): Point[] {
  const start = middle(points);
  if (!start) return [];
  const chosen: Point[] = [];
  while (chosen.length < count) {
    const from = chosen.length === 0 ? [start] : chosen;
    let furthest = points[0];
    let most = -1;
    for (const point of points) {
      const least = Math.min(...from.map((centre) => distance(point, centre)));
      if (least > most) [furthest, most] = [point, least];
    }
    if (!furthest || (most === 0 && chosen.length > 0)) break;
    chosen.push(furthest);
  }
  return chosen;
}

function nearest(point: Point, centres: readonly Point[]): number {
  let found = 0;
  let least = Infinity;
  centres.forEach((centre, index) => {
    const away = distance(point, centre);
    if (away < least) [found, least] = [index, away];
  });
  return found;
}

function middle(points: readonly Point[]): Point | null {
  if (points.length === 0) return null;
  const sum = [0, 0, 0];
  for (const point of points) point.forEach((part, index) => (sum[index] = (sum[index] ?? 0) + part));
  return [(sum[0] ?? 0) / points.length, (sum[1] ?? 0) / points.length, (sum[2] ?? 0) / points.length];
}

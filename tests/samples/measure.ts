import sharp from 'sharp';

/** Three bytes a pixel, brought to 128 × 128 so that grain and size do not count. */
export async function pixelsOf(picture: Buffer): Promise<Buffer> {
  return sharp(picture).resize(128, 128, { fit: 'fill' }).removeAlpha().raw().toBuffer();
}

/** Mean difference per channel, 0–255. */
export function differenceOf(one: Buffer, two: Buffer): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (two[at] ?? 0));
  return sum / one.length;
}

/** What share of a picture is nearest to each of the colours (#RRGGBB). */
export async function nearestShare(picture: Buffer, colors: readonly string[]): Promise<number[]> {
  const pixels = await pixelsOf(picture);
  const centers = colors.map((color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)));
  const counts = colors.map(() => 0);
  for (let at = 0; at < pixels.length; at += 3) {
    const far = centers.map((center) =>
      center.reduce((sum, value, channel) => sum + (value - (pixels[at + channel] ?? 0)) ** 2, 0),
    );
    const best = far.indexOf(Math.min(...far));
    counts[best] = (counts[best] ?? 0) + 1;
  }
  return counts.map((count) => (count * 3) / pixels.length);
}

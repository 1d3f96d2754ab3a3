import { createHash } from 'node:crypto';
import sharp from 'sharp';

export type Sample = { type: string; bytes: Buffer };

/** A picture with so much in it that its file has some kilobytes, and every part of it counts. */
export function motley(seed: number): Buffer {
  const pixels = Buffer.alloc(160 * 120 * 3);
  let state = seed + 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (state * 1103515245 + 12345) % 2147483648;
    pixels[at] = state >> 16;
  }
  return pixels;
}

/** One of each type that the studio keeps; another one for every seed. */
export async function samples(seed: number): Promise<[Sample, Sample, Sample]> {
  const picture = sharp(motley(seed), { raw: { width: 160, height: 120, channels: 3 } });
  return [
    { type: 'image/png', bytes: await picture.clone().png().toBuffer() },
    { type: 'image/jpeg', bytes: await picture.clone().jpeg().toBuffer() },
    { type: 'image/webp', bytes: await picture.clone().webp().toBuffer() },
  ];
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

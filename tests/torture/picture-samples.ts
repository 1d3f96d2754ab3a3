import sharp, { type Sharp } from 'sharp';

export type Sample = { type: string; bytes: Buffer };

/** Pixels with so much in them that the file has about as many bytes, and every part of it counts. */
function motley(seed: number, width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed + 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (state * 1103515245 + 12345) % 2147483648;
    pixels[at] = state >> 16;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A PNG as large as an upscaled picture's: 2048 × 2048, twelve megabytes. */
export const upscaled = (): Promise<Buffer> =>
  sharp({ create: { width: 2048, height: 2048, channels: 3, background: '#336699' } }).png({ compressionLevel: 0 }).toBuffer();

/** One of each type that the studio keeps; another one for every seed. */
export async function samples(seed: number): Promise<[Sample, Sample, Sample]> {
  const picture = motley(seed, 160, 120);
  return [
    { type: 'image/png', bytes: await picture.clone().png().toBuffer() },
    { type: 'image/jpeg', bytes: await picture.clone().jpeg().toBuffer() },
    { type: 'image/webp', bytes: await picture.clone().webp().toBuffer() },
  ];
}

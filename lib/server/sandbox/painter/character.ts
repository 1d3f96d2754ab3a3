import 'server-only';
import sharp from 'sharp';
import { clustersOf } from './clusters';
import { figureOf } from './cutout';
import type { PaletteMember } from './brief';
import { hashText, randomFrom } from './random';
import type { Raster } from './raster';

/** A figure cut out of its picture and cropped to itself, or only its colours where it cannot be told apart. */
export type Character = {
  figure: Raster | null;
  /** Its picture cuts it off at the foot. */
  cut: boolean;
  palette: PaletteMember[];
};

/** Finds the figure in a picture. */
export async function readCharacter(bytes: Uint8Array): Promise<Character> {
  const whole = await figureOf(bytes);
  const { data, width, height } = whole;
  const palette = clustersOf(data, 4, 6).map(({ hex, share }) => ({ color: hex, weight: share }));
  let [left, top, right, bottom, held] = [width, height, -1, -1, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < 128) continue;
      held += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  const share = held / (width * height);
  if (!whole.sure || share < 0.02 || share > 0.85) return { figure: null, cut: false, palette };
  const [wide, tall] = [right - left + 1, bottom - top + 1];
  const part = await sharp(data, { raw: { width, height, channels: 4 } })
    .extract({ left, top, width: wide, height: tall })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const figure = { data: new Uint8ClampedArray(part.data), width: wide, height: tall };
  return { figure, cut: bottom >= height - 3, palette };
}

/** The figure where it will stand: on a clear sheet of the scene's size, its place and way round by the seed. */
export async function placed(figure: Raster, cut: boolean, scene: Raster, seed: number): Promise<Raster> {
  const { width, height } = scene;
  const random = randomFrom(hashText(`character ${seed}`));
  const room = (cut ? 0.78 : 0.66) * height * (0.9 + 0.2 * random());
  const scale = Math.min(room / figure.height, (width * 0.72) / figure.width);
  const wide = Math.max(1, Math.round(figure.width * scale));
  const tall = Math.max(1, Math.round(figure.height * scale));
  const raw = { width: figure.width, height: figure.height, channels: 4 } as const;
  const { data } = await sharp(figure.data, { raw })
    .resize(wide, tall, { fit: 'fill', kernel: 'lanczos3' })
    .flop(random() < 0.5)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = Math.round((width - wide) * (0.5 + (random() - 0.5) * 0.5));
  const top = cut ? height - tall : Math.round(height * 0.95 - tall);
  const sheet = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < tall; row += 1) {
    const line = data.subarray(row * wide * 4, (row + 1) * wide * 4);
    if (top + row >= 0 && top + row < height) sheet.set(line, ((top + row) * width + left) * 4);
  }
  return { data: sheet, width, height };
}

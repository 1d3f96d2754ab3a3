import 'server-only';
import sharp from 'sharp';
import { colorMentions } from './color-words';
import { toRgb } from './color';
import { hashText } from './random';

/**
 * Twice the size on each side (Lanczos). `detail` 1–100 sharpens and adds grain, `resemblance` 1–100 holds back
 * everything that was added; a colour named in the prompt tints the added part. Answers a PNG and its size in pixels.
 */
export async function upscale(
  source: Buffer,
  options: { resemblance: number; detail: number; prompt?: string; seed: number },
): Promise<{ png: Buffer; width: number; height: number }> {
  const upright = sharp(source).autoOrient().removeAlpha().toColourspace('srgb');
  const { data: small, info: before } = await upright.raw().toBuffer({ resolveWithObject: true });
  const width = before.width * 2;
  const height = before.height * 2;
  const detail = options.detail / 100;
  const freedom = 1 - options.resemblance / 100;
  const large = sharp(small, { raw: { width: before.width, height: before.height, channels: 3 } })
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .sharpen({ sigma: 0.7 + detail * 0.9, m1: 0.3 + detail * 0.8, m2: 0.8 + detail * (1.6 + freedom * 1.6) });
  const { data } = await large.raw().toBuffer({ resolveWithObject: true });
  addTexture(data, detail, freedom, options);
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3, adaptiveFiltering: false })
    .toBuffer();
  return { png, width, height };
}

function addTexture(
  pixels: Buffer,
  detail: number,
  freedom: number,
  options: { prompt?: string; seed: number },
): void {
  const prompt = options.prompt ?? '';
  const named = colorMentions(prompt)[0];
  const [red, green, blue] = named ? toRgb(named.hex) : [128, 128, 128];
  const tint = named ? 0.02 + freedom * 0.1 : 0;
  let state = hashText(`${options.seed} ${prompt}`) | 1;
  const strength = (detail * (2 + freedom * 7)) / 128;
  for (let index = 0; index + 2 < pixels.length; index += 3) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = (((state >>> 24) + ((state >>> 16) & 255)) / 2 - 127.5) * strength;
    pixels[index] = limit((pixels[index] ?? 0) * (1 - tint) + red * tint + noise);
    pixels[index + 1] = limit((pixels[index + 1] ?? 0) * (1 - tint) + green * tint + noise);
    pixels[index + 2] = limit((pixels[index + 2] ?? 0) * (1 - tint) + blue * tint + noise);
  }
}

function limit(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

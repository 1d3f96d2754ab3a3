import 'server-only';
import sharp from 'sharp';
import type { Source } from '@/lib/server/sandbox/body';
import type { Drawn } from '@/lib/server/sandbox/plan';
import { ratioSizes3, type Size } from '@/lib/server/sandbox/sizes';
import { resolutions3 } from '@/lib/server/sandbox/vocabulary';
import type { UpscaleFactor } from './vocabulary';

const sides = (resolution: string): Size => {
  const [width = 1024, height = 1024] = resolution.split('x').map(Number);
  return { width, height };
};

/** The size a request asks for; a square when it names neither (shared/upstream/ideogram.md 4.2). */
export function sizeOf(asked: { resolution?: string; aspect_ratio?: string }): Size {
  if (asked.resolution) return sides(asked.resolution);
  const [width, height] = ratioSizes3[(asked.aspect_ratio ?? '1x1').replace('x', ':')] ?? [1024, 1024];
  return { width, height };
}

/** The listed size whose shape is nearest to that of a source: what an answer names that has its shape. */
export function nearestTo({ width, height }: Size): Size {
  const off = (size: Size) => Math.abs(Math.log((size.width / size.height) * (height / width)));
  return resolutions3.map(sides).reduce((best, size) => (off(size) < off(best) ? size : best));
}

/** A picture of 3.0 has about this many pixels. */
const usualPixels = 1024 * 1024;

/** A source as large as a picture of 3.0 at most; the shape stays. */
export async function keptShape(source: Source): Promise<Source> {
  const scale = Math.sqrt(usualPixels / (source.width * source.height));
  if (scale >= 1) return source;
  const size = { width: Math.round(source.width * scale), height: Math.round(source.height * scale) };
  const bytes = await sharp(source.bytes).autoOrient().resize({ ...size, fit: 'fill' }).png().toBuffer();
  return { bytes, ...size };
}

const times: Record<UpscaleFactor, number> = { X1: 1, X2: 2, X4: 4 };

/** A picture made larger (6.2). */
export async function enlarged(png: Uint8Array, size: Size, factor: UpscaleFactor): Promise<Drawn> {
  const width = size.width * times[factor];
  const height = size.height * times[factor];
  if (factor === 'X1') return { png, width, height };
  return { png: await sharp(png).resize({ width, height, kernel: 'lanczos3' }).png().toBuffer(), width, height };
}

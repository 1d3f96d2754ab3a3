import 'server-only';
import sharp from 'sharp';
import { findFigure, type Mask } from './figure';
import { cleanEdge } from './join-scene';
import { marginOf, sides } from './margin';
import { matte } from './matte';
import { rasterOf, resized, showsThrough, type Raster } from './raster';

const work = 208;

/** The figure of a picture; of one with bare paper round it, the figure of what is painted on the paper. */
async function findInside(small: Raster): Promise<Mask & { sure: boolean }> {
  const { width, height } = small;
  const short = Math.min(width, height);
  const margins = sides.map((side) => marginOf(small, side));
  if (Math.min(...margins) < 1 || Math.max(...margins) > short * 0.05) return findFigure(small);
  const [top = 0, right = 0, bottom = 0, left = 0] = margins.map((margin) => margin + Math.ceil(short * 0.02));
  const [wide, tall] = [width - left - right, height - top - bottom];
  const { data } = await sharp(small.data, { raw: { width, height, channels: 4 } })
    .extract({ left, top, width: wide, height: tall })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = findFigure({ data: new Uint8ClampedArray(data), width: wide, height: tall });
  const values = new Float32Array(width * height);
  for (let row = 0; row < tall; row += 1)
    values.set(found.values.subarray(row * wide, (row + 1) * wide), (row + top) * width + left);
  return { values, width, height, sure: found.sure };
}

/** Takes the ground of a picture away, in place; false where nothing could be told apart and its middle was kept. */
export async function cutOut(full: Raster): Promise<boolean> {
  const scale = Math.min(1, work / Math.max(full.width, full.height));
  const small = await resized(
    full,
    Math.max(4, Math.round(full.width * scale)),
    Math.max(4, Math.round(full.height * scale)),
  );
  const mask = await findInside(small);
  const alpha = matte(mask, small, full);
  for (let place = 0; place < alpha.length; place += 1) full.data[place * 4 + 3] = alpha[place] ?? 0;
  cleanEdge(full);
  return mask.sure;
}

/**
 * A picture with its ground taken away; `sure` is false where nothing could be told apart from the ground and an
 * ellipse in the middle was kept. A picture that already shows through keeps its own cut.
 */
export async function figureOf(source: Uint8Array): Promise<Raster & { sure: boolean }> {
  const full = await rasterOf(source);
  return { ...full, sure: showsThrough(full) || (await cutOut(full)) };
}

import 'server-only';
import { findFigure } from './figure';
import { cleanEdge } from './join-scene';
import { matte } from './matte';
import { rasterOf, resized, showsThrough, type Raster } from './raster';

const work = 208;

/** Takes the ground of a picture away, in place; false where nothing could be told apart and its middle was kept. */
export async function cutOut(full: Raster): Promise<boolean> {
  const scale = Math.min(1, work / Math.max(full.width, full.height));
  const small = await resized(
    full,
    Math.max(4, Math.round(full.width * scale)),
    Math.max(4, Math.round(full.height * scale)),
  );
  const mask = findFigure(small);
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

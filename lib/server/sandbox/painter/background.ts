import 'server-only';
import type { Brief } from './brief';
import { figureOf } from './cutout';
import { encodeClear, encodePixels } from './encode';
import { joinScene } from './join-scene';
import type { Raster } from './raster';
import { paintScene } from './scene';

/** The figure of a picture on nothing: a PNG with alpha, as large as the source. */
export async function removeBackground(source: Uint8Array): Promise<Buffer> {
  return encodeClear(await figureOf(source));
}

/** The figure of a picture in front of a scene painted from the words: a PNG as large as the source. */
export async function replaceBackground(source: Uint8Array, brief: Brief): Promise<Buffer> {
  const figure = await figureOf(source);
  const { width, height } = figure;
  const sheet = await paintScene({ ...brief, width, height }, 'ground');
  const ground: Raster = {
    data: sheet.getContext('2d').getImageData(0, 0, width, height).data,
    width,
    height,
  };
  joinScene(ground, figure);
  return encodePixels(ground.data, width, height);
}

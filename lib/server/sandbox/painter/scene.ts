import 'server-only';
import type { Canvas } from '@napi-rs/canvas';
import type { Brief } from './brief';
import { clustersOf } from './clusters';
import { paintSheet } from './painting';
import type { Layer } from './pen';
import { rasterOf, type Raster } from './raster';

/** The brief with the colours of its references in place of a palette, where none is asked for. */
async function withReferences(brief: Brief): Promise<Brief> {
  const references = brief.references ?? [];
  if (references.length === 0 || (brief.palette && brief.palette.length > 0)) return brief;
  const palette = [];
  for (const reference of references) {
    const { data } = await rasterOf(reference, { width: 160, height: 160, fit: 'inside' });
    for (const { hex, share } of clustersOf(data, 4, 7)) palette.push({ color: hex, weight: share / references.length });
  }
  return { ...brief, palette };
}

/** The picture of a brief, its references in it, on a sheet of exactly its size. */
export async function paintScene(brief: Brief, layer: Layer = 'whole'): Promise<Canvas> {
  return paintSheet(await withReferences(brief), layer);
}

/** What a brief names, on nothing. */
export async function paintFigure(brief: Brief): Promise<Raster> {
  const { width, height } = brief;
  const sheet = await paintScene(brief, 'figure');
  return { data: sheet.getContext('2d').getImageData(0, 0, width, height).data, width, height };
}

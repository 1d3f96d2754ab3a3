import 'server-only';
import type { Canvas, ImageData } from '@napi-rs/canvas';
import type { Brief } from './brief';
import { placed, readCharacter } from './character';
import { joinScene } from './join-scene';
import { lookOf } from './looks/looks';
import { paintSheet } from './painting';
import type { Layer } from './pen';
import type { Raster } from './raster';
import { splitLettering } from './reading';
import { layUpon, readReferences } from './references';

const pixelsOf = (sheet: Canvas): ImageData =>
  sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);

/** The words stand round the picture, and its ground cannot be had without them. */
function worded(brief: Brief): boolean {
  return (
    brief.style === 'design' ||
    lookOf(brief.preset)?.page === true ||
    splitLettering(brief.prompt).lettering.length > 0
  );
}

/**
 * The picture of a brief on a sheet of exactly its size, with what it takes from other pictures: the colours and the
 * surface of its references, and the figure of its character in the place of the scene's own.
 */
export async function paintScene(brief: Brief, layer: Layer = 'whole'): Promise<Canvas> {
  const { palette, surface } = await readReferences(brief);
  const character = brief.character && layer === 'whole' ? await readCharacter(brief.character) : null;
  const asked = brief.palette && brief.palette.length > 0 ? brief.palette : palette;
  const figure = character?.figure ?? null;
  const colors = asked.length === 0 && character && !figure ? character.palette : asked;
  const dressed = colors.length > 0 ? { ...brief, palette: colors } : brief;
  const sheet = paintSheet(dressed, figure && !worded(brief) ? 'ground' : layer);
  if (!surface && !figure) return sheet;
  const image = pixelsOf(sheet);
  if (figure && character) joinScene(image, await placed(figure, character.cut, image, brief.seed));
  if (surface) layUpon(image, surface);
  sheet.getContext('2d').putImageData(image, 0, 0);
  return sheet;
}

/** What a brief names, on nothing. */
export async function paintFigure(brief: Brief): Promise<Raster> {
  const { width, height } = brief;
  return { data: pixelsOf(await paintScene(brief, 'figure')).data, width, height };
}

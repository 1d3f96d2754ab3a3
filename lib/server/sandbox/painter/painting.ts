import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { sceneFor, type TitlePlace } from './catalogue';
import { contrast, mix, toHex } from './color';
import { bareEdge, finishPixels, finishSheet } from './finish';
import { canSet } from './fonts';
import { setLettering } from './lettering';
import { dress, lookOf, paletteOf, styleUnder } from './looks/looks';
import type { Brief } from './brief';
import { Pen, type Layer, type Manner } from './pen';
import { cardOn, clearingOf, composeClear } from './clearing';
import { arrange, composePage } from './poster';
import { printSize, stagePrint } from './print-stage';
import { hashText, randomFrom } from './random';
import { read, splitLettering, type Reading } from './reading';
import { desaturate, paletteAround, recolor } from './recolor';
import { paintWeather } from './weather';

function mannerOf(brief: Brief, reading: Reading): Manner {
  const style = styleUnder(lookOf(brief.preset), brief.style);
  return style === 'auto' ? (reading.medium ?? 'general') : style;
}

function paintPanel(
  width: number,
  height: number,
  brief: Brief,
  reading: Reading,
  manner: Manner,
  titled: boolean,
  layer: Layer,
): { sheet: Canvas; title: TitlePlace | undefined } {
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  const random = randomFrom(hashText(`${brief.seed} ${brief.prompt}`));
  const pen = new Pen({
    context,
    width,
    height,
    manner,
    light: reading.subject.light,
    fog: reading.subject.weather.has('fog'),
    variation: variationOf(brief),
    random,
    layer,
  });
  const scene = sceneFor(reading.scene);
  const turned = !scene.printed && Math.floor(Math.abs(brief.seed) / 4) % 2 === 1;
  context.save();
  if (turned) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  const title = scene.paint(pen, reading.subject, titled) ?? undefined;
  context.restore();
  const clear = layer === 'figure' && !scene.printed ? clearingOf(sheet, pen.parted, random) : null;
  if (!clear) paintWeather(pen, reading.subject);
  finishSheet(pen, sheet, { engraved: reading.engraved, fine: scene.fine ?? false });
  const image = context.getImageData(0, 0, width, height);
  clear?.(image.data);
  const look = lookOf(brief.preset);
  const palette = brief.palette && brief.palette.length > 0 ? brief.palette : paletteOf(look);
  if (palette.length > 0) recolor(image.data, palette, 0.96);
  else if (reading.monochrome) desaturate(image.data);
  else if (reading.colors.length > 0) {
    recolor(
      image.data,
      paletteAround(reading.colors),
      reading.subject.accent ? (reading.colors.length > 1 ? 0.62 : 0.14) : 0.74,
    );
  }
  finishPixels(image.data, width, height, pen, reading.engraved);
  dress({ data: image.data, width, height }, look, random, pen.variation);
  context.putImageData(image, 0, 0);
  if (manner === 'fiction' && !title && !clear) bareEdge(pen);
  return { sheet, title };
}

function variationOf(brief: Brief): number {
  const turn = (hashText(brief.prompt) % 4) + (Math.abs(Math.trunc(brief.seed)) % 4);
  return turn % 4;
}

/** Ink for words that stand on the picture itself: the wished one if it reads there, else paper or black. */
function readableInk(sheet: Canvas, place: TitlePlace): string {
  const { data } = sheet
    .getContext('2d')
    .getImageData(
      Math.round(place.x),
      Math.round(place.y),
      Math.max(1, Math.round(place.width)),
      Math.max(1, Math.round(place.height)),
    );
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let index = 0; index < data.length; index += 4) {
    red += data[index] ?? 0;
    green += data[index + 1] ?? 0;
    blue += data[index + 2] ?? 0;
  }
  const count = Math.max(1, data.length / 4);
  const ground = toHex([red / count, green / count, blue / count]);
  if (contrast(ground, place.ink) >= 4.5) return place.ink;
  const paper = mix(ground, '#fbf3e2', 0.92);
  const black = mix(ground, '#141216', 0.92);
  return contrast(ground, paper) > contrast(ground, black) ? paper : black;
}

/**
 * The picture of a brief, on a sheet of exactly its size: all of it, its figure alone on nothing, or the ground alone,
 * which carries no words.
 */
export function paintSheet(brief: Brief, layer: Layer = 'whole'): Canvas {
  const variation = variationOf(brief);
  const reading = read(brief.prompt, brief.negativePrompt ?? '', variation);
  const manner = mannerOf(brief, reading);
  const scene = sceneFor(reading.scene);
  const wordless = reading.subject.lacks('lettering');
  const quoted = reading.lettering.filter(canSet);
  const headline = reading.headline.toLocaleUpperCase();
  if (layer === 'ground')
    return paintPanel(brief.width, brief.height, brief, reading, manner, false, layer).sheet;
  if (scene.printed) {
    const words = quoted.length > 0 ? quoted : wordless || !canSet(headline) ? [] : [headline];
    const card = layer === 'figure';
    const staged = card || manner === 'realistic' || manner === 'render-3d';
    const size = staged ? printSize(brief.width, brief.height) : brief;
    const titled = words.length > 0;
    const { sheet, title } = paintPanel(size.width, size.height, brief, reading, manner, titled, layer);
    if (title && words.length > 0) {
      setLettering(sheet.getContext('2d'), words, title, readableInk(sheet, title), {
        align: title.align,
        stretch: 1.35,
      });
    }
    if (card) return cardOn(sheet, brief.width, brief.height);
    return staged ? stagePrint(sheet, brief.width, brief.height, manner === 'render-3d') : sheet;
  }
  const clear = layer === 'figure';
  const look = lookOf(brief.preset);
  const page = brief.style === 'design' || look === null || look.page === true;
  const poster = !clear && page && manner === 'design' && !(reading.subject.lacks('frame') && wordless);
  if (quoted.length === 0 && !poster)
    return paintPanel(brief.width, brief.height, brief, reading, manner, false, layer).sheet;
  const words = quoted.length > 0 ? quoted : wordless || !canSet(headline) ? [] : [headline];
  const caption =
    poster && !wordless && canSet(brief.prompt)
      ? splitLettering(brief.prompt).rest.replace(/\s+/gu, ' ').trim()
      : '';
  const lines = Math.max(words.length, Math.min(3, Math.ceil((words[0] ?? '').length / 12)));
  const arrangement = arrange(brief.width, brief.height, variation, lines, caption !== '');
  const { picture } = arrangement;
  const { sheet } = paintPanel(picture.width, picture.height, brief, reading, manner, false, layer);
  if (clear) return composeClear(brief, sheet, arrangement, words);
  return composePage(
    { width: brief.width, height: brief.height, manner, variation },
    sheet,
    arrangement,
    words,
    caption,
  );
}

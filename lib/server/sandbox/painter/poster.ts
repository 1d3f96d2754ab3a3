import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { clustersOf } from './clusters';
import { contrast, darken, lighten, mix, saturate } from './color';
import { setCaption, setLettering, type Box } from './lettering';
import type { Manner } from './pen';

/** The arrangement of a page: where its picture stands and where its words. */
export type Arrangement = {
  picture: Box;
  title: Box;
  /** The picture runs to the edges of the sheet on its side of the title. */
  bleed: boolean;
  align: 'left' | 'center';
  caption: { x: number; y: number; width: number; size: number } | null;
};

const whole = (box: Box): Box => ({
  x: Math.round(box.x),
  y: Math.round(box.y),
  width: Math.round(box.x + box.width) - Math.round(box.x),
  height: Math.round(box.y + box.height) - Math.round(box.y),
});

/** Chooses where picture and words stand, by the shape of the sheet and the turn of the seed. */
export function arrange(
  width: number,
  height: number,
  variation: number,
  lines: number,
  withCaption: boolean,
): Arrangement {
  const short = Math.min(width, height);
  const aspect = width / height;
  const margin = Math.round(short * 0.055);
  const small = Math.max(12, short * 0.024);
  if (aspect > 1.45) {
    const share = aspect > 2.2 ? 0.36 : 0.4;
    const column = width * share;
    const right = variation % 2 === 1;
    const left = right ? width - column : 0;
    return {
      picture: whole(
        right
          ? { x: 0, y: 0, width: width - column, height }
          : { x: column, y: 0, width: width - column, height },
      ),
      title: {
        x: left + margin * 1.1,
        y: margin * 1.1,
        width: column - margin * 2.2,
        height: height - margin * (withCaption ? 4 : 2.2),
      },
      bleed: true,
      align: 'left',
      caption: withCaption
        ? { x: left + margin * 1.1, y: height - margin * 1.1, width: column - margin * 2.2, size: small }
        : null,
    };
  }
  const band = Math.min(
    height * 0.3,
    Math.max(
      height * (aspect < 0.6 ? 0.13 : 0.16),
      width * 0.16 * Math.min(2, lines) * (aspect < 0.6 ? 1.1 : 1),
    ),
  );
  const foot = withCaption ? small * 1.9 : 0;
  if (variation % 3 === 1) {
    return {
      picture: whole({
        x: 0,
        y: band + margin * 1.9 + foot,
        width,
        height: height - band - margin * 1.9 - foot,
      }),
      title: { x: margin, y: margin, width: width - margin * 2, height: band },
      bleed: true,
      align: 'left',
      caption: withCaption
        ? { x: margin, y: margin * 1.25 + band + small * 1.25, width: width - margin * 2, size: small }
        : null,
    };
  }
  const pictureHeight = height - band - margin * 2.6 - foot;
  return {
    picture: whole({ x: margin, y: margin, width: width - margin * 2, height: pictureHeight }),
    title: { x: margin, y: margin * 1.75 + pictureHeight, width: width - margin * 2, height: band },
    bleed: false,
    align: 'center',
    caption: withCaption
      ? { x: margin, y: height - margin * 0.82, width: width - margin * 2, size: small }
      : null,
  };
}

/** Ground and ink out of the picture's own colours, far enough apart to read. */
export function inksOf(
  picture: Canvas,
  pale: boolean,
  vivid: boolean,
): { ground: string; ink: string; second: string } {
  const { data } = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height);
  const found = clustersOf(data, 4, 9).filter((cluster) => cluster.share > 0.02);
  const byLight = found.toSorted((one, two) => two.lab[0] - one.lab[0]);
  const lightest = byLight[0]?.hex ?? '#f4ead8';
  const darkest = byLight[byLight.length - 1]?.hex ?? '#1c1a1d';
  const light = mix(lighten(lightest, 0.45), '#f6eedd', 0.35);
  const dark = darken(darkest, 0.18);
  const lively = found.toSorted(
    (one, two) => Math.hypot(two.lab[1], two.lab[2]) - Math.hypot(one.lab[1], one.lab[2]),
  )[0];
  const ground = vivid && lively ? saturate(lively.hex, 1.15) : pale ? light : dark;
  const onPale = contrast(ground, '#08080f') > contrast(ground, '#ffffff');
  let ink = onPale ? dark : light;
  for (let step = 0; step < 6 && contrast(ground, ink) < 5.5; step += 1)
    ink = onPale ? darken(ink, 0.4) : lighten(ink, 0.4);
  return { ground, ink, second: vivid ? light : (lively?.hex ?? ink) };
}

/** Puts a painted picture and its words on one page. */
export function composePage(
  page: { width: number; height: number; manner: Manner; variation: number },
  picture: Canvas,
  arrangement: Arrangement,
  words: readonly string[],
  caption: string,
): Canvas {
  const { width, height, manner, variation } = page;
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  const pale = !arrangement.bleed || variation % 4 === 3;
  const { ground, ink, second } = inksOf(picture, pale, manner === 'design' && variation % 2 === 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  const { picture: place } = arrangement;
  context.drawImage(picture, place.x, place.y);
  const short = Math.min(width, height);
  if (manner === 'design') ornament(sheet, arrangement, ink, second, short);
  if (words.length > 0) {
    setLettering(context, words, arrangement.title, ink, {
      align: arrangement.align,
      stretch: arrangement.align === 'center' ? 1.34 : 1.1,
    });
  }
  if (arrangement.caption && caption) {
    const { x, y, width: measure, size } = arrangement.caption;
    setCaption(context, caption, x, y, measure, size, ink, arrangement.align);
  }
  return sheet;
}

function ornament(sheet: Canvas, arrangement: Arrangement, ink: string, second: string, short: number): void {
  const context = sheet.getContext('2d');
  const { picture } = arrangement;
  const rule = Math.max(2, Math.round(short * 0.008));
  context.fillStyle = ink;
  if (!arrangement.bleed) {
    context.strokeStyle = ink;
    context.lineWidth = rule;
    context.strokeRect(
      picture.x + rule / 2,
      picture.y + rule / 2,
      picture.width - rule,
      picture.height - rule,
    );
    return;
  }
  if (picture.y > 0) context.fillRect(0, picture.y, picture.width, rule * 1.4);
  else context.fillRect(picture.x > 0 ? picture.x : picture.width - rule * 1.4, 0, rule * 1.4, sheet.height);
  context.fillStyle = second;
  context.fillRect(arrangement.title.x, 0, short * 0.14, rule * 2);
}

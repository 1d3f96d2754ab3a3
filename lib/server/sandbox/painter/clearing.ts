import 'server-only';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { clustersOf } from './clusters';
import { fromLab, toHex } from './color';
import { setLettering } from './lettering';
import type { Arrangement } from './poster';
import { clamp, fieldFrom, type Random } from './random';

/** How much of every pixel a scene without a figure keeps: a patch with an uneven edge, as on an empty sheet. */
function patch(width: number, height: number, random: Random): Uint8ClampedArray {
  const field = fieldFrom(Math.floor(random() * 0x7fffffff));
  const alpha = new Uint8ClampedArray(width * height);
  const turns = Array.from({ length: 720 }, (_, index) => {
    const angle = (index / 720) * Math.PI * 2;
    return 0.93 + 0.16 * (field(8 + Math.cos(angle) * 2.4, 8 + Math.sin(angle) * 2.4, 4) - 0.47);
  });
  const sharp = Math.min(width, height) / 6;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across = ((x + 0.5) / width - 0.5) / 0.47;
      const down = ((y + 0.5) / height - 0.5) / 0.47;
      const out = (Math.abs(across) ** 3.2 + Math.abs(down) ** 3.2) ** (1 / 3.2);
      const angle = Math.atan2(down, across) / (Math.PI * 2) + 0.5;
      const edge = turns[Math.min(719, Math.floor(angle * 720))] ?? 1;
      alpha[y * width + x] = clamp((edge - out) * sharp + 0.5) * 255;
    }
  }
  return alpha;
}

/**
 * Remembers what shows of a sheet and lays the figure's own middle colour under it, so that a finish made for whole
 * sheets can go over it; the answer takes the finished pixels (RGBA, in place) and lets the rest show through again.
 */
export function clearingOf(
  sheet: Canvas,
  parted: boolean,
  random: Random,
): (pixels: Uint8ClampedArray) => void {
  const { width, height } = sheet;
  const context = sheet.getContext('2d');
  const { data } = context.getImageData(0, 0, width, height);
  const alpha = parted ? new Uint8ClampedArray(width * height) : patch(width, height, random);
  const sums = [0, 0, 0];
  let total = 1e-6;
  for (let place = 0; place < alpha.length; place += 1) {
    const index = place * 4;
    if (parted) alpha[place] = data[index + 3] ?? 0;
    if (place % 7 !== 0) continue;
    const weight = alpha[place] ?? 0;
    for (let channel = 0; channel < 3; channel += 1)
      sums[channel] = (sums[channel] ?? 0) + (data[index + channel] ?? 0) * weight;
    total += weight;
  }
  context.save();
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = toHex([(sums[0] ?? 0) / total, (sums[1] ?? 0) / total, (sums[2] ?? 0) / total]);
  context.fillRect(0, 0, width, height);
  context.restore();
  return (pixels) => {
    for (let place = 0; place < alpha.length; place += 1) pixels[place * 4 + 3] = alpha[place] ?? 0;
  };
}

/** A printed sheet as a card on nothing, its corners rounded. */
export function cardOn(print: Canvas, width: number, height: number): Canvas {
  const sheet = createCanvas(width, height);
  const context = sheet.getContext('2d');
  const x = Math.round((width - print.width) / 2);
  const y = Math.round((height - print.height) / 2);
  context.beginPath();
  context.roundRect(x, y, print.width, print.height, Math.min(width, height) * 0.03);
  context.clip();
  context.drawImage(print, x, y);
  return sheet;
}

/** A figure and its words on nothing; their ink is the figure's liveliest colour, made to read on pale and dark. */
export function composeClear(
  page: { width: number; height: number },
  picture: Canvas,
  { picture: place, title, align }: Arrangement,
  words: readonly string[],
): Canvas {
  const sheet = createCanvas(page.width, page.height);
  const context = sheet.getContext('2d');
  context.drawImage(picture, place.x, place.y);
  const { data } = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height);
  const lively = clustersOf(data, 4, 9)
    .filter(({ share }) => share > 0.02)
    .toSorted((one, two) => Math.hypot(two.lab[1], two.lab[2]) - Math.hypot(one.lab[1], one.lab[2]))[0];
  const [, a, b] = lively?.lab ?? [0, 0, 0];
  setLettering(context, words, title, toHex(fromLab([0.58, a, b])), {
    align,
    stretch: align === 'center' ? 1.34 : 1.1,
  });
  return sheet;
}

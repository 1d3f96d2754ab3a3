import 'server-only';
import sharp from 'sharp';
import { clustersOf } from './clusters';
import { distance, fromLab, toHex, toLab, toRgb, type Lab } from './color';

const names: readonly (readonly [string, string])[] = [
  ['black', '#141416'],
  ['charcoal', '#36383c'],
  ['grey', '#85878a'],
  ['silver grey', '#b9bbbd'],
  ['white', '#f8f8f6'],
  ['cream', '#f3e8d2'],
  ['sand', '#d9c3a0'],
  ['deep red', '#7c1a1e'],
  ['red', '#c92a26'],
  ['red', '#f01c1c'],
  ['coral', '#e8775f'],
  ['rust', '#a64a25'],
  ['orange', '#ea7d2a'],
  ['ochre', '#c79238'],
  ['gold', '#e2b13f'],
  ['yellow', '#f4d94c'],
  ['brown', '#6e4529'],
  ['umber', '#3d2a1e'],
  ['olive', '#7c7f3d'],
  ['moss green', '#4d6136'],
  ['green', '#3c9146'],
  ['green', '#18b02c'],
  ['sage', '#a3b496'],
  ['dark green', '#1f4032'],
  ['teal', '#1d7f80'],
  ['deep teal', '#123f47'],
  ['turquoise', '#4fbcb6'],
  ['sky blue', '#8fc3dd'],
  ['blue', '#2f66b5'],
  ['blue', '#1a2ce8'],
  ['slate blue', '#5b7590'],
  ['navy', '#17264a'],
  ['violet', '#6a3f9c'],
  ['lilac', '#b9a0d0'],
  ['plum', '#552a4a'],
  ['pink', '#ecaab4'],
  ['magenta', '#c4317e'],
];
const named = names.map(([name, hex]) => ({ name, lab: toLab(toRgb(hex)) }));

function nameOf(lab: Lab): string {
  let best = 'grey';
  let shortest = Infinity;
  for (const { name, lab: center } of named) {
    const far = distance(center, lab);
    if (far < shortest) {
      shortest = far;
      best = name;
    }
  }
  return best;
}

type Look = { mean: number; spread: number; warmth: number; busy: number; across: number; down: number };

function measure(pixels: Buffer, width: number, height: number): Look {
  const light = new Float32Array(width * height);
  let mean = 0;
  let warmth = 0;
  for (let index = 0; index < light.length; index += 1) {
    const [lightness, a, b] = toLab([
      pixels[index * 3] ?? 0,
      pixels[index * 3 + 1] ?? 0,
      pixels[index * 3 + 2] ?? 0,
    ]);
    light[index] = lightness;
    mean += lightness / light.length;
    warmth += (a * 0.6 + b) / light.length;
  }
  let spread = 0;
  let busy = 0;
  let across = 0;
  let down = 0;
  let weight = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const here = light[y * width + x] ?? 0;
      spread += (here - mean) ** 2 / light.length;
      const right = light[y * width + Math.min(width - 1, x + 1)] ?? here;
      const below = light[Math.min(height - 1, y + 1) * width + x] ?? here;
      const edge = Math.abs(here - right) + Math.abs(here - below);
      busy += edge / light.length;
      const pull = Math.abs(here - mean) ** 1.5 + edge;
      weight += pull;
      across += pull * (x / Math.max(1, width - 1));
      down += pull * (y / Math.max(1, height - 1));
    }
  }
  return {
    mean,
    spread: Math.sqrt(spread),
    warmth,
    busy,
    across: weight > 0.001 ? across / weight : 0.5,
    down: weight > 0.001 ? down / weight : 0.5,
  };
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'grey';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function placeOf({ across, down }: Look): string {
  const column = across < 0.44 ? 'left' : across > 0.56 ? 'right' : '';
  const row = down < 0.44 ? 'upper' : down > 0.56 ? 'lower' : '';
  if (!row && !column) return 'in the middle';
  if (row && column) return `in the ${row} ${column}`;
  return column ? `to the ${column}` : row === 'upper' ? 'in the upper half' : 'in the lower half';
}

/** What can be said of a picture at a glance. Places and shares of the picture are 0 to 1 from its upper left. */
export type Glance = {
  format: string;
  /** Names and values of its main colours, the largest first. */
  colors: readonly { name: string; hex: string }[];
  mood: string;
  contrast: string;
  surface: string;
  /** Where the weight of the composition lies, in words and as a point. */
  place: string;
  across: number;
  down: number;
};

/** Looks at a picture; the same picture gives the same words. */
export async function glance(source: Buffer): Promise<Glance> {
  const upright = sharp(source).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  const { width = 1, height = 1, orientation = 1 } = await sharp(source).metadata();
  const aspect = orientation >= 5 ? height / width : width / height;
  const { data, info } = await upright
    .resize(112, 112, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const look = measure(data, info.width, info.height);
  const found = clustersOf(data, info.channels, 7).filter((cluster) => cluster.share > 0.05);
  const colors = new Map<string, string>();
  for (const { lab } of found) {
    const name = nameOf(lab);
    if (!colors.has(name)) colors.set(name, toHex(fromLab(lab)));
  }
  const light = look.mean < 0.42 ? 'dark' : look.mean > 0.74 ? 'light' : 'of middle tone';
  const warm = look.warmth > 0.03 ? 'warm' : look.warmth < -0.02 ? 'cool' : 'neutral';
  return {
    format: aspect > 1.12 ? 'landscape orientation' : aspect < 0.89 ? 'portrait orientation' : 'a square format',
    colors: [...colors].slice(0, 3).map(([name, hex]) => ({ name, hex })),
    mood: light === 'of middle tone' ? `${warm}, of middle tone` : `${light} and ${warm}`,
    contrast:
      look.spread > 0.2 ? 'strong contrast' : look.spread > 0.1 ? 'gentle contrast' : 'hardly any contrast',
    surface:
      look.busy > 0.09
        ? 'busy, finely worked surfaces'
        : look.busy > 0.035
          ? 'a few clear shapes on quiet ground'
          : 'broad calm areas',
    place: placeOf(look),
    across: look.across,
    down: look.down,
  };
}

/** The names of the main colours as a phrase. */
export const colorsIn = ({ colors }: Glance): string => list(colors.map(({ name }) => name));

/** Looks at a picture and answers two sentences that can serve as a prompt; the same picture gives the same words. */
export async function describe(source: Buffer): Promise<string> {
  const seen = await glance(source);
  return (
    `A picture in ${seen.format}, mostly ${colorsIn(seen)}, ${seen.mood}, with ${seen.contrast}. ` +
    `The weight of the composition lies ${seen.place}, with ${seen.surface}.`
  );
}

import 'server-only';
import { z } from 'zod';
import type { PaletteMember } from '@/lib/server/sandbox/painter/brief';
import { colorsIn, glance } from '@/lib/server/sandbox/painter/describe';
import { read, splitLettering } from '@/lib/server/sandbox/painter/reading';
import { embellish } from '@/lib/server/sandbox/painter/rewrite';
import { countable, mentions } from '@/lib/server/sandbox/painter/vocabulary';

const colors = z.array(z.string().regex(/^#[0-9a-fA-F]{6}$/)).optional();
/** y_min, x_min, y_max, x_max in thousandths. */
const bbox = z.array(z.int().min(0).max(1000)).length(4).optional();

const element = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('obj'), desc: z.string(), bbox, color_palette: colors }),
  z.strictObject({ type: z.literal('text'), text: z.string(), desc: z.string(), bbox, color_palette: colors }),
]);

const said = z.string().optional();

/** A structured prompt (shared/upstream/ideogram.md 7.1, V4JsonPrompt). */
export const jsonPrompt = z.strictObject({
  high_level_description: z.string(),
  compositional_deconstruction: z.strictObject({ background: z.string(), elements: z.array(element) }),
  style_description: z
    .strictObject({
      aesthetics: said, art_style: said, lighting: said, medium: said, photo: said, color_palette: colors,
    })
    .optional(),
  tags: z.array(z.string()).optional(),
});
export type JsonPrompt = z.infer<typeof jsonPrompt>;
type Element = JsonPrompt['compositional_deconstruction']['elements'][number];

/** What the painter is told: everything that stands in it in words, lettering in quotation marks and once. */
export function wordsOf(prompt: JsonPrompt): string {
  const { high_level_description: whole, compositional_deconstruction: parts } = prompt;
  const style = prompt.style_description;
  const set = new Set(splitLettering(whole).lettering);
  const elements = parts.elements.map((each) => {
    if (each.type === 'obj') return each.desc;
    return set.has(each.text) ? '' : `“${each.text}”`;
  });
  const look = style && [style.medium, style.art_style, style.aesthetics, style.lighting, style.photo];
  const sentences = [whole, parts.background, ...elements, ...(look ?? [])].filter(Boolean);
  return [...new Set(sentences)].join('. ');
}

/** The colours of the whole; undefined for fewer than two, which would leave nothing but one colour. */
export function paletteOf({ style_description: style }: JsonPrompt): PaletteMember[] | undefined {
  const named = [...new Set(style?.color_palette)].slice(0, 8);
  return named.length < 2 ? undefined : named.map((color) => ({ color, weight: 1 / named.length }));
}

const thousandths = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000);

/** One after another from left to right, in the lower middle of the picture. */
function places(count: number): [number, number, number, number][] {
  const width = 0.8 / Math.max(1, count);
  return Array.from({ length: count }, (_, at) => {
    const left = 0.1 + at * width;
    return [300, thousandths(left + width * 0.08), 850, thousandths(left + width * 0.92)];
  });
}

const times: Record<string, string> = { dawn: 'early morning', noon: 'daylight', dusk: 'dusk', night: 'night' };

/** Writes a structured prompt from words: what the painter reads in them, each thing with its place and colour. */
export function structureOf(words: string, seed: number): JsonPrompt {
  const { subject, lettering, colors: hues, monochrome, scene } = read(words, '', seed % 4);
  const { bare, medium, light, composition } = embellish(words, seed);
  const { rest } = splitLettering(words);
  const found = mentions(rest);
  const counted = countable[scene] ?? [];
  const things = [...new Map(found.map((mention) => [mention.tag, mention])).values()].slice(0, 4);
  const each = things.flatMap((thing) =>
    Array.from({ length: counted.includes(thing.tag) ? (subject.count ?? 1) : 1 }, () => thing.word),
  );
  const named = each.length > 0 ? each : [bare];
  const boxes = places(named.length);
  const accent = subject.accent ? { color_palette: [subject.accent] } : {};
  const objects = named.map(
    (desc, at): Element => ({ type: 'obj', desc, bbox: boxes[at], ...(desc === named[0] && accent) }),
  );
  const texts = lettering.map((text, at): Element => {
    const top = 60 + at * 130;
    return { type: 'text', text, desc: 'set large, to be read first', bbox: [top, 100, top + 110, 900] };
  });
  const weather = [...subject.weather].join(' and ');
  return {
    high_level_description: `${bare}, ${composition}`,
    compositional_deconstruction: {
      background: ['the air and ground behind it', times[subject.light], weather].filter(Boolean).join(', '),
      elements: [...objects, ...texts],
    },
    style_description: {
      aesthetics: monochrome ? 'black and white' : 'clear and quiet',
      lighting: light,
      medium,
      ...(hues.length > 0 && { color_palette: hues }),
    },
  };
}

type Included = { include_bbox: boolean; include_style_descriptions: boolean; include_tags: boolean };

/** Writes a structured prompt of what is seen in a picture. */
export async function seenIn(source: Buffer, included: Included): Promise<JsonPrompt> {
  const seen = await glance(source);
  const palette = seen.colors.map(({ hex }) => hex);
  const box = [seen.down - 0.25, seen.across - 0.25, seen.down + 0.25, seen.across + 0.25].map(thousandths);
  return {
    high_level_description: `A picture in ${seen.format}, mostly ${colorsIn(seen)}, ${seen.mood}`,
    compositional_deconstruction: {
      background: `${seen.surface}, with ${seen.contrast}`,
      elements: [
        {
          type: 'obj',
          desc: `The weight of the composition lies ${seen.place}`,
          ...(included.include_bbox && { bbox: box }),
          ...(palette[0] && { color_palette: [palette[0]] }),
        },
      ],
    },
    ...(included.include_style_descriptions && {
      style_description: { aesthetics: seen.mood, lighting: seen.contrast, color_palette: palette },
    }),
    ...(included.include_tags && { tags: seen.colors.map(({ name }) => name) }),
  };
}

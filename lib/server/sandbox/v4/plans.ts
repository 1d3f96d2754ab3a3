import 'server-only';
import type { Source } from '@/lib/server/sandbox/body';
import {
  paint,
  paintTransparent,
  remix,
  removeBackground,
  type Brief,
} from '@/lib/server/sandbox/painter/painter';
import type { Plan } from '@/lib/server/sandbox/plan';
import { ruleFault } from '@/lib/server/sandbox/refusals';
import type { Size } from '@/lib/server/sandbox/sizes';
import { removeBackgroundPrice } from './prices';
import { alike, likeSource, sizeOf } from './sizes';
import { jsonPrompt, paletteOf, wordsOf, type JsonPrompt } from './structure';

/** The words of a request: plain ones, or a structured prompt, which leaves nothing to magic prompt. */
export type Words = { prompt: string; palette?: Brief['palette']; magic: Plan['magic'] };

export const structuredWords = (prompt: JsonPrompt): Words => ({
  prompt: wordsOf(prompt),
  palette: paletteOf(prompt),
  magic: 'OFF',
});

/** v2 takes a structured prompt inside its `prompt` (shared/upstream/ideogram.md 10.1). */
export function wordsIn(prompt: string, magic: Plan['magic']): Words {
  if (!prompt.trimStart().startsWith('{')) return { prompt, magic };
  try {
    const structured = jsonPrompt.safeParse(JSON.parse(prompt));
    return structured.success ? structuredWords(structured.data) : { prompt, magic };
  } catch {
    return { prompt, magic };
  }
}

type Making = {
  model: string;
  words: Words;
  size: Size;
  images: number;
  seed: number | null;
  /** Micro-dollars of one picture. */
  each: number;
  later?: boolean;
};

const planOf = ({ words, each, images, ...rest }: Making) => ({
  ...rest,
  images,
  prompt: words.prompt,
  magic: words.magic,
  usdMicros: each * images,
  named: true,
});

const briefOf = ({ words, size }: Making, prompt: string, seed: number): Brief => ({
  prompt,
  ...size,
  seed,
  style: 'auto',
  palette: words.palette,
});

/** Pictures made from words. */
export const painting = (making: Making): Plan => ({
  kind: 'pictures',
  ...planOf(making),
  draw: async (prompt, seed) => ({ ...making.size, png: await paint(briefOf(making, prompt, seed)) }),
});

/** The same on nothing. */
export const transparent = (making: Making): Plan => ({
  kind: 'pictures',
  ...planOf(making),
  draw: async (prompt, seed) => ({ ...making.size, png: await paintTransparent(briefOf(making, prompt, seed)) }),
});

type Weighed = { image_weight?: number; resolution?: string };

/** The weight that is chosen when none is sent. */
const usualWeight = 50;

/**
 * Pictures made from another. Without a resolution they keep its shape; a weight beside a resolution of another
 * shape is a 400 (7.2).
 */
export function remixing(
  { image_weight: weight, resolution }: Weighed,
  source: Source,
  making: Omit<Making, 'size'>,
): Plan | Response {
  const size = resolution ? sizeOf(resolution) : likeSource(source);
  if (weight !== undefined && resolution && !alike(size, source))
    return ruleFault("'image_weight' cannot be used with a 'resolution' of another shape than the image.");
  const whole = { ...making, size };
  return {
    kind: 'pictures',
    ...planOf(whole),
    draw: async (prompt, seed) => ({
      ...size,
      png: await remix(source.bytes, { ...briefOf(whole, prompt, seed), weight: weight ?? usualWeight }),
    }),
  };
}

/** A picture without its background. */
export const cutting = (source: Source, later?: boolean): Plan => ({
  kind: 'bare',
  model: 'ideogram-remove-background',
  prompt: null,
  magic: 'OFF',
  images: 1,
  seed: null,
  size: source,
  usdMicros: removeBackgroundPrice,
  later,
  draw: async () => ({ ...source, png: await removeBackground(source.bytes) }),
});

/** An answer of its own shape, which makes no picture. */
export const telling = (
  model: string,
  prompt: string | null,
  usdMicros: number,
  tell: (words: string) => Promise<object>,
): Plan => ({
  kind: 'own',
  model,
  prompt,
  magic: 'OFF',
  images: 0,
  seed: null,
  size: { width: 0, height: 0 },
  usdMicros,
  tell,
});

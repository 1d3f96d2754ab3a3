import 'server-only';
import { z } from 'zod';
import type { PartKind } from '@/lib/server/sandbox/flat-form';
import { magicOptions } from '@/lib/server/sandbox/vocabulary';
import { count, prompt, seed, share } from '@/lib/server/sandbox/wire';
import { jsonPrompt } from './structure';
import { outputResolutions, qualities, ratios4, resolutions4, speeds4 } from './vocabulary';

/**
 * The bodies of 4.x, flat, their files apart (shared/upstream/ideogram.md 7, 8.3, 10). Names unknown to a call are
 * refused.
 */

/** v2's spelling of v1's words. */
const lower = <Word extends string>(words: readonly Word[]) => {
  const spelled = new Map(words.map((word) => [word.toLowerCase(), word]));
  return z.enum([...spelled.keys()]).transform((word) => spelled.get(word) as Word);
};
const notHere = (what: string) =>
  z
    .unknown()
    .optional()
    .refine((value) => value === undefined, { message: `this sandbox does not ${what}` });

const copyright = z.boolean().nullish();
const size = z.enum(resolutions4).optional();
const model = z.string().regex(/^model\/[^/]+\/version\/[^/]+$/).optional();

/** Exactly one of the two (7.1). */
const oneOf = ({ text_prompt, json_prompt }: { text_prompt?: unknown; json_prompt?: unknown }) =>
  (text_prompt === undefined) !== (json_prompt === undefined);
const oneOfFault = { message: "exactly one of 'text_prompt' and 'json_prompt' must be given" };

const v1Prompt = {
  text_prompt: prompt.optional(),
  json_prompt: jsonPrompt.optional(),
  enable_copyright_detection: copyright,
  magic_prompt_system_prompt_config_id: z.string().optional(),
};
const v1Speed = z.enum(speeds4).default('DEFAULT');

export const v1 = {
  generate: z
    .strictObject({
      ...v1Prompt,
      resolution: size,
      rendering_speed: v1Speed,
      seed: seed.nullish(),
      custom_model_uri: model,
    })
    .refine(oneOf, oneOfFault),
  transparent: z
    .strictObject({
      ...v1Prompt,
      aspect_ratio: z.enum(ratios4).default('AUTO'),
      output_resolution: z.enum(outputResolutions).default('1K'),
      rendering_speed: v1Speed,
      seed: seed.nullish(),
    })
    .refine(oneOf, oneOfFault),
  remix: z.strictObject({
    text_prompt: prompt,
    image_weight: share.optional(),
    resolution: size,
    rendering_speed: v1Speed,
    enable_copyright_detection: copyright,
  }),
  magic: z.strictObject({ text_prompt: prompt, aspect_ratio: z.enum(ratios4).default('AUTO') }),
};

const included = {
  include_bbox: z.boolean().default(true),
  include_style_descriptions: z.boolean().default(false),
  include_tags: z.boolean().default(false),
};
export const describeBody = z.strictObject(included);
export const nothingBody = z.strictObject({});

/** What every call of v2 that makes pictures takes. No webhook is called: the sandbox sends nothing to anybody. */
const lifecycle = {
  async: z.boolean().default(false),
  webhook_url: z.url({ protocol: /^https$/ }).optional(),
  private: z.boolean().optional(),
  target_collection_id: z.string().optional(),
};
const longest = prompt.pipe(z.string().max(10_000));
const v2Speed = lower(speeds4).default('DEFAULT');
const v2Making = {
  ...lifecycle,
  prompt: longest,
  num_images: count,
  seed: seed.optional(),
  magic_prompt: lower(magicOptions).default('AUTO'),
  enable_copyright_detection: copyright,
};

export const v2 = {
  generate45: z.strictObject({
    ...v2Making,
    size: z.enum(['auto', ...resolutions4]).default('auto'),
    quality: z.enum(qualities).default('high'),
    images: notHere('work from pictures with 4.5'),
    mask: notHere('repaint'),
  }),
  generate4: z.strictObject({ ...v2Making, resolution: size, rendering_speed: v2Speed }),
  transparent: z.strictObject({
    ...v2Making,
    aspect_ratio: lower(ratios4).default('AUTO'),
    output_resolution: lower(outputResolutions).default('1K'),
    rendering_speed: v2Speed,
  }),
  /** A seed is accepted and ignored (10.2). */
  remix: z.strictObject({
    ...lifecycle,
    prompt: longest,
    num_images: count,
    seed: seed.optional(),
    image_weight: share.optional(),
    resolution: size,
    rendering_speed: v2Speed,
    enable_copyright_detection: copyright,
  }),
  removeBackground: z.strictObject(lifecycle),
};

/** How the parts of a form are read. */
export const partKinds: Record<string, PartKind> = {
  image: 'file',
  image_file: 'file',
  json_prompt: 'json',
  num_images: 'number',
  seed: 'number',
  image_weight: 'number',
  enable_copyright_detection: 'flag',
  include_bbox: 'flag',
  include_style_descriptions: 'flag',
  include_tags: 'flag',
  async: 'flag',
  private: 'flag',
};

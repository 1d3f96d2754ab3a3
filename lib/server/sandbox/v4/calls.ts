import 'server-only';
import { anySeed } from '@/lib/server/sandbox/answers';
import { freshId } from '@/lib/server/sandbox/records';
import type { Offer } from '@/lib/server/sandbox/perform';
import { problem } from '@/lib/server/sandbox/refusals';
import {
  cutting,
  painting,
  remixing,
  structuredWords,
  telling,
  transparent,
  wordsIn,
  type Words,
} from './plans';
import { describePrice, magicPromptPrice, qualityPrice, speedPrice, transparentPrice } from './prices';
import { fromPicture, fromWords } from './reading';
import { budgeted, ratioFor, sizeOf } from './sizes';
import { seenIn, structureOf, type JsonPrompt } from './structure';
import { describeBody, nothingBody, v1, v2 } from './wire';

const promptPath = 'text_prompt';

/** Words turn magic prompt on (shared/upstream/ideogram.md 7.1). */
const v1Words = (asked: { text_prompt?: string; json_prompt?: JsonPrompt }): Words =>
  asked.json_prompt ? structuredWords(asked.json_prompt) : { prompt: asked.text_prompt ?? '', magic: 'ON' };

/** v1 of 4.0 by the path behind `/v1` (7, 8.3), each answered at once, one picture each. */
export const v1Calls: Record<string, Offer> = {
  'ideogram-v4/generate': fromWords(
    { operation: 'generate', promptPath, schema: v1.generate, encoding: 'either' },
    (asked) => {
      if (asked.custom_model_uri) return problem(404, "There is no such model - 'custom_model_uri'");
      return painting({
        model: 'ideogram-v4',
        words: v1Words(asked),
        size: sizeOf(asked.resolution),
        images: 1,
        seed: asked.seed ?? null,
        each: speedPrice(asked.rendering_speed),
      });
    },
  ),

  'ideogram-v4/generate-transparent': fromWords(
    { operation: 'generate', promptPath, schema: v1.transparent, encoding: 'either' },
    (asked) => {
      const words = v1Words(asked);
      return transparent({
        model: 'ideogram-v4-transparent',
        words,
        size: budgeted(ratioFor(asked.aspect_ratio, words.prompt), asked.output_resolution),
        images: 1,
        seed: asked.seed ?? null,
        each: transparentPrice,
      });
    },
  ),

  'ideogram-v4/remix': fromPicture(
    'image',
    { operation: 'remix', promptPath, schema: v1.remix },
    (asked, source) =>
      remixing(asked, source, {
        model: 'ideogram-v4',
        words: { prompt: asked.text_prompt, magic: 'ON' },
        images: 1,
        seed: null,
        each: speedPrice(asked.rendering_speed),
      }),
  ),

  'ideogram-v4/magic-prompt': fromWords(
    { operation: 'magic-prompt', promptPath, schema: v1.magic, encoding: 'json' },
    ({ text_prompt, aspect_ratio }) =>
      telling('ideogram-v4-magic-prompt', text_prompt, magicPromptPrice, async (words) => ({
        json_prompt: structureOf(words, anySeed()),
        aspect_ratio: ratioFor(aspect_ratio, words),
      })),
  ),

  'ideogram-v4/describe': fromPicture(
    'image_file',
    { operation: 'describe', schema: describeBody },
    (asked, source) =>
      telling('ideogram-v4-describe', null, describePrice, async () => ({
        json_prompt: await seenIn(source.bytes, asked),
      })),
  ),

  'remove-background': fromPicture(
    'image',
    { operation: 'remove-background', schema: nothingBody },
    (_asked, source) => cutting(source),
  ),
};

/** v2 by the path behind `/v2/image` (10.2): those that make pictures, and can be priced and asked after. */
export const v2Calls: Record<string, Offer> = {
  'generate/ideogram-4-5': fromWords(
    { operation: 'generate', schema: v2.generate45, encoding: 'either' },
    (asked) =>
      painting({
        model: 'ideogram-4-5',
        words: wordsIn(asked.prompt, asked.magic_prompt),
        size: sizeOf(asked.size === 'auto' ? undefined : asked.size),
        images: asked.num_images,
        seed: asked.seed ?? null,
        each: qualityPrice(asked.quality),
        later: asked.async,
      }),
  ),

  'generate/ideogram-4': fromWords(
    { operation: 'generate', schema: v2.generate4, encoding: 'either' },
    (asked) =>
      painting({
        model: 'ideogram-v4',
        words: wordsIn(asked.prompt, asked.magic_prompt),
        size: sizeOf(asked.resolution),
        images: asked.num_images,
        seed: asked.seed ?? null,
        each: speedPrice(asked.rendering_speed),
        later: asked.async,
      }),
  ),

  'generate/ideogram-4-transparent': fromWords(
    { operation: 'generate', schema: v2.transparent, encoding: 'either' },
    (asked) => {
      const words = wordsIn(asked.prompt, asked.magic_prompt);
      return transparent({
        model: 'ideogram-v4-transparent',
        words,
        size: budgeted(ratioFor(asked.aspect_ratio, words.prompt), asked.output_resolution),
        images: asked.num_images,
        seed: asked.seed ?? null,
        each: transparentPrice,
        later: asked.async,
      });
    },
  ),

  'remix/ideogram-4': fromPicture('image', { operation: 'remix', schema: v2.remix }, (asked, source) =>
    remixing(asked, source, {
      model: 'ideogram-v4',
      words: wordsIn(asked.prompt, 'AUTO'),
      images: asked.num_images,
      seed: null,
      each: speedPrice(asked.rendering_speed),
      later: asked.async,
    }),
  ),

  'remove-background/ideogram-1': fromPicture(
    'image',
    { operation: 'remove-background', schema: v2.removeBackground },
    (asked, source) => cutting(source, asked.async),
  ),
};

/** Describe on v2 is answered at once and cannot be priced (10.1). */
export const v2Describe: Offer = fromPicture(
  'image',
  { operation: 'describe', schema: describeBody },
  (asked, source) =>
    telling('ideogram-v4-describe', null, describePrice, async () => ({
      description_id: freshId(),
      created: new Date().toISOString(),
      json_prompt: await seenIn(source.bytes, asked),
    })),
);

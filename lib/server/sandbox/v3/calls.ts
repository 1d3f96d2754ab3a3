import 'server-only';
import type { z } from 'zod';
import { readForm, readJson, type Bytes, type Source } from '@/lib/server/sandbox/body';
import { readFlat, type FlatForm } from '@/lib/server/sandbox/flat-form';
import {
  describe, paint, paintTransparent, reframe, remix, replaceBackground, type Brief,
} from '@/lib/server/sandbox/painter/painter';
import type { Offer } from '@/lib/server/sandbox/perform';
import type { Plan } from '@/lib/server/sandbox/plan';
import { problem, schemaFault } from '@/lib/server/sandbox/refusals';
import { lookOf, styleOf } from './looks';
import { priceOf, transparentPrice } from './prices';
import { enlarged, keptShape, nearestTo, sizeOf } from './sizes';
import { readUploads, type Takes, type Uploads } from './uploads';
import {
  generateBody, partKinds, reframeBody, remixBody, replaceBackgroundBody, transparentBody,
} from './wire';

/** A body as its values and files; what works on a picture takes multipart only (shared/upstream/ideogram.md 2.2). */
async function bodyOf(bytes: Bytes, type: string, jsonToo: boolean): Promise<FlatForm | Response> {
  if (jsonToo && /^application\/json\b/i.test(type)) {
    const json = readJson(bytes, type);
    return json instanceof Response ? json : { values: json.value as FlatForm['values'], files: {} };
  }
  const form = await readForm(bytes, type);
  return form instanceof Response ? form : readFlat(form, partKinds);
}

async function read<T extends object>(
  schema: z.ZodType<T>,
  takes: Takes,
  bytes: Bytes,
  type: string,
): Promise<{ asked: T; uploads: Uploads } | Response> {
  const form = await bodyOf(bytes, type, !takes.image);
  if (form instanceof Response) return form;
  const body = schema.safeParse(form.values, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  if ('custom_model_uri' in body.data) return problem(404, "There is no such model - 'custom_model_uri'");
  const uploads = await readUploads(form, takes, body.data);
  return uploads instanceof Response ? uploads : { asked: body.data, uploads };
}

const offer = <T extends object>(
  operation: Offer['operation'],
  schema: z.ZodType<T>,
  takes: Takes,
  plan: (asked: T, uploads: Uploads) => Plan,
): Offer => ({
  operation,
  promptPath: 'prompt',
  async read(bytes, type) {
    const found = await read(schema, takes, bytes, type);
    return found instanceof Response ? found : plan(found.asked, found.uploads);
  },
});

/** The same for what works on a picture. */
const offerFor = <T extends object>(
  operation: Offer['operation'],
  schema: z.ZodType<T>,
  takes: Takes,
  plan: (asked: T, image: Source, uploads: Uploads) => Plan,
): Offer => ({
  operation,
  promptPath: 'prompt',
  async read(bytes, type) {
    const found = await read(schema, { ...takes, image: true }, bytes, type);
    if (found instanceof Response) return found;
    const { image } = found.uploads;
    return image ? plan(found.asked, image, found.uploads) : problem(400, "'image' is a required property");
  },
});

type Common = z.infer<typeof reframeBody>;

const common = (asked: Omit<Common, 'resolution'>, uploads: Uploads) => ({
  model: 'ideogram-v3',
  images: asked.num_images,
  seed: asked.seed ?? null,
  usdMicros: asked.num_images * priceOf(asked.rendering_speed, uploads.character !== null),
});

function making(
  asked: z.infer<typeof generateBody>,
  uploads: Uploads,
  paintOne: (brief: Brief) => Promise<Uint8Array>,
): Plan {
  const size = sizeOf(asked);
  const style = styleOf(asked.style_type);
  const look = lookOf(asked, uploads);
  return {
    kind: 'pictures',
    ...common(asked, uploads),
    prompt: asked.prompt,
    magic: asked.magic_prompt,
    size,
    styleType: asked.style_type ?? 'GENERAL',
    draw: async (prompt, seed) => ({
      ...size,
      png: await paintOne({ prompt, negativePrompt: asked.negative_prompt, ...size, seed, style, ...look }),
    }),
  };
}

/** The calls of 3.0 by the last part of their path (6). `remix` and the rest refuse a key with 401, as 6 has it. */
export const calls: Record<string, Offer> = {
  generate: offer('generate', generateBody, { styles: true, character: true }, (asked, uploads) =>
    making(asked, uploads, paint),
  ),

  remix: offerFor('remix', remixBody, { styles: true, character: true }, (asked, image, uploads) =>
    making(asked, uploads, (brief) => remix(image.bytes, { ...brief, weight: asked.image_weight })),
  ),

  reframe: offerFor('reframe', reframeBody, { styles: true }, (asked, image, uploads) => {
    const size = sizeOf(asked);
    return {
      kind: 'pictures',
      ...common(asked, uploads),
      prompt: null,
      magic: 'OFF',
      size,
      caption: () => describe(image.bytes),
      draw: async (_words, seed) => ({
        ...size,
        png: await reframe(image.bytes, { ...size, seed, ...lookOf(asked, uploads) }),
      }),
    };
  }),

  'replace-background': offerFor(
    'replace-background',
    replaceBackgroundBody,
    { styles: true },
    (asked, image, uploads) => {
      const size = nearestTo(image);
      return {
        kind: 'resized',
        ...common(asked, uploads),
        prompt: asked.prompt,
        magic: asked.magic_prompt,
        size,
        draw: async (prompt, seed) => {
          const { bytes, width, height } = await keptShape(image);
          const brief = { prompt, width, height, seed, style: styleOf('AUTO'), ...lookOf(asked, uploads) };
          return { width, height, png: await replaceBackground(bytes, brief) };
        },
      };
    },
  ),

  'generate-transparent': offer('generate', transparentBody, {}, (asked) => {
    const size = sizeOf(asked);
    const { prompt, negative_prompt: negativePrompt, upscale_factor: factor } = asked;
    return {
      kind: factor === 'X1' ? 'pictures' : 'resized',
      model: 'ideogram-v3-transparent',
      images: asked.num_images,
      seed: asked.seed ?? null,
      usdMicros: asked.num_images * transparentPrice(asked.rendering_speed, factor),
      prompt,
      magic: asked.magic_prompt,
      size,
      draw: async (words, seed) =>
        enlarged(
          await paintTransparent({ prompt: words, negativePrompt, ...size, seed, style: 'auto' }),
          size,
          factor,
        ),
    };
  }),
};

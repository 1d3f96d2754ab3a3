import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { Inputs, OperationName } from '@/lib/schema/operation';
import { ideogramModels } from './ideogram-models';
import {
  fieldNames,
  magicPromptWords,
  modelWords,
  paletteWords,
  ratioWord,
  resolutionWord,
  styleWords,
} from './ideogram-words';
import { capabilityOf, type Context, type Incoming, type Output, type Provider, type Step } from './provider';
import { readReply, type Sender } from './replies';

/** Largest picture that every gateway takes (shared/upstream/ideogram.md 2.7, 15). */
const largestUpload = 10_000_000;

/** The fields of one request by wire name; an undefined one is not sent. */
type Fields = Record<string, unknown>;

const picture = z.object({
  url: z.string().nullish().catch(null),
  prompt: z.string().nullish().catch(null),
  seed: z.int().nullish().catch(null),
  is_image_safe: z.boolean().nullish().catch(null),
});

/**
 * A field that is not as documented must not cost the pictures beside it, so only the list itself is
 * required.
 */
const pictures = z.object({
  data: z
    .array(picture.nullable().catch(null))
    .refine((items) => items.some((item) => item !== null), 'holds no picture'),
});

const descriptions = z
  .object({ descriptions: z.array(z.object({ text: z.string().nullish().catch(null) })) })
  .transform(({ descriptions }) =>
    descriptions
      .map(({ text }) => text?.trim())
      .filter(Boolean)
      .join('\n\n'),
  )
  .refine((text) => text !== '', 'holds no text');

/**
 * Ideogram's legacy API and the gateways that resell it unchanged: `{baseUrl}{pathPrefix}/generate`,
 * `/remix`, `/upscale`, `/describe`, each one synchronous exchange (shared/upstream/ideogram.md 5,
 * gateways.md A). Errors are those of readReply.
 */
export const ideogram: Provider = {
  label: 'Ideogram',
  models: ideogramModels,
  start: {
    async generate(input, model, context) {
      const request = makingRequest(input, cardOf(model, 'generate'), model);
      const reply = await post('/generate', JSON.stringify({ image_request: request }), context);
      return readPictures(reply, input.prompt, sender(context, request));
    },

    async remix(input, model, context) {
      const card = cardOf(model, 'remix');
      const request: Fields = {
        ...makingRequest(input, card, model),
        image_weight: card.imageWeight ? input.imageWeight : undefined,
      };
      const reply = await post('/remix', await form(input.image, context, request), context);
      return readPictures(reply, input.prompt, sender(context, request, 'image_file'));
    },

    async upscale(input, model, context) {
      const card = cardOf(model, 'upscale');
      const request: Fields = {
        prompt: input.prompt || undefined,
        resemblance: card.resemblance ? input.resemblance : undefined,
        detail: card.detail ? input.detail : undefined,
        ...shared(input, card),
      };
      const reply = await post('/upscale', await form(input.image, context, request), context);
      return readPictures(reply, input.prompt ?? '', sender(context, request, 'image_file'));
    },

    async describe(input, model, context) {
      cardOf(model, 'describe');
      const reply = await post('/describe', await form(input.image, context), context);
      const text = readReply(reply, descriptions, sender(context, {}, 'image_file'));
      return { state: 'done', outputs: [], text };
    },
  },
};

function cardOf(model: Model, operation: OperationName): Capability {
  const card = capabilityOf(model, operation);
  if (!card) throw new AppError('unsupported', `${model.label} cannot ${operation}.`);
  return card;
}

const shared = (input: Inputs['generate' | 'remix' | 'upscale'], card: Capability): Fields => ({
  magic_prompt_option:
    card.magicPrompt && input.magicPrompt ? magicPromptWords[input.magicPrompt] : undefined,
  seed: card.seed ? input.seed : undefined,
  num_images: card.count > 1 ? input.count : undefined,
});

/** The `image_request` of generate and remix: what is set and what the card takes (ideogram.md 5.1, 11). */
function makingRequest(input: Inputs['generate' | 'remix'], card: Capability, model: Model): Fields {
  const wireModel = modelWords[model.id];
  if (!wireModel) throw new AppError('unsupported', `${model.label} has no name in this dialect.`);
  const { aspectRatio, resolution, style, colorPalette } = input;
  const exact = resolution !== undefined && card.resolutions.includes(resolution);
  return {
    prompt: input.prompt,
    model: wireModel,
    resolution: exact ? resolutionWord(resolution) : undefined,
    aspect_ratio:
      !exact && aspectRatio !== undefined && card.aspectRatios.includes(aspectRatio)
        ? ratioWord(aspectRatio)
        : undefined,
    style_type: style && card.styles.includes(style) ? styleWords[style] : undefined,
    negative_prompt: card.negativePrompt ? input.negativePrompt || undefined : undefined,
    color_palette: card.colorPalette && colorPalette ? paletteWords(colorPalette) : undefined,
    ...shared(input, card),
  };
}

/**
 * The picture as `image_file` and, where there is one, the request as a plain JSON string (gateways.md A.3).
 */
async function form(imageId: string, context: Context, request?: Fields): Promise<FormData> {
  const { bytes, type, name } = await context.file(imageId, largestUpload);
  const parts = new FormData();
  parts.set('image_file', new File([new Uint8Array(bytes)], name, { type }));
  if (request) parts.set('image_request', JSON.stringify(request));
  return parts;
}

function post(path: string, body: string | FormData, context: Context): Promise<Incoming> {
  const { connection } = context;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (typeof body === 'string') headers['Content-Type'] = 'application/json';
  if (connection.auth === 'bearer') headers['Authorization'] = `Bearer ${connection.key}`;
  else headers['Api-Key'] = connection.key;
  return context.send({
    method: 'POST',
    url: `${connection.baseUrl}${connection.pathPrefix}${path}`,
    headers,
    body,
  });
}

/** Only fields that were sent can be at fault. */
const sender = ({ connection }: Context, request: Fields, ...parts: string[]): Sender => ({
  connection,
  fields: Object.fromEntries(
    Object.entries(fieldNames).filter(([wire]) => request[wire] !== undefined || parts.includes(wire)),
  ),
});

function readPictures(reply: Incoming, asked: string, from: Sender): Step {
  const { data } = readReply(reply, pictures, from);
  return { state: 'done', outputs: data.map((item) => readOutput(item, asked)), text: null };
}

/** ideogram.md 2.3, 2.8: an unsafe picture has `is_image_safe: false` and an empty or null `url`. */
function readOutput(item: z.infer<typeof picture> | null, asked: string): Output {
  const url = item?.url ?? null;
  const safe = item?.is_image_safe ?? null;
  const withheld = safe === false || (safe === null && url === '');
  const used = item?.prompt?.trim() ?? '';
  return {
    source: url && !withheld ? { url } : null,
    withheld,
    prompt: used === '' || used === asked ? null : used,
    seed: item?.seed ?? null,
  };
}

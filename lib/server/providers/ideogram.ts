import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { Inputs } from '@/lib/schema/operation';
import {
  cardOf,
  filePart,
  keyProbe,
  namesOf,
  post,
  readPictures,
  senderOf,
  wrongMethod,
  type Fields,
} from './ideogram-exchange';
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
import type { Context, Provider } from './provider';
import { readReply, type Sender } from './replies';

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
  label: 'Ideogram 1.0 to 2.0',
  models: ideogramModels,
  start: {
    async generate(input, model, context) {
      const request = makingRequest(input, cardOf(model, 'generate'), model);
      const reply = await post(pathOf(context, '/generate'), JSON.stringify({ image_request: request }), context);
      return readPictures(reply, input.prompt, sender(context, request));
    },

    async remix(input, model, context) {
      const card = cardOf(model, 'remix');
      const request: Fields = {
        ...makingRequest(input, card, model),
        image_weight: card.imageWeight ? input.imageWeight : undefined,
      };
      const reply = await post(pathOf(context, '/remix'), await form(input.image, context, request), context);
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
      const reply = await post(pathOf(context, '/upscale'), await form(input.image, context, request), context);
      return readPictures(reply, input.prompt ?? '', sender(context, request, 'image_file'));
    },

    async describe(input, model, context) {
      cardOf(model, 'describe');
      const reply = await post(pathOf(context, '/describe'), await form(input.image, context), context);
      const text = readReply(reply, descriptions, sender(context, {}, 'image_file'));
      return { state: 'done', outputs: [], text };
    },
  },
  doctor: {
    answers: 'at-once',
    probes: (connection) => [
      keyProbe(connection),
      ...(['generate', 'remix', 'upscale', 'describe'] as const).map((operation) =>
        wrongMethod(connection, `${connection.pathPrefix}/${operation}`, operation, ideogramModels),
      ),
    ],
  },
};

const pathOf = ({ connection }: Context, path: string): string => `${connection.pathPrefix}${path}`;

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
  const parts = new FormData();
  parts.set('image_file', await filePart(imageId, context));
  if (request) parts.set('image_request', JSON.stringify(request));
  return parts;
}

/** Only fields that were sent can be at fault. */
const sender = (context: Context, request: Fields, ...parts: string[]): Sender =>
  senderOf(context, fieldNames, [...namesOf(request), ...parts]);

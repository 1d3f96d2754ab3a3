import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Model } from '@/lib/schema/model';
import type { Inputs, Operation } from '@/lib/schema/operation';
import { cardOf, type Fields } from './ideogram-exchange';
import type { Api } from './ideogram-v4-models';
import { structuredPrompt } from './ideogram-v4-prompt';
import { modelWords, qualityWords, ratioWord, sizeWord } from './ideogram-v4-words';

/** One request: its path below the version, its fields, and the picture that goes with them as a form. */
export type Wire = {
  version: Api;
  path: string;
  fields: Fields;
  picture?: { part: 'image' | 'image_file'; imageId: string };
};

/**
 * Left to the plan, a picture could become public (shared/upstream/ideogram.md 10.1), and an answer that is waited for
 * is lost with its line.
 */
const always = { private: true, async: true };

/**
 * The request of an operation. v2 is `/v2/image/{action}/{model}` (10.2), v1 `/v1/ideogram-v4/{action}` (7) and
 * `/v1/remove-background` (8.3); magic prompt has no counterpart in v2 (1). Throws `unsupported` for a model that does
 * not do it.
 */
export function wireOf(asked: Operation, model: Model, api: Api): Wire {
  const card = cardOf(model, asked.operation);
  switch (asked.operation) {
    case 'generate':
      return api === 'v1' ? generateV1(asked, model) : generateV2(asked, model);
    case 'remix':
      return remix(asked, model, api);
    case 'remove-background': {
      const picture = { part: 'image', imageId: asked.image } as const;
      if (api === 'v1') return { version: 'v1', path: '/remove-background', fields: {}, picture };
      return { ...addressV2('remove-background', model), fields: always, picture };
    }
    case 'describe': {
      const imageId = asked.image;
      if (api === 'v1')
        return { ...addressV1('describe'), fields: {}, picture: { part: 'image_file', imageId } };
      const fields = { include_style_descriptions: true };
      return { ...addressV2('describe', model), fields, picture: { part: 'image', imageId } };
    }
    case 'magic-prompt': {
      return {
        ...addressV1('magic-prompt'),
        fields: { text_prompt: asked.prompt, aspect_ratio: ratioWord(asked, card) },
      };
    }
    default:
      throw new AppError('unsupported', `${model.label} cannot ${asked.operation}.`);
  }
}

const addressV1 = (action: string) => ({ version: 'v1' as const, path: `/ideogram-v4/${action}` });

function addressV2(action: string, model: Model) {
  const name = modelWords[model.id];
  if (!name) throw new AppError('unsupported', `${model.label} has no name in this dialect.`);
  return { version: 'v2' as const, path: `/image/${action}/${name}` };
}

/** Exactly one of the two; a structured prompt turns the vendor's magic prompt off, words turn it on (7.1). */
function promptV1(prompt: string): Fields {
  const structured = structuredPrompt(prompt);
  return structured ? { json_prompt: structured } : { text_prompt: prompt };
}

function generateV1(asked: Inputs['generate'], model: Model): Wire {
  const card = cardOf(model, 'generate');
  const fields = { ...promptV1(asked.prompt), seed: asked.seed };
  if (model.id === 'ideogram-v4-transparent') {
    return { ...addressV1('generate-transparent'), fields: { ...fields, aspect_ratio: ratioWord(asked, card) } };
  }
  const speed = asked.renderingSpeed?.toUpperCase();
  return {
    ...addressV1('generate'),
    fields: { ...fields, resolution: sizeWord(asked, card), rendering_speed: speed },
  };
}

function generateV2(asked: Inputs['generate'], model: Model): Wire {
  const card = cardOf(model, 'generate');
  const address = addressV2('generate', model);
  const fields = {
    ...always,
    prompt: asked.prompt,
    magic_prompt: structuredPrompt(asked.prompt) ? 'off' : asked.magicPrompt,
    seed: asked.seed,
    num_images: asked.count,
  };
  if (model.id === 'ideogram-v4-transparent') {
    return { ...address, fields: { ...fields, aspect_ratio: ratioWord(asked, card) } };
  }
  const size = sizeWord(asked, card);
  if (model.id === 'ideogram-4-5') {
    // Left out it would be `high`, the dearest (4.6), while the studio's default is the middle one.
    const quality = qualityWords[asked.renderingSpeed ?? 'default'];
    return { ...address, fields: { ...fields, size, quality } };
  }
  return { ...address, fields: { ...fields, resolution: size, rendering_speed: asked.renderingSpeed } };
}

/** No seed: v2 accepts one and ignores it (10.2). The weight is sent only where one is set: the vendor picks it else. */
function remix(asked: Inputs['remix'], model: Model, api: Api): Wire {
  const shape = { image_weight: asked.imageWeight, resolution: sizeWord(asked, cardOf(model, 'remix')) };
  const picture = { part: 'image', imageId: asked.image } as const;
  const speed = asked.renderingSpeed;
  if (api === 'v1') {
    const fields = { text_prompt: asked.prompt, ...shape, rendering_speed: speed?.toUpperCase() };
    return { ...addressV1('remix'), fields, picture };
  }
  const fields = { ...always, prompt: asked.prompt, ...shape, rendering_speed: speed, num_images: asked.count };
  return { ...addressV2('remix', model), fields, picture };
}

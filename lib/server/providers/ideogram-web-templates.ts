import 'server-only';
import { z } from 'zod';
import { placeholdersIn, readBody } from './ideogram-web-body';
import type { Json } from './provider';

const making = [
  'prompt',
  'negativePrompt',
  'model',
  'magicPrompt',
  'aspectRatio',
  'width',
  'height',
  'style',
  'seed',
  'count',
] as const;
const picture = ['imageDataUrl', 'imageBase64', 'imageType'] as const;

/**
 * What each operation's template may name, as `{{prompt}}`. `model`, `magicPrompt` and `style` are in the wire's
 * spelling; `width` and `height` are the pixels of the ratio; `requestId` and `responseId` name a picture that this
 * connection made.
 */
export const placeholders = {
  generate: making,
  remix: [...making, 'imageWeight', ...picture],
  upscale: ['prompt', 'magicPrompt', 'seed', 'count', 'resemblance', 'detail', 'requestId', 'responseId', ...picture],
  describe: picture,
} as const;

/** What the web task API does. */
export type WebOperation = keyof typeof placeholders;
export type Placeholder = (typeof placeholders)[WebOperation][number];

/** One operation's call: `POST {baseUrl}{pathPrefix}{path}` with the body once it is filled. */
export type Template = { path: string; body: Json; uses: ReadonlySet<Placeholder> };
export type Templates = { [Name in WebOperation]?: Template };

/** What the web API takes for whatever it makes from words. */
const sample = {
  prompt: '{{prompt}}',
  private: true,
  model_version: '{{model}}',
  use_autoprompt_option: '{{magicPrompt}}',
  sampling_speed: 0,
  aspect_ratio: '{{aspectRatio}}',
  style_type: '{{style}}',
  num_images: '{{count}}',
};

/**
 * The starting text of each template. NOT VERIFIED: no gateway documents its submit calls. The bodies have the shapes
 * of the web API that such a gateway wraps (shared/upstream/gateways.md B.3), the paths are named beside
 * `/api/ideogram/task-request`. Off unless a connection says so.
 */
export const startingTemplates: Record<WebOperation, { path: string; body: Json }> = {
  generate: {
    path: '/api/ideogram/generate',
    body: sample,
  },
  remix: {
    path: '/api/ideogram/remix',
    body: {
      ...sample,
      parent: { image: '{{imageDataUrl}}', weight: '{{imageWeight}}', type: 'VARIATION' },
    },
  },
  upscale: {
    path: '/api/ideogram/upscale',
    body: {
      private: true,
      model_version: 'AUTO',
      parent: { request_id: '{{requestId}}', response_id: '{{responseId}}', weight: 100, type: 'SUPER_RES' },
      upscale_factor: 'X4',
      num_images: 1,
    },
  },
  describe: {
    path: '/api/ideogram/describe',
    body: { image: '{{imageDataUrl}}', captioner_model_version: 'V_3_0' },
  },
};

/** Any one of a group's lists must be there whole: a paid call without what it is about must not be possible. */
const needed: Record<WebOperation, Placeholder[][][]> = {
  generate: [[['prompt']]],
  remix: [[['prompt']], [['imageDataUrl'], ['imageBase64']]],
  upscale: [[['requestId', 'responseId'], ['imageDataUrl'], ['imageBase64']]],
  describe: [[['imageDataUrl'], ['imageBase64']]],
};

const braced = (name: string): string => `{{${name}}}`;

function faultIn(operation: WebOperation, uses: string[]): string | null {
  const known: readonly string[] = placeholders[operation];
  const unknown = uses.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return `names the unknown placeholder ${braced(unknown)}; there are ${known.map(braced).join(' ')}`;
  }
  const lacking = needed[operation].find((lists) => !lists.some((list) => list.every((name) => uses.includes(name))));
  return lacking ? `needs ${lacking.map((list) => list.map(braced).join(' and ')).join(' or ')}` : null;
}

const own = z.strictObject({
  path: z.string().regex(/^(?:\/[\w.~-]+)+$/, 'must be a path such as /api/ideogram/generate'),
  body: z.union([z.string(), z.record(z.string(), z.json())], 'must be JSON, as an object or as text'),
});

/** `true` is the starting text as it stands, `false` is off, an object is a text of one's own. */
const template = (operation: WebOperation) =>
  z
    .union([z.boolean(), own], 'must be true, false, or an object with path and body')
    .optional()
    .transform((value, context): Template | undefined => {
      if (value === undefined || value === false) return undefined;
      const { path, body: written } = value === true ? startingTemplates[operation] : value;
      const body = readBody(written);
      const uses = 'fault' in body ? [] : placeholdersIn(body.json);
      const fault = 'fault' in body ? body.fault : faultIn(operation, uses);
      if (fault !== null || 'fault' in body) {
        context.addIssue({ code: 'custom', path: ['body'], message: fault ?? 'is not JSON' });
        return z.NEVER;
      }
      return { path, body: body.json, uses: new Set(uses as Placeholder[]) };
    });

const token = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces')
  .optional();

const templates = z
  .strictObject({
    generate: template('generate'),
    remix: template('remix'),
    upscale: template('upscale'),
    describe: template('describe'),
  })
  .prefault({});

/** What a connection of this dialect may set: `accessToken`, sent as `Access-Token`, and its submit templates. */
export const webOptions = z.strictObject({ accessToken: token, templates });

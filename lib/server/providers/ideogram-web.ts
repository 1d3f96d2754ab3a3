import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Model } from '@/lib/schema/model';
import type { Inputs, Style } from '@/lib/schema/operation';
import { fillBody, type Values } from './ideogram-web-body';
import { modelWords, offeredBy, webModels } from './ideogram-web-cards';
import { webProbes } from './ideogram-web-probes';
import { captions, findRequest, samplingRequests, standing, submitted, withoutUser } from './ideogram-web-replies';
import { startingTemplates, webOptions, type Template, type WebOperation } from './ideogram-web-templates';
import {
  capabilityOf,
  type ConnectionSettings,
  type Context,
  type Incoming,
  type Provider,
  type Step,
} from './provider';
import { readReply } from './replies';

/** Largest picture that travels; in base64 it is a third larger. */
const largestUpload = 10_000_000;

/** Between two polls, as web clients do (shared/upstream/gateways.md B.2). */
const pollMs = 3000;

/** A task may not be in the list yet right after it was submitted; so often it is not taken for gone. */
const mostUnseen = 2;

/** What a running task keeps: the id to ask with, and how often in a row the list did not hold it. */
const handleSchema = z.object({ requestId: z.string(), unseen: z.int().default(0) });

const styleWords: Record<Style, string> = {
  auto: 'AUTO',
  general: 'GENERAL',
  realistic: 'REALISTIC',
  design: 'DESIGN',
  'render-3d': 'RENDER_3D',
  anime: 'ANIME',
  fiction: 'FICTION',
};

const optionsOf = (connection: ConnectionSettings) => webOptions.parse(connection.options ?? {});

/**
 * The task API that some gateways put in front of Ideogram's website (shared/upstream/gateways.md B). Submit calls are
 * the connection's templates, off by default because no gateway documents them; each answers a `request_id`, which
 * `POST …/api/ideogram/task-request` is asked about until it is done. Describe answers at once. Errors are those of
 * readReply; a template that is off is `unsupported`, and nothing is sent.
 */
export const ideogramWeb: Provider = {
  label: 'Ideogram web tasks',
  models: webModels,
  options: webOptions,
  templates: startingTemplates,
  // Describe answers at once, all else by a task.
  doctor: { answers: 'both', probes: webProbes },
  secretOptions: ['accessToken'],
  clean: (reply, connection) => withoutUser(reply, optionsOf(connection).accessToken),
  offered: (connection) => offeredBy(optionsOf(connection).templates),
  start: {
    generate: (input, model, context) => submit('generate', making(input, model, 'generate'), null, context),

    remix: (input, model, context) =>
      submit(
        'remix',
        { ...making(input, model, 'remix'), imageWeight: input.imageWeight },
        input.image,
        context,
      ),

    upscale(input, model, context) {
      check(model, 'upscale');
      const { prompt, seed, count, resemblance, detail } = input;
      const values = { prompt: prompt || undefined, magicPrompt: input.magicPrompt?.toUpperCase() };
      return submit('upscale', { ...values, seed, count, resemblance, detail }, input.image, context);
    },

    async describe(input, model, context) {
      check(model, 'describe');
      const reply = await call('describe', {}, input.image, context);
      return { state: 'done', outputs: [], text: readReply(reply, captions, context) };
    },
  },

  async poll(handle, context) {
    const { requestId, unseen } = handleSchema.parse(handle);
    const reply = await post('/api/ideogram/task-request', { request_id: requestId }, context);
    const request = findRequest(readReply(reply, samplingRequests, context), requestId);
    if (request) {
      const now = standing(request, context.connection.label);
      return 'state' in now ? now : running(requestId, now.progress);
    }
    if (unseen < mostUnseen) return running(requestId, null, unseen + 1);
    throw new AppError('not_found', `${context.connection.label} does not know this task.`);
  },
};

const running = (requestId: string, progress: number | null, unseen = 0): Step => ({
  state: 'running',
  handle: { requestId, unseen },
  progress,
  retryIn: pollMs,
});

function check(model: Model, operation: WebOperation): void {
  if (!capabilityOf(model, operation)) throw new AppError('unsupported', `${model.label} cannot ${operation}.`);
}

/** Pixels go by the ratio; without one the provider picks. */
function making(input: Inputs['generate' | 'remix'], model: Model, operation: 'generate' | 'remix'): Values {
  check(model, operation);
  const { prompt, negativePrompt, aspectRatio, style, magicPrompt, seed, count } = input;
  const [width, height] = (aspectRatio && model.operations[operation]?.sizes[aspectRatio]) || [];
  return {
    prompt,
    negativePrompt: negativePrompt || undefined,
    model: modelWords[model.id],
    magicPrompt: magicPrompt?.toUpperCase(),
    aspectRatio,
    width,
    height,
    style: style && styleWords[style],
    seed,
    count,
  };
}

async function submit(
  operation: WebOperation,
  values: Values,
  imageId: string | null,
  context: Context,
): Promise<Step> {
  const reply = await call(operation, values, imageId, context);
  return running(readReply(reply, submitted, context).request_id, 0);
}

async function call(
  operation: WebOperation,
  values: Values,
  imageId: string | null,
  context: Context,
): Promise<Incoming> {
  const { connection } = context;
  const template = optionsOf(connection).templates[operation];
  if (!template) {
    throw new AppError('unsupported', `The ${operation} template of ${connection.label} is off. Nothing was sent.`);
  }
  const picture = imageId === null ? {} : await pictureValues(template, imageId, context);
  return post(template.path, fillBody(template.body, { ...values, ...picture }), context);
}

/** The picture as the template wants it: its bytes, or the ids under which this connection made it. */
async function pictureValues({ uses }: Template, imageId: string, context: Context): Promise<Values> {
  const values: Values = {};
  const asBytes = uses.has('imageDataUrl') || uses.has('imageBase64');
  if (uses.has('requestId') || uses.has('responseId')) {
    const made = await context.made(imageId);
    const handle = handleSchema.safeParse(made?.handle);
    if (handle.success && made?.ref) {
      values['requestId'] = handle.data.requestId;
      values['responseId'] = made.ref;
    } else if (!asBytes) {
      throw new AppError(
        'unsupported',
        `${context.connection.label} upscales only pictures that it made itself. Nothing was sent.`,
        { fields: { image: 'was not made by this connection' } },
      );
    }
  }
  if (asBytes || uses.has('imageType')) {
    const { bytes, type } = await context.file(imageId, largestUpload);
    const base64 = bytes.toString('base64');
    Object.assign(values, { imageBase64: base64, imageDataUrl: `data:${type};base64,${base64}`, imageType: type });
  }
  return values;
}

/** Always Bearer; `Access-Token`, the middleware's own secret, only where the connection sets it (B.1). */
async function post(path: string, body: unknown, context: Context): Promise<Incoming> {
  const { connection } = context;
  const { accessToken } = optionsOf(connection);
  const reply = await context.send({
    method: 'POST',
    url: `${connection.baseUrl}${connection.pathPrefix}${path}`,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      Authorization: `Bearer ${connection.key}`,
      ...(accessToken !== undefined && { 'Access-Token': accessToken }),
    },
    body: JSON.stringify(body),
  });
  return withoutUser(reply, accessToken);
}

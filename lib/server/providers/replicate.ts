import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { Inputs } from '@/lib/schema/operation';
import { capabilityOf, type Context, type Incoming, type Json, type Outgoing, type Provider, type Step } from './provider';
import { endedError, readReply, type Sender } from './replies';
import { replicateModels } from './replicate-models';
import { replicateProbes } from './replicate-probes';
import { fieldNames, magicPromptWords, styleWords } from './replicate-words';

const officialHost = 'api.replicate.com';

/**
 * A fuse for the cost: the official host stops a prediction that takes longer by itself. Shorter than the worker
 * waits, so that a task learns its end instead of being given up (shared/upstream/gateways.md C.2).
 */
const fuse = '10m';

/** Goes into addresses, so it holds nothing that has a meaning there. */
const predictionId = z.string().regex(/^[\w-]{1,128}$/);

const handleShape = z.object({ id: predictionId });

/**
 * What is read of a prediction (C.3). An output that is neither an address nor a list of them holds no picture;
 * `urls` is not read, because behind a gateway it names a host that the key is not for.
 */
const prediction = z.object({
  id: predictionId.nullish().catch(null),
  status: z.string(),
  output: z
    .union([z.string().transform((url) => [url]), z.array(z.string().nullable().catch(null))])
    .nullish()
    .catch(null),
  error: z
    .union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)])
    .nullish()
    .catch(null),
  input: z.object({ seed: z.int().nullish().catch(null) }).nullish().catch(null),
  data_removed: z.boolean().nullish().catch(null),
});
type Prediction = z.infer<typeof prediction>;

const created = prediction.extend({ id: predictionId });

const listed = z.object({
  results: z.array(
    z
      .object({
        id: predictionId,
        model: z.string().nullish().catch(null),
        created_at: z.string().nullish().catch(null),
        input: z.record(z.string(), z.unknown()).nullish().catch(null),
        data_removed: z.boolean().nullish().catch(null),
      })
      .nullable()
      .catch(null),
  ),
});

/** The input of one prediction by wire name; an undefined field is not sent. */
type Fields = Record<string, unknown>;

/**
 * Ideogram's models on Replicate and on the gateways that pass Replicate's API on unchanged:
 * `{baseUrl}{pathPrefix}/v1/models/ideogram-ai/{name}/predictions`, then `/v1/predictions/{id}` until it has ended,
 * and `/v1/predictions/{id}/cancel` where there is one (shared/upstream/gateways.md C). Never waits inside a request
 * (`Prefer: wait`) and never follows an address that a prediction names. Errors are those of readReply.
 */
export const replicate: Provider = {
  label: 'Replicate',
  models: replicateModels,
  doctor: { answers: 'by-task', probes: replicateProbes },
  start: {
    async generate(input, model, context) {
      const card = capabilityOf(model, 'generate');
      if (!card) throw new AppError('unsupported', `${model.label} cannot generate.`);
      const fields = inputOf(input, card);
      const reply = await call('POST', pathOf(model), context, { input: fields });
      const made = readReply(reply, created, sender(context, fields));
      return readStep(made, { id: made.id }, context);
    },
  },

  async poll(handle, context) {
    const { id } = handleShape.parse(handle);
    const reply = await call('GET', `/predictions/${id}`, context);
    return readStep(readReply(reply, prediction, { connection: context.connection }), { id }, context);
  },

  /**
   * By the list of predictions (shared/upstream/gateways.md C.3): those of this model whose input has every field that was
   * sent. One page is a hundred, far more than one key begins in such a while. Gateways do not document it.
   */
  async find({ operation, from, until }, model, context) {
    const card = capabilityOf(model, 'generate');
    if (operation.operation !== 'generate' || !card) return null;
    const sent = Object.entries(inputOf(operation, card)).filter(([, value]) => value !== undefined);
    const time = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    const reply = await call('GET', `/predictions?created_after=${time(from)}&created_before=${time(until)}`, context);
    if (reply.status === 404 || reply.status === 405) return null;
    const results = readReply(reply, listed, { connection: context.connection }).results.filter((made) => made !== null);
    const possible = results.filter((made) => {
      const at = Date.parse(made.created_at ?? '');
      return made.model === `ideogram-ai/${model.id}` && at >= from && at <= until;
    });
    const found = possible.filter(({ input }) => sent.every(([name, value]) => input?.[name] === value));
    // What a prediction was asked for is removed after an hour: one of those may be it, and nobody can tell any more.
    if (found.length === 0 && possible.some(({ data_removed: removed }) => removed)) return null;
    return found.map(({ id }) => ({ id }));
  },

  /**
   * True once the vendor says `canceled`. No gateway documents the address, so a 404 or 405 is a no. `aborted` is a
   * no as well: the next poll reads it, and only there it is known that nothing was charged.
   */
  async cancel(handle, context) {
    const { id } = handleShape.parse(handle);
    const reply = await call('POST', `/predictions/${id}/cancel`, context);
    if (reply.status === 404 || reply.status === 405) return false;
    return readReply(reply, prediction, { connection: context.connection }).status === 'canceled';
  },
};

const pathOf = ({ id }: Model): string => `/models/ideogram-ai/${encodeURIComponent(id)}/predictions`;

/** What is set and what the card takes. An exact size goes alone: it would beat the ratio beside it (C.4). */
function inputOf(input: Inputs['generate'], card: Capability): Fields {
  const { aspectRatio, resolution, style, magicPrompt } = input;
  const exact = resolution !== undefined && card.resolutions.includes(resolution);
  return {
    prompt: input.prompt,
    negative_prompt: card.negativePrompt ? input.negativePrompt || undefined : undefined,
    resolution: exact ? resolution : undefined,
    aspect_ratio:
      !exact && aspectRatio !== undefined && card.aspectRatios.includes(aspectRatio) ? aspectRatio : undefined,
    style_type: style && card.styles.includes(style) ? styleWords[style] : undefined,
    magic_prompt_option: card.magicPrompt && magicPrompt ? magicPromptWords[magicPrompt] : undefined,
    seed: card.seed ? input.seed : undefined,
  };
}

function call(method: Outgoing['method'], path: string, { connection, send }: Context, body?: Fields): Promise<Incoming> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    Authorization: `Bearer ${connection.key}`,
  };
  if (body) {
    headers['Content-Type'] = 'application/json';
    if (new URL(connection.baseUrl).hostname === officialHost) headers['Cancel-After'] = fuse;
  }
  return send({
    method,
    url: `${connection.baseUrl}${connection.pathPrefix}/v1${path}`,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Only fields that were sent can be at fault. */
const sender = ({ connection }: Context, fields: Fields): Sender => ({
  connection,
  fields: Object.fromEntries(Object.entries(fieldNames).filter(([wire]) => fields[wire] !== undefined)),
});

/**
 * Where a prediction stands (C.3). A status that is not known is taken for one more way of running: the worker's
 * deadline ends it.
 */
function readStep(made: Prediction, handle: Json, { connection }: Context): Step {
  const { label } = connection;
  switch (made.status) {
    case 'succeeded':
      return made.data_removed ? removed(label) : { state: 'done', outputs: outputsOf(made), text: null };
    case 'failed':
      // Whether a failed prediction is charged is not documented.
      return { state: 'ended', as: 'failed', charge: 'unknown', error: endedError(made.error ?? '', { connection }) };
    case 'canceled':
      return {
        state: 'ended',
        as: 'canceled',
        charge: 'unknown',
        error: new AppError('timed_out', `${label} stopped it while it was running.`),
      };
    case 'aborted':
      return {
        state: 'ended',
        as: 'failed',
        charge: 'none',
        error: new AppError('timed_out', `${label} gave it up before it started. Nothing was charged.`),
      };
    default:
      return { state: 'running', handle, progress: null };
  }
}

/** Replicate keeps the data of a prediction for an hour (C.3). */
const removed = (label: string): Step => ({
  state: 'ended',
  as: 'failed',
  charge: 'billed',
  error: new AppError('lost', `${label} made it, but has removed the picture since.`),
});

const outputsOf = ({ output, input }: Prediction) =>
  (output ?? []).map((url) => ({
    source: url ? { url } : null,
    withheld: false,
    prompt: null,
    seed: input?.seed ?? null,
  }));

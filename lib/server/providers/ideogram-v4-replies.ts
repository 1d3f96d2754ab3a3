import 'server-only';
import { z } from 'zod';
import { picture, readOutput } from './ideogram-exchange';
import { isStructured, laidOut, sentencesOf } from './ideogram-v4-prompt';
import type { Incoming, Json, Step } from './provider';
import { endedError, readReply, type Sender } from './replies';

const list = z.array(picture.nullable().catch(null));
const holdsOne = (items: unknown[] | null | undefined): boolean => items?.some((item) => item !== null) ?? false;

/** Goes into an address, encoded; an odd one is still the only way to the pictures. */
const generationId = z.string().min(1).max(512);

/** What a poll keeps asking with. */
export const handleShape = z.object({ generationId });

const generation = z.object({
  status: z.string().nullish().catch(null),
  data: list.nullish().catch(null),
  seed: z.int().nullish().catch(null),
  failure_reason: z.string().nullish().catch(null),
  usage_cost_usd_micros: z.int().nonnegative().nullish().catch(null),
});
type Generation = z.infer<typeof generation>;

/** v2 answers an id to ask with, or the pictures at once where somebody in between did not hear `async` (10.1). */
const started = generation
  .extend({ generation_id: generationId.nullish().catch(null) })
  .refine(({ generation_id, data }) => generation_id || holdsOne(data), 'names no generation');

/** Where a generation stands after v2 took it on. */
export function readStarted(reply: Incoming, from: Sender): Step {
  const answered = readReply(reply, started, from);
  if (holdsOne(answered.data)) return done(answered);
  return standing(answered, { generationId: answered.generation_id ?? '' }, from);
}

/** Where a generation stands when it is asked after. */
export const readStanding = (reply: Incoming, handle: Json, from: Sender): Step =>
  standing(readReply(reply, generation, from), handle, from);

/** A status that is not known is one more way of running: the worker's deadline ends it. */
function standing(told: Generation, handle: Json, from: Sender): Step {
  if (told.status === 'completed') return done(told);
  if (told.status === 'failed') return failed(told, from);
  return { state: 'running', handle, progress: null };
}

/** The reason is a machine word (`content_policy_violation`). What it cost is known only where the vendor says it. */
function failed({ failure_reason: reason, usage_cost_usd_micros: cost }: Generation, from: Sender): Step {
  const charge = cost === 0 ? 'none' : cost ? 'billed' : 'unknown';
  return { state: 'ended', as: 'failed', charge, error: endedError((reason ?? '').replaceAll('_', ' '), from) };
}

/** Only one picture can be the one that the generation's own seed is of. */
function done({ data, seed, usage_cost_usd_micros: cost }: Generation): Step {
  const outputs = (data ?? []).map((item) => {
    const output = readOutput(item, '');
    return data?.length === 1 ? { ...output, seed: output.seed ?? seed ?? null } : output;
  });
  return { state: 'done', outputs, text: null, ...(typeof cost === 'number' && { usdMicros: cost }) };
}

/** As it came: what is not read here is kept for the person. */
const structured = z.object({
  json_prompt: z.record(z.string(), z.unknown()).refine(isStructured, 'is no structured prompt'),
});

const description = structured
  .transform(({ json_prompt }) => sentencesOf(json_prompt))
  .refine((text) => text !== '', 'holds no text');

/** What describe saw, in sentences that any model can use (7.4). */
export const readDescription = (reply: Incoming, from: Sender): Step => ({
  state: 'done',
  outputs: [],
  text: readReply(reply, description, from),
});

/** The structured prompt that magic prompt wrote (7.3). */
export const readMagicPrompt = (reply: Incoming, from: Sender): Step => ({
  state: 'done',
  outputs: [],
  text: laidOut(readReply(reply, structured, from).json_prompt),
});

const priceQuote = z.object({ object: z.literal('price_quote'), usd_micros: z.int().nonnegative() });

/** The vendor's price in micro-dollars (10.1). */
export const readQuote = (reply: Incoming, from: Sender): number => readReply(reply, priceQuote, from).usd_micros;

import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import { parseJson } from './faults';
import type { Incoming, Output, Step } from './provider';

const said = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const id = z.union([z.string().min(1), z.number().transform(String)]);

/** What a submit call answers, of which only the id to ask with is sure (shared/upstream/gateways.md B.3). */
export const submitted = z.object({ request_id: id });

const response = z.object({ response_id: said, image_url: said, prompt: said, cover: flag });

const samplingRequest = z.object({
  request_id: id.nullish().catch(null),
  has_started: flag,
  completion_percentage: z.number().nullish().catch(null),
  is_completed: flag,
  is_errored: flag,
  seed: z.int().nullish().catch(null),
  responses: z.array(response.nullable().catch(null)).nullish().catch(null),
});
type SamplingRequest = z.infer<typeof samplingRequest>;
type Response = z.infer<typeof response>;

/** `task-request`'s answer: only the list is promised, every field in it may be missing (B.2). */
export const samplingRequests = z.object({ sampling_requests: z.array(samplingRequest.nullable().catch(null)) });

/** Describe's answer: `{data:[{caption}]}` (B.3). */
export const captions = z
  .object({ data: z.array(z.object({ caption: said })) })
  .transform(({ data }) =>
    data
      .map(({ caption }) => caption?.trim())
      .filter(Boolean)
      .join('\n\n'),
  )
  .refine((text) => text !== '', 'holds no text');

/** Shorter than this it is a word, and taking it out would eat ordinary sentences. */
const shortestToken = 8;

/** JSON without its `user` blocks; null for what is none. */
function rewritten(text: string): string | null {
  const json = parseJson(text);
  if (json === undefined) return null;
  return JSON.stringify(json, (key, value: unknown) => (key === 'user' ? undefined : value));
}

/**
 * A reply without what must go no further: every `user` block (handle, photo and id of the account behind the
 * gateway), and the connection's access token. JSON that cannot be read is cut down to its first sign.
 */
export function withoutUser(reply: Incoming, accessToken = ''): Incoming {
  const start = reply.text.trimStart().slice(0, 1);
  const text = rewritten(reply.text) ?? (start === '{' || start === '[' ? start : reply.text);
  return { ...reply, text: accessToken.length < shortestToken ? text : text.replaceAll(accessToken, '…') };
}

/** The task that was asked after; null when the list does not hold it. */
export function findRequest(reply: z.infer<typeof samplingRequests>, requestId: string): SamplingRequest | null {
  const found = reply.sampling_requests.filter((entry) => entry !== null);
  const named = found.find((entry) => entry.request_id === requestId);
  return named ?? found.find((entry) => entry.request_id === null || entry.request_id === undefined) ?? null;
}

/** Where the task stands, or its progress in percent while it runs (B.2): 100 % alone is no end. */
export function standing(
  request: SamplingRequest,
  label: string,
): Exclude<Step, { state: 'running' }> | { progress: number | null } {
  if (request.is_errored) return failed(`${label} took this on and said that it ended in an error.`);
  if (!request.is_completed) {
    const percent = request.completion_percentage ?? null;
    if (request.has_started === false) return { progress: 0 };
    return { progress: percent === null ? null : Math.min(100, Math.max(0, Math.round(percent))) };
  }
  const responses = request.responses ?? [];
  if (responses.length === 0) return failed(`${label} said that it was done and gave no picture.`);
  const linkTo = linksLike(responses);
  const outputs = responses.map((entry): Output => {
    const url = entry?.image_url || linkTo(entry?.response_id ?? '');
    return {
      source: url ? { url } : null,
      withheld: false,
      prompt: entry?.prompt?.trim() || null,
      seed: request.seed ?? null,
      ...(entry?.response_id && { ref: entry.response_id }),
    };
  });
  return { state: 'done', outputs, text: null };
}

/** Nothing says whether a task that failed was charged. */
const failed = (message: string): Step & { state: 'ended' } => ({
  state: 'ended',
  as: 'failed',
  charge: 'unknown',
  error: new AppError('provider_failed', message),
});

/**
 * Only the cover carries its address, `…/response/<response_id>`; the others' is the same with their own id. Null
 * where there is no address to go by, or the id is none that may stand in one.
 */
function linksLike(responses: (Response | null)[]): (responseId: string) => string | null {
  for (const entry of responses.toSorted((one, other) => Number(other?.cover ?? 0) - Number(one?.cover ?? 0))) {
    const [address, own] = [entry?.image_url, entry?.response_id];
    if (!address || !own) continue;
    const at = address.lastIndexOf(`/response/${own}`);
    const tail = address.slice(at + `/response/${own}`.length);
    if (at < 0 || !/^(?:[/?#.]|$)/.test(tail)) continue;
    const head = `${address.slice(0, at)}/response/`;
    return (responseId) => (/^[\w-]+$/.test(responseId) ? head + responseId + tail : null);
  }
  return () => null;
}

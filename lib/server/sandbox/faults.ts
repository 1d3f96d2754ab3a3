import 'server-only';
import { z } from 'zod';
import { singleton } from '@/lib/server/singleton';
import { paidOperations, type PaidOperation } from './operations';
import { problem } from './refusals';

/**
 * Faults on request: what a client of these services must survive, whenever it asks for it.
 *
 * Put one or more words into a prompt; they are taken out before anything is drawn:
 *
 * | word | what happens | charged |
 * |---|---|---|
 * | `fault:unsafe` | 422, the prompt (or the picture) failed the safety check | no |
 * | `fault:401` | the key is not accepted | no |
 * | `fault:402` | no credit | no |
 * | `fault:subscription_required` `fault:priority_credit_required` `fault:feature_limit` | 402 for that reason | no |
 * | `fault:daily_limit` | 429, the day's limit is reached | no |
 * | `fault:403` | the account may not do this | no |
 * | `fault:429` `fault:429=2` | too many requests; with a value, `Retry-After: 2` | no |
 * | `fault:500` | an error after the work was taken on | yes |
 * | `fault:close` | the request is read, then the connection closes without an answer | yes |
 * | `fault:hang` | the request is read, an answer never comes | yes |
 * | `fault:cut` `fault:cut=40` | the answer breaks off half-way, or after 40 bytes | yes |
 * | `fault:drip` `fault:drip=3` | the answer comes in small pieces over 10, or 3, seconds | yes |
 * | `fault:slow` `fault:slow=3` | the answer comes 5, or 3, seconds late | yes |
 * | `fault:withheld` `fault:withheld=2` | every, or the 2nd, picture is withheld: `is_image_safe` false, empty `url` | yes |
 * | `fault:expired` `fault:expired=2` | every, or the 2nd, link has died already | yes |
 * | `fault:corrupt` `fault:corrupt=2` | every, or the 2nd, file is a PNG that breaks off | yes |
 * | `fault:html` `fault:svg` `fault:gif`, each also `=2` | every, or the 2nd, file is of that type, sent as `image/png` | yes |
 * | `fault:failed` | what is asked after later: it ends as `failed` | yes |
 * | `fault:aborted` | the same: it ends before it starts | no |
 *
 * A prediction, and a generation that is asked for with `async`, is answered before it is drawn, so there `unsafe` (and
 * of a prediction `withheld`) is told by its end, which is `failed`, and `slow` makes it run longer. All others strike
 * the answer to its creation.
 *
 * For operations without a prompt, and for downloads, queue them with `POST /sandbox/faults` (no key needed):
 * `{"operation":"describe","fault":"429","value":2,"times":3}`. `operation` is one of
 * operations.ts, `file` (a download of a result) or `prediction` (asking after one); left out, it is any but those two.
 * `times` is 1 when left out. Each request takes the oldest entry that fits it. `GET /sandbox/faults` shows what is
 * still queued. A download and a question take 401 to 500, close, hang, cut, drip and slow.
 */
export const faultNames = [
  'unsafe', '401', '402', '403', '429', '500', 'close', 'hang', 'cut', 'drip', 'slow',
  'withheld', 'expired', 'corrupt', 'html', 'svg', 'gif',
  'failed', 'aborted',
  'subscription_required', 'priority_credit_required', 'feature_limit', 'daily_limit',
] as const;
const faultName = z.enum(faultNames);
export type FaultName = z.infer<typeof faultName>;
export type Fault = { name: FaultName; value: number | null };

const endings: readonly FaultName[] = ['failed', 'aborted'];

/** What a fault can strike that costs nothing. */
const freeCalls = ['file', 'prediction'] as const;
type Call = PaidOperation | (typeof freeCalls)[number];

const queuedFault = z.strictObject({
  operation: z.enum([...paidOperations, ...freeCalls]).optional(),
  fault: faultName,
  value: z.number().min(0).max(86_400).optional(),
  times: z.int().min(1).max(1000).default(1),
});
export type QueuedFault = z.infer<typeof queuedFault>;

const queue = (): QueuedFault[] => singleton('sandbox.faults', () => []);

/** Reads the body of `POST /sandbox/faults` and queues it. Throws a ZodError. */
export function queueFault(body: unknown): QueuedFault {
  const entry = queuedFault.parse(body);
  queue().push(entry);
  return { ...entry };
}

/** What waits to strike, in order. */
export const queuedFaults = (): QueuedFault[] => queue().map((entry) => ({ ...entry }));

/** The queued fault that this request must suffer, taken off the queue. */
export function takeFault(operation: Call): Fault[] {
  const waiting = queue();
  const index = waiting.findIndex((entry) =>
    entry.operation === undefined
      ? !freeCalls.some((call) => call === operation)
      : entry.operation === operation,
  );
  const entry = waiting[index];
  if (!entry) return [];
  entry.times -= 1;
  if (entry.times === 0) waiting.splice(index, 1);
  return [{ name: entry.fault, value: entry.value ?? null }];
}

const word = /\s*(?<![\w-])fault:([\w-]+)(?:=(\d+(?:\.\d+)?))?/gi;

/**
 * The fault words of a prompt, and the prompt without them; a 400 for a name that is no fault, so a slip is
 * noticed. `ends`: what is asked for ends later than its answer, so it may fail or be aborted by then. `field`: where
 * the prompt stands in the body.
 */
export function readFaults(
  prompt: string,
  { ends = false, field = 'image_request.prompt' } = {},
): { words: string; faults: Fault[] } | Response {
  const faults: Fault[] = [];
  for (const [, name = '', value] of prompt.matchAll(word)) {
    const known = faultName.safeParse(name.toLowerCase());
    if (!known.success || (!ends && endings.includes(known.data)))
      return problem(400, `'${name}' is not a fault of this sandbox - '${field}'`);
    faults.push({ name: known.data, value: value === undefined ? null : Number(value) });
  }
  return { words: faults.length > 0 ? prompt.replace(word, '').trim() : prompt, faults };
}

/** The first fault of this name. */
export const findFault = (faults: Fault[], name: FaultName): Fault | undefined =>
  faults.find((fault) => fault.name === name);

/** Whether a picture (its place in the answer from 0) suffers the fault: all do when the fault names none. */
export function strikes(faults: Fault[], name: FaultName, index: number): boolean {
  return faults.some((fault) => fault.name === name && (fault.value === null || fault.value === index + 1));
}

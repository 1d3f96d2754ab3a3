import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from '@/lib/server/log';
import { anySeed, picturesOf, type Drawing } from '@/lib/server/sandbox/answers';
import { deliver, jsonContent, refusalOf, suffer } from '@/lib/server/sandbox/delivery';
import { findFault, takeFault } from '@/lib/server/sandbox/faults';
import { hasKey, only } from '@/lib/server/sandbox/gate';
import { endsUnrun, readRequest, takeOn, type Offer, type Taken } from '@/lib/server/sandbox/perform';
import type { Plan } from '@/lib/server/sandbox/plan';
import { freshId } from '@/lib/server/sandbox/records';
import { problem, unauthorized, unsafe } from '@/lib/server/sandbox/refusals';
import { isProhibited } from '@/lib/server/sandbox/safety';
import { singleton } from '@/lib/server/singleton';
import { v2Calls } from './calls';
import { endGeneration, generationRecords, keptMs, type Generation } from './record';

/** Milliseconds that a generation stands as `pending` at least. */
const pendingMs = 700;
const slowSeconds = 5;

const drawingOf = (plan: Plan): Drawing | null => ('draw' in plan ? plan : null);

/**
 * One call of v2 that makes pictures (shared/upstream/ideogram.md 10): a quote with `?dry_run=true`, an id
 * with `async`, else the pictures. A generation survives a restart and is asked after with
 * `GET …/v2/generations/{id}`. Of the faults (faults.ts) `failed`, `aborted` and `unsafe` end one that is asked
 * after, the last two uncharged; `slow` makes it take longer.
 */
export async function generation(call: string, request: Request, url: URL): Promise<Response> {
  const offer = v2Calls[call];
  if (!offer) return problem(404, `There is nothing at ${url.pathname}.`);
  if (url.searchParams.get('dry_run') === 'true') return quote(offer, request);
  const taken = await takeOn(offer, request);
  if (taken instanceof Response) return taken;
  const { plan, words, faults } = taken;
  const drawing = drawingOf(plan);
  if (!drawing) return problem(500, 'This call draws nothing.');
  const entry = newGeneration(call, taken);
  if (plan.later) await begin(entry, taken);
  const answered = plan.later ? faults.filter(({ name }) => name !== 'slow') : faults;
  const failure = await suffer(answered, request.signal);
  if (failure) return failure;
  const data = plan.later ? null : await picturesOf(drawing, words, faults, entry.seed, '');
  if (data) generationRecords.save({ ...entry, end: { data, reason: null, usdMicros: entry.usdMicros } });
  const links = data && { data: data.map((item) => linked(item, url.origin)) };
  const told = { generation_id: entry.id, seed: entry.seed, ...links };
  return deliver(jsonContent(told), answered, request.signal);
}

/** From here on the work is done, whatever becomes of the answer. */
async function begin(entry: Generation, { bytes }: Taken): Promise<void> {
  await generationRecords.keep(entry.id, bytes, Date.now() + keptMs());
  generationRecords.save(entry);
  seeToIt(entry.id);
}

/** Checks and prices a request without running it; free (10.1). */
async function quote(offer: Offer, request: Request): Promise<Response> {
  const asked = await readRequest(offer, request);
  if (asked instanceof Response) return asked;
  const { plan, words } = asked;
  if (isProhibited(words)) return unsafe('Prompt');
  return Response.json({
    object: 'price_quote',
    billing_identifier: plan.model,
    quantity: plan.images,
    usd_micros: plan.usdMicros,
    // No rate is published; a credit is taken for five cents.
    credit_millis: Math.round(plan.usdMicros / 50),
    qualifier: 'exact',
  });
}

function newGeneration(call: string, { plan, words, faults, type }: Taken): Generation {
  const createdAt = Date.now();
  const slow = findFault(faults, 'slow');
  return {
    id: freshId(),
    call,
    type,
    words,
    faults,
    seed: plan.seed ?? anySeed(),
    usdMicros: endsUnrun({ plan, faults }) ? 0 : plan.usdMicros,
    createdAt,
    endsAt: createdAt + pendingMs + (slow ? (slow.value ?? slowSeconds) * 1000 : 0),
    end: null,
  };
}

/** Sees to it that a generation ends, once at a time; after a restart the next question calls it. */
function seeToIt(id: string): void {
  const running = singleton('sandbox.generations.drawing', () => new Set<string>());
  if (running.has(id) || generationRecords.find(id)?.end !== null) return;
  running.add(id);
  draw(id)
    .catch((err: unknown) => {
      log().error({ generation: id, err }, 'a generation of the sandbox was not drawn');
      endGeneration(id, { data: null, reason: 'internal_error', usdMicros: 0 });
    })
    .finally(() => running.delete(id));
}

async function draw(id: string): Promise<void> {
  const due = generationRecords.find(id);
  if (!due) return;
  await wait(Math.max(0, due.endsAt - Date.now()), undefined, { ref: false });
  const { faults, words, seed, usdMicros } = due;
  const reason = failureOf(faults);
  if (reason) return endGeneration(id, { data: null, reason, usdMicros });
  const bytes = await generationRecords.open(id);
  const plan = typeof bytes === 'number' ? null : await v2Calls[due.call]?.read(bytes, due.type);
  const drawing = plan && !(plan instanceof Response) ? drawingOf(plan) : null;
  if (!drawing) throw new TypeError('The request of a generation is gone.');
  endGeneration(id, { data: await picturesOf(drawing, words, faults, seed, ''), reason: null, usdMicros });
}

function failureOf(faults: Generation['faults']): string | null {
  if (findFault(faults, 'unsafe')) return 'content_policy_violation';
  if (findFault(faults, 'aborted')) return 'canceled_before_start';
  return findFault(faults, 'failed') ? 'generation_failed' : null;
}

const linked = (item: Record<string, unknown>, origin: string): Record<string, unknown> =>
  item['url'] ? { ...item, url: `${origin}${String(item['url'])}` } : item;

/** How a generation stands (7.6, 10.1). A question takes what is queued for `prediction`. */
export async function askAfter(id: string, request: Request, url: URL): Promise<Response> {
  const wrong = only('GET', request);
  if (wrong) return wrong;
  if (!hasKey(request.headers)) return unauthorized();
  const faults = takeFault('prediction');
  const failure = refusalOf(faults, 'Image') ?? (await suffer(faults, request.signal));
  if (failure) return failure;
  seeToIt(id);
  const entry = generationRecords.find(id);
  if (!entry) return Response.json({ error: 'Generation not found.' }, { status: 404 });
  return deliver(jsonContent(viewOf(entry, url.origin)), faults, request.signal);
}

function viewOf({ id, call, createdAt, end }: Generation, origin: string): Record<string, unknown> {
  const common = { generation_id: id, created: new Date(createdAt).toISOString() };
  if (!end) return { ...common, status: 'pending' };
  const cost = { usage_cost_usd_micros: end.usdMicros };
  if (!end.data) return { ...common, status: 'failed', failure_reason: end.reason, ...cost };
  const type = call.startsWith('remove-background') ? 'image.without-prompt-or-seed' : 'image.generation';
  const data = end.data.map((item) => ({ object_type: type, ...linked(item, origin) }));
  return { ...common, status: 'completed', response_type: 'url', data, ...cost };
}

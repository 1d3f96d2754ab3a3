import 'server-only';
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { readJson, readWhole } from '@/lib/server/sandbox/body';
import { deliver, deliverFile, jsonContent, refusalOf, suffer } from '@/lib/server/sandbox/delivery';
import { readFaults, strikes, takeFault, type Fault } from '@/lib/server/sandbox/faults';
import { hasKey, only } from '@/lib/server/sandbox/gate';
import { charge } from '@/lib/server/sandbox/ledger';
import { priceOf } from '@/lib/server/sandbox/prices';
import { freshId } from '@/lib/server/sandbox/records';
import { problem, schemaFault, unauthorized, unsafe } from '@/lib/server/sandbox/refusals';
import { isProhibited } from '@/lib/server/sandbox/safety';
import { inTurn } from '@/lib/server/sandbox/turns';
import { wireOperations, type WireOperation } from '@/lib/server/sandbox/wire';
import { draw, stageOf } from './drawing';
import { webPlans, type WebPlan } from './plans';
import { webRecords, type WebTask } from './record';
import { samplingRequest } from './view';
import { requestBody } from './wire';

const submitPath = new RegExp(`^/sandbox/web/api/ideogram/(${wireOperations.join('|')})$`);
const askPath = '/sandbox/web/api/ideogram/task-request';
const picturePath = /^\/sandbox\/web\/assets\/progressive-image\/balanced\/response\/([^/]+)$/;

/**
 * The web task API (shared/upstream/gateways.md B).
 *
 * | path | |
 * |---|---|
 * | `POST /sandbox/web/api/ideogram/{generate,remix,upscale}` | `{request_id}`; B.3 as read in wire.ts |
 * | `POST /sandbox/web/api/ideogram/describe` | `{data:[{caption}]}`, at once |
 * | `POST /sandbox/web/api/ideogram/task-request` | `{sampling_requests:[…]}`, empty for an unknown id |
 * | `GET /sandbox/web/assets/progressive-image/balanced/response/{id}` | a picture |
 *
 * Pictures can be had for ATELIER_SANDBOX_LINK_HOURS. A task is charged when it is submitted, and survives a restart.
 * Of the faults (faults.ts) `failed` and `aborted` end it with `is_errored`, a withheld picture is not among the
 * responses, and `task-request` takes what is queued for `prediction`.
 */
export async function web(request: Request, url: URL): Promise<Response> {
  const name = submitPath.exec(url.pathname)?.[1];
  const operation = wireOperations.find((known) => known === name);
  if (operation) return only('POST', request) ?? submit(operation, request);
  if (url.pathname === askPath) return only('POST', request) ?? ask(request, url.origin);
  const responseId = picturePath.exec(url.pathname)?.[1];
  if (responseId !== undefined) return only('GET', request) ?? deliverFile(request, () => picture(responseId));
  return problem(404, `There is nothing at ${url.pathname}.`);
}

async function jsonOf(request: Request): Promise<{ value: unknown } | Response> {
  const bytes = await readWhole(request);
  if (!bytes) return problem(413, 'The request is larger than 32 MB.');
  if (!hasKey(request.headers)) return unauthorized();
  return readJson(bytes, request.headers.get('content-type') ?? '');
}

async function submit(operation: WireOperation, request: Request): Promise<Response> {
  const json = await jsonOf(request);
  if (json instanceof Response) return json;
  const plan = await webPlans[operation](json.value);
  if (plan instanceof Response) return plan;
  const asTask = 'draw' in plan ? plan : null;
  const prompt = asTask?.prompt ?? null;
  const asked = readFaults(prompt ?? '', { ends: true });
  if (asked instanceof Response) return asked;
  const faults = [...asked.faults, ...takeFault(operation)];
  const refusal = refusalOf(faults, prompt === null ? 'Image' : 'Prompt');
  if (refusal) return refusal;
  if (isProhibited(asked.words)) return unsafe('Prompt');
  const images = asTask?.images ?? 0;
  await charge({
    at: new Date().toISOString(),
    id: randomUUID(),
    operation,
    model: asTask?.modelVersion ?? null,
    images,
    promptHash: prompt === null ? null : createHash('sha256').update(prompt).digest('hex'),
    key: request.headers.get('x-request-tag'),
    usdMicros: priceOf(operation, null, images),
  });
  const taken = asTask && takeOn(operation, asTask, json.value, asked.words, faults);
  const failure = await suffer(faults, request.signal);
  if (failure) return failure;
  const answer = 'read' in plan ? { data: [{ caption: await inTurn(plan.read) }] } : { request_id: taken?.id };
  return deliver(jsonContent(answer), faults, request.signal);
}

/** From here on the work is done, whatever becomes of the answer. */
function takeOn(
  operation: WireOperation,
  plan: WebPlan,
  body: unknown,
  words: string,
  faults: Fault[],
): WebTask {
  const task: WebTask = {
    id: freshId(),
    operation,
    at: Date.now(),
    body,
    words,
    faults,
    seed: plan.seed ?? randomInt(2 ** 31),
    responses: Array.from({ length: plan.images }, (_, at) => (strikes(faults, 'withheld', at) ? null : freshId())),
  };
  webRecords.save(task);
  draw(task, plan);
  return task;
}

async function ask(request: Request, origin: string): Promise<Response> {
  const json = await jsonOf(request);
  if (json instanceof Response) return json;
  const body = requestBody.safeParse(json.value, { reportInput: true });
  if (!body.success) return schemaFault(body.error);
  const faults = takeFault('prediction');
  const failure = refusalOf(faults, 'Image') ?? (await suffer(faults, request.signal));
  if (failure) return failure;
  const found = await view(body.data.request_id, origin);
  return deliver(jsonContent({ sampling_requests: found === null ? [] : [found] }), faults, request.signal);
}

async function view(requestId: string, origin: string): Promise<unknown> {
  const task = webRecords.find(requestId);
  if (!task) return null;
  const plan = await webPlans[task.operation](task.body);
  // Its body was understood once; what it works on may have died since.
  if (plan instanceof Response || !('draw' in plan)) return null;
  return samplingRequest(task, plan, await stageOf(task, plan), origin);
}

async function picture(responseId: string): Promise<Uint8Array<ArrayBuffer> | Response> {
  const bytes = await webRecords.open(responseId);
  if (bytes === 404) return Response.json({ error: 'There is no such picture.' }, { status: 404 });
  return bytes === 410 ? Response.json({ error: 'This link has expired.' }, { status: 410 }) : bytes;
}

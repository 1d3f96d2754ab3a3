import 'server-only';
import { createHash } from 'node:crypto';
import { readJson, readWhole } from '@/lib/server/sandbox/body';
import { deliver, deliverFile, jsonContent, suffer } from '@/lib/server/sandbox/delivery';
import { findFault, readFaults, takeFault } from '@/lib/server/sandbox/faults';
import { hasKey } from '@/lib/server/sandbox/gate';
import { charge } from '@/lib/server/sandbox/ledger';
import { refused, seeToIt } from './drawing';
import { creationOf, type Asked } from './input';
import { endRecord, newId, predictionRecords, type PredictionRecord } from './record';
import { invalidInput, noToken, nothingHere, refusalFor, refuse, schemaRefusal } from './refusals';
import { viewOf } from './view';
import { models } from './vocabulary';

/** Milliseconds a prediction stands as `starting`, and then at least as `processing`. */
const startingMs = 300;
const processingMs = 700;
const slowSeconds = 5;

/**
 * Replicate's predictions as the gateways pass them on (shared/upstream/gateways.md C):
 *
 * | path | |
 * |---|---|
 * | `POST /sandbox/replicate/v1/models/{owner}/{name}/predictions` | 201 `starting`; nothing is held open |
 * | `GET /sandbox/replicate/v1/predictions` | the newest hundred; `created_after`, `created_before` |
 * | `GET /sandbox/replicate/v1/predictions/{id}` | `starting`, `processing`, then its end |
 * | `POST /sandbox/replicate/v1/predictions/{id}/cancel` | `canceled`, unless it has ended |
 * | `GET /sandbox/replicate/files/{name}/out-0.png` | the picture, on the origin that asked for the prediction |
 *
 * It is charged when it is created. Input, output and logs are removed ATELIER_SANDBOX_PREDICTION_HOURS after its end,
 * the file with them.
 */
export async function replicate(request: Request, url: URL): Promise<Response> {
  const path = url.pathname.slice('/sandbox/replicate'.length);
  const file = /^\/files\/([\w-]+)\/out-0\.png$/.exec(path)?.[1];
  if (file) return only('GET', request) ?? deliverFile(request, () => picture(file));
  const model = /^\/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/.exec(path)?.[1];
  if (model) return only('POST', request) ?? create(request, model);
  if (path === '/v1/predictions') return only('GET', request) ?? list(request, url);
  const [, id, cancel] = /^\/v1\/predictions\/([\w-]+)(\/cancel)?$/.exec(path) ?? [];
  if (!id) return nothingHere();
  if (!cancel) return only('GET', request) ?? show(request, id, url.origin);
  return only('POST', request) ?? stop(request, id, url.origin);
}

async function picture(file: string): Promise<Uint8Array<ArrayBuffer> | Response> {
  const bytes = await predictionRecords.open(file);
  return typeof bytes === 'number' ? nothingHere() : bytes;
}

function only(method: 'GET' | 'POST', request: Request): Response | null {
  const used = request.method === 'HEAD' ? 'GET' : request.method;
  if (used === method) return null;
  return refuse(405, 'Method not allowed', `Method "${request.method}" not allowed.`, {}, { allow: method });
}

async function create(request: Request, name: string): Promise<Response> {
  const bytes = await readWhole(request);
  if (!bytes) return refuse(413, 'Payload too large', 'The request is larger than 32 MB.');
  if (!hasKey(request.headers)) return noToken();
  const model = models[name];
  if (!model) return nothingHere();
  const json = readJson(bytes, request.headers.get('content-type') ?? '');
  if (json instanceof Response) return refuse(400, 'Bad request', 'The request body is not valid JSON.');
  const body = creationOf(model).safeParse(json.value, { reportInput: true });
  if (!body.success) return schemaRefusal(body.error);
  const input = body.data.input as Asked;
  const read = readFaults(input.prompt, { ends: true });
  if (read instanceof Response) {
    const description = 'holds a fault that this sandbox does not know';
    return invalidInput([{ type: 'enum', field: 'input.prompt', description }]);
  }
  const faults = [...read.faults, ...takeFault('generate')];
  const refusal = refusalFor(faults);
  if (refusal) return refusal;
  const entry = newRecord(name, json.value, { ...input, prompt: read.words }, faults);
  if (!refused(entry) && !findFault(faults, 'aborted')) {
    await charge({
      at: new Date(entry.createdAt).toISOString(),
      id: entry.id,
      operation: 'generate',
      model: name,
      images: 1,
      promptHash: createHash('sha256').update(input.prompt).digest('hex'),
      key: request.headers.get('x-request-tag'),
      usdMicros: model.usdMicros,
    });
  }
  predictionRecords.save(entry);
  seeToIt(entry.id);
  // Slowness is the drawing's here, not the answer's.
  const answered = faults.filter(({ name: fault }) => fault !== 'slow');
  const failure = await suffer(answered, request.signal);
  return failure ?? deliver(jsonContent(viewOf(entry, new URL(request.url).origin), 201), answered, request.signal);
}

function newRecord(
  model: string,
  body: unknown,
  { seed, ...asked }: Asked,
  faults: PredictionRecord['faults'],
): PredictionRecord {
  const createdAt = Date.now();
  const slow = findFault(faults, 'slow');
  const endsAt = createdAt + startingMs + processingMs + (slow ? (slow.value ?? slowSeconds) * 1000 : 0);
  return {
    id: newId(),
    model,
    input: (body as { input: Record<string, unknown> }).input,
    asked,
    seed: typeof seed === 'number' ? Math.abs(seed) : Math.floor(Math.random() * 2 ** 31),
    faults,
    createdAt,
    startsAt: findFault(faults, 'aborted') ? endsAt : createdAt + startingMs,
    endsAt,
    end: null,
  };
}

const pageSize = 100;

/** Both ends of the time are left out, as the vendor says of them; a time that is none is refused. */
async function list(request: Request, url: URL): Promise<Response> {
  if (!hasKey(request.headers)) return noToken();
  const [after, before] = ['created_after', 'created_before'].map((name) => {
    const told = url.searchParams.get(name);
    return told === null ? null : Date.parse(told);
  });
  if (Number.isNaN(after) || Number.isNaN(before)) return refuse(400, 'Bad request', 'A time is not in ISO 8601.');
  const within = (await predictionRecords.all()).filter(
    ({ createdAt }) => (after == null || createdAt > after) && (before == null || createdAt < before),
  );
  const newest = within.toSorted((one, other) => other.createdAt - one.createdAt).slice(0, pageSize);
  return Response.json({ next: null, previous: null, results: newest.map((entry) => viewOf(entry, url.origin)) });
}

async function show(request: Request, id: string, origin: string): Promise<Response> {
  if (!hasKey(request.headers)) return noToken();
  const faults = takeFault('prediction');
  const failure = refusalFor(faults) ?? (await suffer(faults, request.signal));
  if (failure) return failure;
  seeToIt(id);
  const entry = predictionRecords.find(id);
  return entry ? deliver(jsonContent(viewOf(entry, origin)), faults, request.signal) : nothingHere();
}

/** A prediction that has ended stays as it is. */
async function stop(request: Request, id: string, origin: string): Promise<Response> {
  if (!hasKey(request.headers)) return noToken();
  const entry = endRecord(id, { status: 'canceled', file: null, error: null });
  return entry ? Response.json(viewOf(entry, origin)) : nothingHere();
}

import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { answer } from './answers';
import { readJson, readWhole, type Bytes } from './body';
import { deliver, deliverFile, ended, jsonContent, refusalOf, suffer } from './delivery';
import { queueFault, queuedFaults, readFaults, takeFault } from './faults';
import { hasKey, only } from './gate';
import { charge, ledger } from './ledger';
import { plans } from './plans';
import { priceOf } from './prices';
import { problem, schemaFault, unauthorized, unsafe } from './refusals';
import { replicate } from './replicate/predictions';
import { openResult } from './results';
import { isProhibited } from './safety';
import { web } from './web/tasks';
import { wireOperations, type WireOperation } from './wire';

/**
 * The built-in gateway. It speaks Ideogram's legacy wire (shared/upstream/ideogram.md 2, 4, 5, 11, 12; paths:
 * gateways.md A.1), the web task API (gateways.md B) and Replicate's predictions (gateways.md C), and draws its own
 * pictures. Works like fetch: a rejection with `SandboxFault` is a broken connection, one with the signal's reason an
 * aborted request.
 *
 * | path | |
 * |---|---|
 * | `POST /sandbox/ideogram/v1/{generate,remix,upscale,describe}` | as the gateways of the Shell family spell it |
 * | `POST /sandbox/ideogram/{…}` | as most other gateways do |
 * | `POST /sandbox/{…}` | as the official host does |
 * | `GET /sandbox/files/{id}.png?exp&sig` | a result, on the origin the request came to |
 * | `/sandbox/web/…` | the web task API (web/tasks.ts) |
 * | `/sandbox/replicate/v1/…` | Replicate's predictions (replicate/predictions.ts) |
 * | `GET /sandbox/ledger` | every charge so far (ledger.ts) |
 * | `GET`, `POST /sandbox/faults` | faults on request (faults.ts) |
 *
 * Any key is accepted, as `Authorization: Bearer …`, as a bare `Authorization` (some gateways document that)
 * or as `Api-Key`; none at all is 401. `x-request-tag` is kept with the charge.
 */
export async function sandbox(request: Request): Promise<Response> {
  const left = ended(request.signal);
  left.catch(() => {});
  return Promise.race([route(request), left]);
}

const operationPath = new RegExp(`^/sandbox(?:/ideogram(?:/v1)?)?/(${wireOperations.join('|')})$`);

async function route(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const name = operationPath.exec(url.pathname)?.[1];
  const operation = wireOperations.find((known) => known === name);
  if (operation) return only('POST', request) ?? perform(operation, request, url.origin);
  if (url.pathname.startsWith('/sandbox/files/'))
    return only('GET', request) ?? deliverFile(request, () => download(url));
  if (url.pathname.startsWith('/sandbox/web/')) return web(request, url);
  if (url.pathname.startsWith('/sandbox/replicate/')) return replicate(request, url);
  if (url.pathname === '/sandbox/ledger') return only('GET', request) ?? Response.json(await ledger());
  if (url.pathname === '/sandbox/faults') return only('GET, POST', request) ?? faults(request);
  return problem(404, `There is nothing at ${url.pathname}.`);
}

async function perform(operation: WireOperation, request: Request, origin: string): Promise<Response> {
  const body = await readWhole(request);
  if (!body) return problem(413, 'The request is larger than 32 MB.');
  if (!hasKey(request.headers)) return unauthorized();
  const plan = await plans[operation](body, request.headers.get('content-type') ?? '');
  if (plan instanceof Response) return plan;
  const asked = readFaults(plan.prompt ?? '');
  if (asked instanceof Response) return asked;
  const faults = [...asked.faults, ...takeFault(operation)];
  const refusal = refusalOf(faults, plan.prompt === null ? 'Image' : 'Prompt');
  if (refusal) return refusal;
  if (isProhibited(asked.words)) return unsafe('Prompt');
  await charge({
    at: new Date().toISOString(),
    id: randomUUID(),
    operation,
    model: plan.model,
    images: plan.images,
    promptHash: plan.prompt === null ? null : createHash('sha256').update(plan.prompt).digest('hex'),
    key: request.headers.get('x-request-tag'),
    usdMicros: priceOf(operation, plan.model, plan.images),
  });
  const failure = await suffer(faults, request.signal);
  if (failure) return failure;
  return deliver(jsonContent(await answer(plan, asked.words, faults, origin)), faults, request.signal);
}

async function download(url: URL): Promise<Bytes | Response> {
  const bytes = await openResult(url);
  if (bytes === 403) return Response.json({ error: 'The signature of this link is wrong.' }, { status: 403 });
  if (bytes === 404) return Response.json({ error: 'There is no such picture.' }, { status: 404 });
  if (bytes === 410) return Response.json({ error: 'This link has expired.' }, { status: 410 });
  return bytes;
}

async function faults(request: Request): Promise<Response> {
  if (request.method !== 'POST') return Response.json(queuedFaults());
  const bytes = await readWhole(request);
  const body = bytes && readJson(bytes, request.headers.get('content-type') ?? '');
  if (!body) return problem(413, 'The request is too large.');
  if (body instanceof Response) return body;
  try {
    return Response.json(queueFault(body.value), { status: 201 });
  } catch (error) {
    if (error instanceof z.ZodError) return schemaFault(error);
    throw error;
  }
}

import 'server-only';
import { z } from 'zod';
import { readJson, readWhole, type Bytes } from './body';
import { deliverFile, ended } from './delivery';
import { queueFault, queuedFaults } from './faults';
import { hasKey, only } from './gate';
import { ledger } from './ledger';
import { perform } from './perform';
import { legacyOffer } from './plans';
import { problem, schemaFault, unauthorized } from './refusals';
import { replicate } from './replicate/predictions';
import { openResult } from './results';
import { calls as v3 } from './v3/calls';
import { v1Calls, v2Describe } from './v4/calls';
import { askAfter, generation } from './v4/generations';
import { web } from './web/tasks';
import { wireOperation, wireOperations } from './wire';

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
 * | `POST /sandbox/v1/ideogram-v3/{generate,remix,…}` | Ideogram 3.0 (v3/calls.ts) |
 * | `POST /sandbox/ideogram/v1/ideogram-v3/{…}` | as the gateways do |
 * | `POST /sandbox/v1/ideogram-v4/{generate,remix,generate-transparent,magic-prompt,describe}`, `/sandbox/v1/remove-background` | Ideogram 4.0 (v4/calls.ts) |
 * | `POST /sandbox/v2/image/{generate,remix,remove-background,describe}/{model}` | the v2 API with 4.5 (v4/generations.ts) |
 * | `GET /sandbox/v2/generations/{id}`, `/sandbox/v1/generations/{id}` | how one of them stands |
 * | `GET /sandbox/models`, `/sandbox/ideogram/models` | the account's own models; free, for those who test a key |
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

/** One line a dialect or an address: what of the path names the call, and who answers it. */
const routes: [RegExp, (request: Request, url: URL, name: string) => Promise<Response>][] = [
  [
    new RegExp(`^/sandbox(?:/ideogram(?:/v1)?)?/(${wireOperations.join('|')})$`),
    (request, _url, name) => perform(legacyOffer(wireOperation.parse(name)), request),
  ],
  [
    new RegExp(`^/sandbox(?:/ideogram)?/v1/ideogram-v3/(${Object.keys(v3).join('|')})$`),
    async (request, _url, name) => {
      const call = v3[name];
      return call ? perform(call, request) : problem(404, `There is no ${name}.`);
    },
  ],
  [
    new RegExp(`^/sandbox(?:/ideogram)?/v1/(${Object.keys(v1Calls).join('|')})$`),
    async (request, _url, name) => {
      const call = v1Calls[name];
      return call ? perform(call, request) : problem(404, `There is no ${name}.`);
    },
  ],
  [/^\/sandbox(?:\/ideogram)?\/v2\/image\/describe\/ideogram-4$/, (request) => perform(v2Describe, request)],
  [
    /^\/sandbox(?:\/ideogram)?\/v2\/image\/([\w-]+\/[\w-]+)$/,
    (request, url, name) => generation(name, request, url),
  ],
  [
    /^\/sandbox(?:\/ideogram)?\/v[12]\/generations\/([^/]+)$/,
    (request, url, name) => askAfter(name, request, url),
  ],
  [/^\/sandbox(?:\/ideogram)?\/models$/, async (request) => only('GET', request) ?? models(request)],
  [/^\/sandbox\/web\//, web],
  [/^\/sandbox\/replicate\//, replicate],
  [
    /^\/sandbox\/files\//,
    async (request, url) => only('GET', request) ?? deliverFile(request, () => download(url)),
  ],
  [/^\/sandbox\/ledger$/, async (request) => only('GET', request) ?? Response.json(await ledger())],
  [/^\/sandbox\/faults$/, async (request) => only('GET, POST', request) ?? faults(request)],
];

async function route(request: Request): Promise<Response> {
  const url = new URL(request.url);
  for (const [path, answer] of routes) {
    const found = path.exec(url.pathname);
    if (found) return answer(request, url, found[1] ?? '');
  }
  return problem(404, `There is nothing at ${url.pathname}.`);
}

async function download(url: URL): Promise<Bytes | Response> {
  const bytes = await openResult(url);
  if (bytes === 403) return Response.json({ error: 'The signature of this link is wrong.' }, { status: 403 });
  if (bytes === 404) return Response.json({ error: 'There is no such picture.' }, { status: 404 });
  if (bytes === 410) return Response.json({ error: 'This link has expired.' }, { status: 410 });
  return bytes;
}

/** The account's own trained models: none. A call that is free and says whether a key is taken (ideogram.md 9). */
const models = (request: Request): Response =>
  hasKey(request.headers) ? Response.json({ models: [] }) : unauthorized();

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

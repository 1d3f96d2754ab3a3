import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError, type ErrorBody } from '@/lib/schema/error';
import { bodyKind, readForm, readJson, type BodyKind, type FileParts, type ReceivedFile, type ReceivedForm } from './body';
import { parse, refuse } from './faults';
import { log } from './log';
import { checkHost, checkOrigin } from './origin';
import { personOf } from './person';
import { ownFault } from './own-faults';

/** What Next hands a route: its path parameters, as a promise. */
type Context = { params: Promise<unknown> };
export type RouteHandler = (request: Request, context: Context) => Promise<Response>;

type Spec<Params, Query, Body> = {
  /** The path's parts; one that does not parse is a path that does not exist. */
  params?: z.ZodType<Params>;
  /** The address's query; without it none is taken. */
  query?: z.ZodType<Query>;
  /** The JSON body, or how to choose its schema by the path. */
  body?: z.ZodType<Body> | ((params: Params) => z.ZodType<Body>);
  /** A multipart body is taken: its parts with files; with `body` they are optional and join it under their names. */
  files?: FileParts;
  /** The call may spend money: it takes `Idempotency-Key` and `Price-Limit`. */
  paid?: boolean;
  /** Strangers come from other sites: the origin is not asked. */
  open?: boolean;
};

/** What a paid call says beside its body; null for what was not said. Of an unpaid one only the person is read. */
export type Press = {
  idempotencyKey: string | null;
  /** The most that it may cost, in micro-dollars: what a person was shown before. */
  priceLimit: number | null;
  /** Who asks, where the studio is told. */
  person: string | null;
};

export type Call<Params, Query, Body> = {
  request: Request;
  params: Params;
  query: Query;
  /** The fields of parts that came as files hold stand-ins until those are stored. */
  body: Body;
  files: ReceivedForm['files'];
  press: Press;
};

const apiHeaders = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** An answer with a status or headers of its own; a plain object from a handler is a 200. */
export function reply(status: number, body?: object | null, headers?: HeadersInit): Response {
  return body ? Response.json(body, { status, headers }) : new Response(null, { status, headers });
}

/**
 * One door of the HTTP API (design/http-api.md). In this order: host, origin, key, media type, size, schema, handler.
 * A handler gets parsed values and returns an object or a Response; whatever is thrown becomes the one error shape.
 */
export function route<Params = unknown, Query = unknown, Body = unknown>(
  spec: Spec<Params, Query, Body>,
  handler: (call: Call<Params, Query, Body>) => Promise<object> | object,
): RouteHandler {
  return answered(async (request, context) => {
    checkHost(request);
    if (!spec.open) checkOrigin(request);
    const press = pressOf(request, spec.paid ?? false);
    const params = await pathParams(spec.params, context);
    const kind = acceptedKind(request, spec);
    const query = queryOf(spec.query, request);
    const { body, files } = await bodyOf(spec, params, request, kind);
    const result = await handler({ request, params, query, body, files, press });
    const response = result instanceof Response ? result : Response.json(result);
    if (spec.paid && press.idempotencyKey === null) response.headers.set('Idempotency-Key', 'none');
    return response;
  });
}

/** A route that takes one file and nothing else, in the multipart part `part`. */
export const fileRoute = (part: string, handler: (file: ReceivedFile) => Promise<object>): RouteHandler =>
  route({ files: { [part]: 'one' } }, ({ files }) => {
    const [file] = files[part] ?? [];
    return file ? handler(file) : refuse({ [part]: 'is required' });
  });

/** For a path that does not exist, and for one that must look as if it did not. */
export const nothingHere = (): AppError => new AppError('not_found', 'There is nothing at this address.');

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The exports of a route file: what it offers, and 405 in the error shape for every other method of a path that exists. */
export function methods(offered: Partial<Record<Method, RouteHandler>>, params?: z.ZodType) {
  const allow = [...Object.keys(offered), ...(offered.GET ? ['HEAD'] : [])].join(', ');
  const refused = answered(async (request, context) => {
    checkHost(request);
    checkOrigin(request);
    await pathParams(params, context);
    throw new AppError('method_not_allowed', `${request.method} is not offered here; ${allow} is.`);
  }, allow);
  const { GET = refused, POST = refused, PUT = refused, PATCH = refused, DELETE = refused } = offered;
  return { GET, HEAD: withoutBody(GET), POST, PUT, PATCH, DELETE, OPTIONS: refused };
}

/** The framework drops a HEAD's body without closing it, and a file behind it would stay open. */
function withoutBody(get: RouteHandler): RouteHandler {
  return async (request, context) => {
    const { body, status, headers } = await get(request, context);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}

function answered(run: RouteHandler, allow?: string): RouteHandler {
  return async (request, context) => {
    let response: Response;
    try {
      response = await run(request, context);
    } catch (error) {
      response = errorAnswer(error, request);
    }
    if (allow && response.status === 405) response.headers.set('Allow', allow);
    for (const [name, value] of Object.entries(apiHeaders)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  };
}

function errorAnswer(error: unknown, request: Request): Response {
  const requestId = randomUUID();
  const known = error instanceof AppError && error.code !== 'internal';
  const said = known ? error : unforeseen(error);
  if (said.status >= 500 && !request.signal.aborted) {
    log().error(
      { requestId, method: request.method, path: loggedPath(request), err: error },
      'request failed',
    );
  }
  const body: ErrorBody = {
    error: { code: said.code, message: said.message, ...(said.fields && { fields: said.fields }), requestId },
  };
  const headers: HeadersInit = {
    ...(said.retryAfter !== undefined && { 'Retry-After': String(Math.ceil(said.retryAfter)) }),
    ...(said.price !== undefined && { Price: String(said.price) }),
  };
  return Response.json(body, { status: said.status, headers });
}

/** A full disk or a database that somebody else holds passes; whatever else nobody thought of is told to the log alone. */
function unforeseen(error: unknown): AppError {
  const own = ownFault(error);
  return own
    ? new AppError(own.code, own.message, { retryAfter: 10 })
    : new AppError('internal', 'Something went wrong in Atelier. The log has the details.');
}

/** A share's token is a password: it stays out of the log. */
const loggedPath = (request: Request) => new URL(request.url).pathname.replace(/^\/s\/[^/]+/, '/s/…');

const pressOf = (request: Request, paid: boolean): Press => ({
  idempotencyKey: paid ? idempotencyKey(request) : null,
  priceLimit: paid ? priceLimitOf(request) : null,
  person: personOf(request),
});

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError('malformed', 'The header Idempotency-Key must be 1 to 255 visible ASCII characters.');
}

function priceLimitOf(request: Request): number | null {
  const limit = request.headers.get('price-limit');
  if (limit === null || /^\d{1,12}$/.test(limit)) return limit === null ? null : Number(limit);
  throw new AppError('malformed', 'The header Price-Limit must be a whole number of micro-dollars.');
}

async function pathParams<Params>(schema: z.ZodType<Params> | undefined, context: Context): Promise<Params> {
  const parsed = (schema ?? (z.unknown() as z.ZodType<Params>)).safeParse(await context.params);
  if (parsed.success) return parsed.data;
  throw nothingHere();
}

function acceptedKind(request: Request, spec: { body?: unknown; files?: FileParts }): BodyKind | null {
  const allowed: BodyKind[] = [];
  if (spec.body || !spec.files) allowed.push('application/json');
  if (spec.files) allowed.push('multipart/form-data');
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  return bodyKind(request, allowed);
}

function queryOf<Query>(schema: z.ZodType<Query> | undefined, request: Request): Query {
  const pairs = [...new URL(request.url).searchParams];
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse({ [twice]: 'is given twice' });
  return parse(
    schema ?? (z.strictObject({}) as unknown as z.ZodType<Query>),
    Object.fromEntries(pairs),
    'query',
  );
}

async function bodyOf<Params, Query, Body>(
  spec: Spec<Params, Query, Body>,
  params: Params,
  request: Request,
  kind: BodyKind | null,
): Promise<{ body: Body; files: ReceivedForm['files'] }> {
  const nothing = z.unknown() as z.ZodType<Body>;
  const schema = typeof spec.body === 'function' ? spec.body(params) : spec.body;
  if (spec.files && kind !== 'application/json') {
    const { files, json } = await readForm(request, spec.files);
    if (!schema) return { body: parse(nothing, undefined, 'body'), files };
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      refuse({ request: 'must be an object' });
    const twice = Object.keys(files).find((name) => name in json);
    if (twice !== undefined) refuse({ [twice]: 'is given twice' });
    return { body: parse(schema, { ...json, ...standIns(files, spec.files) }, 'request'), files };
  }
  if (!schema) return { body: parse(nothing, undefined, 'body'), files: {} };
  return { body: parse(schema, await readJson(request), 'body'), files: {} };
}

/** What stands for files in a body until they are stored. */
const standIns = (files: ReceivedForm['files'], parts: FileParts): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(files).map(([name, { length }]) => [
      name,
      parts[name] === 'some' ? Array.from({ length }, () => 'upload') : 'upload',
    ]),
  );

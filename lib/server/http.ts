import 'server-only';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { AppError } from '@/lib/schema/error';
import { readCapped } from './capped-body';
import type { Incoming, Outgoing } from './providers/provider';

/** Anything that answers a request like `fetch`; how the built-in gateway is reached without a socket. */
export type Transport = (request: Request) => Promise<Response>;

export type SendLimits = {
  /** Milliseconds for the whole exchange, connecting and the last byte included. */
  deadlineMs: number;
  /** Bytes of the reply after decoding. */
  maxBytes?: number;
  transport?: Transport;
};

const connectMs = 10_000;

/** The header names and values of an undici reply. */
export function headersOf(raw: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  return headers;
}

const unreachable = (request: Outgoing, cause: unknown): AppError =>
  new AppError(
    'provider_unreachable',
    `${new URL(request.url).host} could not be reached. Nothing was sent.`,
    { cause },
  );

const unclear = (request: Outgoing, cause: unknown): AppError =>
  new AppError(
    'unknown_outcome',
    `The connection to ${new URL(request.url).host} ended without an answer. The request may have run and been charged.`,
    { cause },
  );

/**
 * One HTTP exchange, sent exactly once: a fresh connection, no keep-alive, no redirects, no retries, one total deadline.
 * Throws `provider_unreachable` when no connection (TLS included) was ever up, `unknown_outcome` for whatever goes wrong
 * after that: reset, deadline, cut body, a reply over `maxBytes` (default 1 MiB). Every status is a reply.
 */
export async function sendOnce(
  request: Outgoing,
  { deadlineMs, maxBytes = 1024 * 1024, transport }: SendLimits,
): Promise<Incoming> {
  const { headers, body } = await encoded(request);
  const signal = AbortSignal.timeout(Math.max(1, Math.floor(deadlineMs)));
  if (transport) return sendWithin(transport, request, headers, body, signal, maxBytes);

  const url = new URL(request.url);
  let opened = false;
  const connect = buildConnector({ timeout: connectMs, allowH2: false });
  const client = new Client(url.origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (...result) => {
        if (result[1]) opened = true;
        callback(...result);
      }),
  });
  try {
    const reply = await client.request({
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers,
      body,
      signal,
      reset: true,
    });
    const replyHeaders = headersOf(reply.headers);
    const bytes = await readCapped(reply.body, replyHeaders.get('content-encoding'), maxBytes);
    return { status: reply.statusCode, headers: replyHeaders, text: new TextDecoder().decode(bytes) };
  } catch (cause) {
    throw opened ? unclear(request, cause) : unreachable(request, cause);
  } finally {
    void client.destroy().catch(() => undefined);
  }
}

/** Headers and bytes as they go out; a form is written down here, so that its length is known before connecting. */
async function encoded(
  request: Outgoing,
): Promise<{ headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> | null }> {
  const headers: Record<string, string> = { 'user-agent': 'Atelier', 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  if (!(request.body instanceof FormData)) {
    const body = request.body;
    return {
      headers,
      body: body === undefined ? null : typeof body === 'string' ? body : new Uint8Array(body),
    };
  }
  const form = new Response(request.body);
  const type = form.headers.get('content-type');
  if (type) headers['content-type'] = type;
  return { headers, body: new Uint8Array(await form.arrayBuffer()) };
}

async function sendWithin(
  transport: Transport,
  request: Outgoing,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> | null,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Incoming> {
  try {
    const reply = await before(
      signal,
      transport(
        new Request(request.url, { method: request.method, headers, body, signal, redirect: 'manual' }),
      ),
    );
    const bytes = await before(signal, readCapped(reply.body ?? [], null, maxBytes));
    return { status: reply.status, headers: reply.headers, text: new TextDecoder().decode(bytes) };
  } catch (cause) {
    throw neverRead(cause) ? unreachable(request, cause) : unclear(request, cause);
  }
}

/** A transport says so itself when it refused the connection before reading the request. */
const neverRead = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'afterBody' in cause && cause.afterBody === false;

/** The promise's value, or a rejection with the signal's reason once it aborts. */
export function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

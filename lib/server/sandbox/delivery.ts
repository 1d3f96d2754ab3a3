import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { findFault, takeFault, type Fault } from './faults';
import { crowded, forbidden, problem, rejected, unauthorized, unpaid, unsafe } from './refusals';

/**
 * The connection broke without an answer, as a rejected fetch would tell it. `afterBody`: the request had
 * been read, so the work may have been done and charged. Over HTTP the socket is destroyed (serve.ts,
 * app/sandbox).
 */
export class SandboxFault extends Error {
  readonly afterBody = true;

  constructor(message: string) {
    super(message);
    this.name = 'SandboxFault';
  }
}

/** The refusal that a fault asks for; nothing of it is charged. */
export function refusalOf(faults: Fault[], what: 'Prompt' | 'Image'): Response | null {
  for (const { name, value } of faults) {
    if (name === 'unsafe') return unsafe(what);
    if (name === '401') return unauthorized();
    if (name === '402') return unpaid();
    if (name === '403') return forbidden();
    if (name === '429') return crowded(value);
    if (name === 'daily_limit') return rejected(429, name);
    if (name === 'subscription_required' || name === 'priority_credit_required' || name === 'feature_limit')
      return rejected(402, name);
  }
  return null;
}

/** Waits, breaks or fails as the faults ask, before the work; null when the work may go on. */
export async function suffer(faults: Fault[], signal: AbortSignal): Promise<Response | null> {
  const slow = findFault(faults, 'slow');
  if (slow) await wait((slow.value ?? 5) * 1000, undefined, { signal });
  if (findFault(faults, 'close')) throw new SandboxFault('The connection was closed without an answer.');
  if (findFault(faults, 'hang')) await ended(signal);
  return findFault(faults, '500') ? problem(500, 'The server encountered an internal error.') : null;
}

/** Rejects with the signal's reason once it is aborted; never resolves. */
export const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

type Content = { bytes: Uint8Array<ArrayBuffer>; type: string; status?: number };

/** A JSON answer. */
export const jsonContent = (value: unknown, status = 200): Content => ({
  bytes: new TextEncoder().encode(JSON.stringify(value)),
  type: 'application/json',
  status,
});

/** The bytes of a picture, or the refusal that `open` gives instead, unless a queued fault strikes the download. */
export async function deliverFile(
  request: Request,
  open: () => Promise<Uint8Array<ArrayBuffer> | Response>,
): Promise<Response> {
  const faults = takeFault('file');
  const failure = refusalOf(faults, 'Image') ?? (await suffer(faults, request.signal));
  if (failure) return failure;
  const bytes = await open();
  return bytes instanceof Response ? bytes : deliver({ bytes, type: 'image/png' }, faults, request.signal);
}

/**
 * The answer itself, cut or dripped when a fault asks for it. Its length is always announced in full; `signal` ends
 * a drip as it would end any body that is still coming.
 */
export function deliver({ bytes, type, status }: Content, faults: Fault[], signal: AbortSignal): Response {
  const cut = findFault(faults, 'cut');
  const drip = findFault(faults, 'drip');
  const body = cut
    ? broken(bytes.subarray(0, Math.min(cut.value ?? bytes.length / 2, bytes.length - 1)))
    : drip
      ? dripping(bytes, (drip.value ?? 10) * 1000, signal)
      : bytes;
  return new Response(body, {
    status,
    headers: { 'content-type': type, 'content-length': String(bytes.length) },
  });
}

/**
 * Sends these bytes, then breaks. With none it breaks before the first, which over HTTP closes the socket
 * unanswered.
 */
export function broken(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = bytes.length === 0;
  return new ReadableStream({
    async pull(controller) {
      if (!sent) {
        controller.enqueue(bytes);
        sent = true;
        return;
      }
      // A moment for the bytes before the break to leave; an error drops what still waits in a buffer.
      await wait(bytes.length === 0 ? 0 : 50);
      controller.error(new SandboxFault('The connection broke in the middle of the answer.'));
    },
  });
}

const pieces = 20;

function dripping(bytes: Uint8Array, milliseconds: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  let at = 0;
  const stop = new AbortController();
  const either = AbortSignal.any([stop.signal, signal]);
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      await wait(milliseconds / pieces, undefined, { signal: either });
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
    cancel: () => stop.abort(),
  });
}

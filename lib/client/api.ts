import { AppError, errorCodes, type ErrorCode } from '@/lib/schema/error';
import { askAfterServer, hearAnswer } from './heartbeat';

type CallInit = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as application/json. */
  json?: unknown;
  /** Sent as it is; a FormData for uploads. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

/**
 * One call of the studio's own API (design/http-api.md), same origin only. Answers the parsed JSON, undefined for 204.
 * Throws the server's fault as an AppError with its `requestId`; AppError('unavailable') when no answer came, in which
 * case nobody knows whether the server heard: send a paid call again only with the same Idempotency-Key.
 * An abort is thrown as the browser's AbortError.
 *
 * The reply's type is told, not checked: the server wrote it from the same schema, and zod (77 KiB compressed) is kept
 * out of the browser: `call<RunPage>('/api/runs')` with `import type`.
 */
export async function call<Reply>(path: string, init: CallInit = {}): Promise<Reply> {
  const { json, headers, ...rest } = init;
  const askedAt = Date.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      ...rest,
      body: json === undefined ? rest.body : JSON.stringify(json),
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    text = await response.text();
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    if (init.method && init.method !== 'GET') void askAfterServer();
    throw new AppError('unavailable', 'The server cannot be reached.', { cause });
  }
  hearAnswer(askedAt);
  const reply = readJson(text);
  if (!response.ok) throw fault(response, reply);
  return reply as Reply;
}

/** Whether no answer of the studio came, so that nobody knows whether it heard. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable' && error.requestId === undefined;

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Anything that stands between (a proxy, a sleeping host) may answer in another shape; its status still says something. */
function fault(response: Response, reply: unknown): AppError {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  const price = Number(response.headers.get('price')) || undefined;
  const told = (reply as { error?: unknown } | undefined)?.error;
  if (typeof told === 'object' && told !== null && 'code' in told && 'message' in told) {
    const { code, message, fields, requestId: id } = told as Record<string, unknown>;
    if (typeof code === 'string' && code in errorCodes && typeof message === 'string') {
      return new AppError(code as ErrorCode, message, {
        fields: (fields ?? undefined) as Record<string, string> | undefined,
        requestId: typeof id === 'string' ? id : requestId,
        retryAfter,
        price,
      });
    }
  }
  const code =
    response.status === 503 || response.status === 502 || response.status === 504
      ? 'unavailable'
      : 'internal';
  return new AppError(code, `The server answered ${response.status}.`, { requestId, retryAfter });
}

import type { FieldFaults } from './error-body';

/** Every code an answer or a failed task can carry, with the HTTP status the studio answers. */
export const errorCodes = {
  malformed: 400,
  budget_reached: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_cancelable: 409,
  not_retryable: 409,
  not_editable: 409,
  price_changed: 409,
  in_use: 409,
  gone: 410,
  too_large: 413,
  unsupported_media: 415,
  wrong_host: 421,
  invalid_input: 422,
  unsupported: 422,
  rejected: 422,
  idempotency_conflict: 422,
  rate_limited: 429,
  internal: 500,
  provider_auth: 502,
  provider_payment: 502,
  provider_failed: 502,
  provider_unreachable: 502,
  unavailable: 503,
  timed_out: 504,
  unknown_outcome: 502,
  lost: 502,
} as const;

export type ErrorCode = keyof typeof errorCodes;

export type { ErrorBody, FieldFaults, TaskError } from './error-body';

/**
 * The one error of Atelier, from a provider file to the browser.
 * `message` is written for a person; `cause` is for the log and never leaves the server.
 * `retryAfter` is in seconds, on `rate_limited` and `unavailable`; `slots`, on `rate_limited`, says that too many pictures
 * were in flight, and how many may be (0: it was not told); `price`, on `price_changed`, is what it costs now, in
 * micro-dollars; `requestId` is set where the browser rebuilt it.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields?: FieldFaults;
  readonly retryAfter?: number;
  readonly slots?: number;
  readonly price?: number;
  readonly requestId?: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      fields?: FieldFaults;
      retryAfter?: number;
      slots?: number;
      price?: number;
      requestId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
    this.slots = options.slots;
    this.price = options.price;
    this.requestId = options.requestId;
  }

  get status(): number {
    return errorCodes[this.code];
  }
}

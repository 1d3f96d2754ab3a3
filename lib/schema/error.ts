import { z } from 'zod';

/** Every code an answer or a failed task can carry, with the HTTP status the studio answers. */
export const errorCodes = {
  malformed: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_cancelable: 409,
  not_retryable: 409,
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

const codes = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];
export const errorCode = z.enum(codes);

/** A field's path (`colorPalette.members.0.color`) to its fault, a sentence for a person. */
export const fieldFaults = z.record(z.string(), z.string());
export type FieldFaults = z.infer<typeof fieldFaults>;

/** What an ended task keeps of its failure. */
export const taskError = z.object({
  code: errorCode,
  message: z.string(),
  fields: fieldFaults.optional(),
});
export type TaskError = z.infer<typeof taskError>;

/** The one error shape of the HTTP API (design/http-api.md). */
export const errorBody = z.object({
  error: taskError.extend({ requestId: z.string() }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/**
 * The one error of Atelier, from a provider file to the browser.
 * `message` is written for a person; `cause` is for the log and never leaves the server.
 * `retryAfter` is in seconds, on `rate_limited` and `unavailable`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields?: FieldFaults;
  readonly retryAfter?: number;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: FieldFaults; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return errorCodes[this.code];
  }
}

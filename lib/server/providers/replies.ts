import 'server-only';
import type { z } from 'zod';
import { AppError, type ErrorCode, type FieldFaults } from '@/lib/schema/error';
import { parseJson, readFault, type Fault } from './faults';
import { mask } from './mask';
import type { ConnectionSettings, Incoming } from './provider';
import { judge, speaksOfSafety } from './verdict';

/** Whose reply it is, and the wire names that were sent with the studio's name of each. */
export type Sender = {
  connection: Pick<ConnectionSettings, 'label' | 'key'>;
  fields?: Record<string, string>;
};

const longestWait = 3600;
const longestQuote = 240;
const longestCause = 4000;

/**
 * The body of a successful reply, parsed. Throws the AppError that the reply stands for when its status is
 * not 2xx, and `unknown_outcome` when a 2xx is not JSON, is an error body, or is not what `schema` asks for:
 * it may have been charged all the same.
 */
export function readReply<T>(reply: Incoming, schema: z.ZodType<T>, sender: Sender): T {
  if (reply.status < 200 || reply.status > 299) throw replyError(reply, sender);
  const parsed = schema.safeParse(parseJson(reply.text));
  if (!parsed.success) throw replyError(reply, sender);
  return parsed.data;
}

/**
 * The AppError that a reply stands for, by status and by the machine words of every family in
 * shared/upstream/gateways.md 0.1 and ideogram.md 12. Proved not run: `rejected`, `invalid_input` (with
 * `fields`), `unsupported`, `not_found`, `too_large`, `provider_auth`, `provider_payment`, `rate_limited`
 * (with `retryAfter`, and `slots` where too much was in flight). Everything else is `unknown_outcome`. No message carries a key or a request id.
 */
export function replyError(reply: Incoming, sender: Sender, now: number = Date.now()): AppError {
  const fault = readFault(reply.text);
  const names = faultyFields(fault, sender);
  const code = judge(reply.status, fault, Object.keys(names).length > 0);
  return new AppError(code, message(code, reply.status, fault, sender), {
    fields: takesFields(code) && Object.keys(names).length > 0 ? names : undefined,
    retryAfter:
      code === 'rate_limited' ? retryAfter(reply.headers.get('retry-after'), fault, now) : undefined,
    slots: code === 'rate_limited' && isCrowded(fault) ? (fault.inFlight ?? 0) : undefined,
    cause: { status: reply.status, body: mask(reply.text, sender.connection.key).slice(0, longestCause) },
  });
}

/**
 * The error of a task that the vendor took on and then ended by itself with these words: `rejected` where they speak
 * of safety, else `provider_failed`.
 */
export function endedError(text: string, { connection }: Sender): AppError {
  const words = quote(text, connection.key);
  const said = words ? `: ${words}.` : ' without saying why.';
  if (speaksOfSafety(text))
    return new AppError('rejected', `${connection.label} ${openings.rejected}${said}`);
  return new AppError('provider_failed', `${connection.label} took this on and failed${said}`);
}

/** Too much at once, not too often (shared/upstream/ideogram.md 12.1; new-api says it in its own word). */
const isCrowded = ({ reason, code, inFlight }: Fault): boolean =>
  reason === 'inflight_limit' || code === 'token_concurrency_limit_reached' || inFlight !== null;

/** Seconds to wait: `Retry-After` as seconds or as a date, else the body's own figure; at most an hour. */
function retryAfter(header: string | null, fault: Fault, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return capped(Number(value));
  const date = /\d\d:\d\d.*(GMT|Z)$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isFinite(date)) return capped((date - now) / 1000);
  return fault.retryAfter !== null && fault.retryAfter >= 0 ? capped(fault.retryAfter) : undefined;
}

const capped = (seconds: number): number => Math.min(longestWait, Math.max(0, Math.ceil(seconds)));

const takesFields = (code: ErrorCode): boolean => code === 'invalid_input' || code === 'unsupported';

function faultyFields(fault: Fault, { connection, fields = {} }: Sender): FieldFaults {
  const tied = Object.entries(fault.fields).filter(([wire]) => fields[wire]);
  const entries =
    tied.length > 0 ? tied : namedIn(fault.text, fields).map((wire) => [wire, fault.text] as const);
  return Object.fromEntries(
    entries.map(([wire, text]) => [fields[wire] ?? wire, `was not accepted: ${quote(text, connection.key)}`]),
  );
}

/**
 * The wire names in a text: those in quotes (`'image_request.seed'`) if there are any, else those among its
 * words.
 */
function namedIn(text: string, fields: Record<string, string>): string[] {
  const start = text.slice(0, longestCause);
  const wires = Object.keys(fields);
  const quoted = wires.filter((wire) => new RegExp(`['"\`](?:\\w{1,40}\\.){0,8}${wire}['"\`]`).test(start));
  return quoted.length > 0 ? quoted : wires.filter((wire) => new RegExp(`\\b${wire}\\b`, 'i').test(start));
}

/**
 * A vendor's words as they may stand in a sentence: masked, on one line, inert, short, without a full stop.
 */
function quote(text: string, key: string): string {
  const line = mask(text, key)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const points = Array.from(line.slice(0, longestQuote * 2));
  const short =
    points.length > longestQuote ? `${points.slice(0, longestQuote - 1).join('')}…` : points.join('');
  return short.replace(/[\s.。]+$/, '');
}

const openings: Partial<Record<ErrorCode, string>> = {
  rejected: 'refused this for safety',
  invalid_input: 'did not accept the request',
  unsupported: 'did not offer this',
  not_found: 'did not find this',
  too_large: 'found the request too large',
  provider_auth: 'did not accept the key',
  provider_payment: 'wanted credit first',
  rate_limited: 'had too many requests',
};

function message(code: ErrorCode, status: number, fault: Fault, { connection }: Sender): string {
  const words = quote(fault.text, connection.key);
  const opening = openings[code];
  if (opening) return words ? `${connection.label} ${opening}: ${words}.` : `${connection.label} ${opening}.`;
  const came = whatCame(status, fault, words);
  return `${connection.label} answered ${status} ${came}. It may have run and been charged.`;
}

function whatCame(status: number, fault: Fault, words: string): string {
  if (status >= 300 && status <= 399) return 'with a redirect, which was not followed';
  if (fault.body === 'empty') return 'with an empty body';
  if (fault.body === 'page') return 'with a web page';
  if (fault.body === 'cut') return 'with JSON that could not be read';
  if (words) return `and said: ${words}`;
  return status < 300 ? 'without a result' : 'without saying why';
}

import 'server-only';
import type { z } from 'zod';

/** A value as the service's own messages spell it (they come from a Python validator). */
function spelled(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value.length > 120 ? `${value.slice(0, 120)}…` : value}'`;
  if (Array.isArray(value)) return `[${value.map(spelled).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 120) : String(value);
}

const kinds: Record<string, string> = { int: 'integer', record: 'object' };

function fault(issue: z.core.$ZodIssue): string {
  const field = String(issue.path.at(-1) ?? 'body');
  const value = spelled(issue.input);
  const list = Array.isArray(issue.input);
  const missing = issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
  if (missing) return `'${field}' is a required property`;
  switch (issue.code) {
    case 'invalid_type':
      return `${value} is not of type '${kinds[issue.expected] ?? issue.expected}'`;
    case 'invalid_value':
      return `${value} is not one of ${spelled(issue.values)}`;
    case 'too_big':
      return list ? `${value} is too long` : `${value} is greater than the maximum of ${issue.maximum}`;
    case 'too_small':
      return list ? `${value} is too short` : `${value} is less than the minimum of ${issue.minimum}`;
    case 'invalid_format':
      return `${value} does not match '${issue.format === 'regex' ? issue.pattern : issue.format}'`;
    case 'unrecognized_keys':
      return `Additional properties are not allowed (${issue.keys.map(spelled).join(', ')} unexpected)`;
    default:
      return issue.message;
  }
}

const titles: Record<number, string> = {
  400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 413: 'Payload Too Large',
  421: 'Misdirected Request', 500: 'Internal Server Error',
};

/** RFC 9457 problem+json, the shape seen for a schema fault (shared/upstream/ideogram.md 12.2). */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', detail, status };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json', ...headers } });
}

/** The 400 that names the first field at fault: `'x' is not one of [...] - 'image_request.model'`. */
export function schemaFault(error: z.ZodError): Response {
  const [issue] = error.issues;
  if (!issue) return problem(400, 'Bad Request');
  const path = issue.path.join('.');
  return problem(400, path ? `${fault(issue)} - '${path}'` : fault(issue));
}

/** 400 for a rule the schema does not hold, such as a picture that cannot be read (12.2). */
export const ruleFault = (error: string): Response => Response.json({ error }, { status: 400 });

/** 401: no key, or one that is not valid (12.2). Also the answer for a missing key on remix and upscale. */
export const unauthorized = (): Response =>
  Response.json({ message: 'Access denied. Please verify your API Token is valid.' }, { status: 401 });

/** 402 with its documented reason (12.2). */
export const unpaid = (): Response =>
  Response.json(
    { error: 'Add a payment method and credits to use this API key.', reject_reason: 'insufficient_funds' },
    { status: 402 },
  );

const reasons = {
  subscription_required: 'This needs a subscription.',
  priority_credit_required: 'This needs priority credits.',
  feature_limit: 'The limit of this feature is reached.',
  daily_limit: 'The limit of the day is reached.',
};

/** 402 or 429 for one of the other documented reasons (12.1). */
export const rejected = (status: 402 | 429, reason: keyof typeof reasons): Response =>
  Response.json({ error: reasons[reason], reject_reason: reason }, { status });

/** 403: documented for remix and upscale (5); the body was seen live (12.2). */
export const forbidden = (): Response =>
  Response.json({ message: 'This account is not authorized for this operation.' }, { status: 403 });

/** 422: words or picture refused by the safety check, the documented sentences (2.8). */
export const unsafe = (what: 'Prompt' | 'Image'): Response =>
  Response.json(
    { error: `${what} provided failed safety check due to the inclusion of prohibited content.` },
    { status: 422 },
  );

/** 429; `Retry-After` in seconds when given, which the service does not document (12.2). */
export const crowded = (retryAfter: number | null): Response =>
  Response.json(
    { error: 'Too many requests in flight.', reject_reason: 'inflight_limit' },
    { status: 429, headers: retryAfter === null ? {} : { 'retry-after': String(retryAfter) } },
  );

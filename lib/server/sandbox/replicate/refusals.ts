import 'server-only';
import type { z } from 'zod';
import type { Fault } from '@/lib/server/sandbox/faults';

/** problem+json as this service writes it (shared/upstream/gateways.md C.5). */
export function refuse(
  status: number,
  title: string,
  detail: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { title, detail, status, ...more },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );
}

/** The 401 without a token. */
export const noToken = (): Response =>
  refuse(401, 'Unauthenticated', 'You did not pass an authentication token');

/** The 404. */
export const nothingHere = (): Response => refuse(404, 'Not found', 'The requested resource could not be found.');

type InvalidField = { type: string; field: string; description: string };

/** The 422 for an input that is not taken, each field by its path: `input.aspect_ratio`. */
export const invalidInput = (fields: InvalidField[]): Response =>
  refuse(
    422,
    'Input validation failed',
    fields.map(({ field, description }) => `- ${field}: ${description}\n`).join(''),
    { invalid_fields: fields },
  );

function faultsOf(issue: z.core.$ZodIssue): InvalidField[] {
  const field = issue.path.join('.');
  const name = String(issue.path.at(-1) ?? 'input');
  switch (issue.code) {
    case 'invalid_value': {
      const words = issue.values.map((value) => JSON.stringify(value)).join(', ');
      return [{ type: 'enum', field, description: `${name} must be one of the following: ${words}` }];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        type: 'additional_property_not_allowed',
        field: [...issue.path, key].join('.'),
        description: `Additional property ${key} is not allowed`,
      }));
    case 'invalid_type':
      return issue.input === undefined
        ? [{ type: 'required', field, description: `${name} is required` }]
        : [{ type: 'invalid_type', field, description: `Invalid type. Expected: ${issue.expected}` }];
    default:
      return [{ type: issue.code, field, description: issue.message }];
  }
}

/** The 422 that names every field at fault. */
export const schemaRefusal = (error: z.ZodError): Response => invalidInput(error.issues.flatMap(faultsOf));

/** The refusal that a fault asks for before anything runs; nothing of it is charged. */
export function refusalFor(faults: Fault[]): Response | null {
  for (const { name, value } of faults) {
    if (name === '401') return refuse(401, 'Unauthenticated', 'You did not pass a valid authentication token');
    if (name === '402') {
      return refuse(402, 'Insufficient credit', 'You have insufficient credit to run this model.');
    }
    if (name === '403') return refuse(403, 'Forbidden', 'You do not have permission to perform this action.');
    if (name === '429') return throttled(value);
  }
  return null;
}

/** 429: the wait stands in the words, in the body and in the header (C.5); without one, in none of them. */
function throttled(seconds: number | null): Response {
  const detail = 'Request was throttled.';
  if (seconds === null) return refuse(429, 'Too many requests', detail);
  const told = `${detail} Your rate limit resets in ~${seconds}s.`;
  return refuse(429, 'Too many requests', told, { retry_after: seconds }, { 'retry-after': String(seconds) });
}

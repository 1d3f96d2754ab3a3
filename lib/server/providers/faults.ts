import 'server-only';
import { z } from 'zod';

/** What a reply says about what went wrong, whichever family wrote it; nothing in it is masked yet. */
export type Fault = {
  /** What kind of body came. */
  body: 'json' | 'cut' | 'page' | 'text' | 'empty';
  /** The vendor's own words; '' when there were none. */
  text: string;
  /** The kind of fault by name, beside the words (RFC 9457). */
  title: string;
  /** Machine words in lower case; '' when absent. */
  code: string;
  type: string;
  reason: string;
  /** Faults the vendor tied to a field, by its wire name. */
  fields: Record<string, string>;
  /** The status that the vendor behind a gateway answered, when the gateway passes it on. */
  upstreamStatus: number | null;
  /** Seconds, when the body names them. */
  retryAfter: number | null;
  /** How many pictures may be in flight, when the body names it. */
  inFlight: number | null;
};

const said = z.string().nullish().catch(null);
const word = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item.nullable().catch(null)).nullish().catch(null);

const inner = z.object({
  message: said,
  type: word,
  code: word,
  param: word,
});

/** Every family of shared/upstream/gateways.md 0.1 and ideogram.md 12.2, read side by side. */
const shapes = z.object({
  error: z.union([z.string(), inner]).nullish().catch(null),
  message: said,
  msg: said,
  description: said,
  title: said,
  detail: z
    .union([
      z.string(),
      z.array(
        z
          .object({ loc: listOf(word), msg: said })
          .nullable()
          .catch(null),
      ),
    ])
    .nullish()
    .catch(null),
  errors: listOf(z.string()),
  invalid_fields: listOf(z.object({ field: said, name: said, description: said, message: said })),
  code: word,
  type: word,
  param: word,
  reject_reason: word,
  retry_after: z.number().nullish().catch(null),
  max_inflight_requests: z.int().positive().nullish().catch(null),
});

const nothing: Fault = {
  body: 'empty',
  text: '',
  title: '',
  code: '',
  type: '',
  reason: '',
  fields: {},
  upstreamStatus: null,
  retryAfter: null,
  inFlight: null,
};

const first = (...candidates: (string | null | undefined)[]): string =>
  candidates.find((candidate) => candidate?.trim())?.trim() ?? '';

/** No reply of any vendor comes near it. */
const deepest = 200;

/** Whether brackets nest deeper than in any reply: to parse those takes hundreds of times the memory of the text. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** The JSON of a text, or undefined when it is not JSON, or nested deeper than anything that is meant. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the body of a reply that is not the success it should be. Takes anything, throws nothing. */
export function readFault(text: string): Fault {
  if (text.trim() === '') return nothing;
  const json = parseJson(text);
  if (json === undefined) return readText(text.trim());
  if (typeof json === 'string') return { ...nothing, body: 'json', text: json.trim() };
  const parsed = shapes.safeParse(json);
  if (!parsed.success) return { ...nothing, body: 'json' };
  return fromShapes(parsed.data);
}

function readText(text: string): Fault {
  if (/^<[!?a-z]/i.test(text)) return { ...nothing, body: 'page' };
  if (/^[{[]/.test(text)) return { ...nothing, body: 'cut' };
  return { ...nothing, body: 'text', text };
}

function fromShapes(body: z.infer<typeof shapes>): Fault {
  const wrapped = typeof body.error === 'object' ? body.error : null;
  const fields = fieldsOf(body);
  const code = first(wrapped?.code, body.code).toLowerCase();
  const type = first(wrapped?.type, body.type).toLowerCase();
  const param = first(wrapped?.param, body.param);
  const text = first(
    wrapped?.message,
    body.message,
    typeof body.error === 'string' ? body.error : null,
    body.description,
    typeof body.detail === 'string' ? body.detail : null,
    Object.values(fields).join('; '),
    body.errors?.find((entry) => entry),
    body.msg,
    body.title,
  );
  return {
    body: 'json',
    // A gateway without words repeats its machine word.
    text: text.toLowerCase() === type || text.toLowerCase() === code ? '' : text,
    title: first(body.title),
    code,
    type,
    reason: first(body.reject_reason).toLowerCase(),
    fields,
    upstreamStatus: code === 'bad_response_status_code' && /^[1-5]\d\d$/.test(param) ? Number(param) : null,
    retryAfter: body.retry_after ?? secondsIn(text),
    inFlight: body.max_inflight_requests ?? null,
  };
}

/** Replicate names the wait in its sentence: `Your rate limit resets in ~5s` (gateways.md C.5). */
function secondsIn(text: string): number | null {
  const told = /\b(?:resets?|available|retry|again) (?:in|after) ~?(\d{1,5}) ?s/i.exec(text)?.[1];
  return told === undefined ? null : Number(told);
}

function fieldsOf(body: z.infer<typeof shapes>): Record<string, string> {
  const found = new Map<string, string>();
  for (const entry of Array.isArray(body.detail) ? body.detail : []) {
    const name = entry?.loc?.findLast((step) => step && !/^\d+$/.test(step));
    if (name) found.set(name, first(entry?.msg) || 'was not accepted');
  }
  for (const entry of body.invalid_fields ?? []) {
    const name = first(entry?.field, entry?.name).split('.').at(-1);
    if (name) found.set(name, first(entry?.description, entry?.message) || 'was not accepted');
  }
  return Object.fromEntries(found);
}

import 'server-only';
import { parseJson, readFault } from '@/lib/server/providers/faults';
import type { Incoming } from '@/lib/server/providers/provider';
import type { Asked } from './ask';

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && name in value;

/** The family that an error body belongs to (shared/upstream/gateways.md 0.1, ideogram.md 12.2). */
function familyOf({ text }: Incoming): string {
  const { body, type, code } = readFault(text);
  if (body === 'page') return 'a web page, not an API’s error';
  if (body === 'empty') return 'an empty body';
  if (body !== 'json') return 'plain text';
  const json = parseJson(text);
  if (type === 'new_api_error' || type === 'one_api_error') return `{error: {message, type}} of ${type.slice(0, -6)}`;
  if (type === 'upstream_error' || code === 'bad_response_status_code')
    return '{error: {message, type}} of new-api about its upstream';
  if (has(json, 'title') && has(json, 'detail')) return 'problem+json {title, detail, status}';
  if (has(json, 'reject_reason')) return '{error, reject_reason} of Ideogram';
  if (has(json, 'code') && has(json, 'message') && has(json, 'data')) return '{code, message, data} of the gpt-best family';
  if (has(json, 'error')) {
    const { error } = json as { error: unknown };
    return typeof error === 'string' ? '{error} of Ideogram' : '{error: {message}} as OpenAI writes it';
  }
  if (has(json, 'detail')) return '{detail}';
  return has(json, 'message') ? '{message} of Ideogram' : 'JSON of no known family';
}

/** How errors look here: each kind with the statuses it came with. */
export function errorsSeen(asked: readonly Asked[]): string {
  const seen = new Map<string, Set<number>>();
  for (const { heard } of asked) {
    if (!('reply' in heard) || heard.reply.status < 400) continue;
    const family = familyOf(heard.reply);
    seen.set(family, (seen.get(family) ?? new Set()).add(heard.reply.status));
  }
  if (seen.size === 0) return 'None was seen.';
  const kinds = [...seen].map(([family, statuses]) => `${[...statuses].toSorted().join(', ')}: ${family}`);
  return `${kinds.join('; ')}.`;
}

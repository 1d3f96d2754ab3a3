import 'server-only';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { connectionFields } from '@/lib/schema/connection';
import { addressOf, connectionId, dialect, optionsOf, usualHeader } from './connection-rules';
import { unknownPrices } from './own-prices';
import type { ConnectionSettings } from './providers/provider';

const { label, baseUrl, pathPrefix, auth, key, slots, prices } = connectionFields;

/** What every dialect's entry may hold; whatever else stands in it is the dialect's own. */
const common = z.looseObject({
  id: connectionId,
  label: label.optional(),
  dialect,
  baseUrl,
  pathPrefix: pathPrefix.default(''),
  auth: auth.optional(),
  key: key.optional(),
  keyEnv: z.string('must be text').regex(/^\w+$/, 'must be the name of an environment variable').optional(),
  slots: slots.default(10),
  prices: prices.optional(),
});

const file = z.strictObject({ connections: z.array(z.unknown()) });

/** The words for what is missing, and for a list that is none; a schema's own words go first. */
const words = ({ input, code, expected }: z.core.$ZodRawIssue): string | undefined => {
  if (code !== 'invalid_type') return undefined;
  if (input === undefined) return 'is missing';
  return expected === 'array' ? 'must be a list' : undefined;
};

/**
 * Reads a connections file, `{"connections":[{id, label?, dialect, baseUrl, pathPrefix?, auth?, key | keyEnv?, slots?,
 * prices?, …what its dialect takes}]}`, in its order. `baseUrl` `"sandbox"` is the built-in gateway. `values` is where `keyEnv`
 * looks. Throws one sentence that names the file, the entry and the field, and never a key.
 */
export function readConnections(
  name: string,
  values: Record<string, string | undefined> = process.env,
): ConnectionSettings[] {
  const fail = (where: string, what: string): never => {
    throw new Error(`${name}: ${where}${what.replace(/\.$/, '')}.`);
  };
  const parsed = file.safeParse(jsonOf(name, fail), { error: words });
  if (!parsed.success) return fail('', told(parsed.error, 'the file'));
  const found: ConnectionSettings[] = [];
  for (const [at, entry] of parsed.data.connections.entries()) {
    const where = `${nameOf(entry, at)}: `;
    const one = settingsOf(entry, values, (what) => fail(where, what));
    if (found.some(({ id }) => id === one.id)) fail(where, 'id is used twice');
    found.push(one);
  }
  return found;
}

function jsonOf(name: string, fail: (where: string, what: string) => never): unknown {
  let text;
  try {
    text = readFileSync(path.resolve(/* turbopackIgnore: true */ name), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    return fail('', `the file that ATELIER_CONNECTIONS names cannot be read (${code})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    return fail('', 'the file is not JSON');
  }
}

function settingsOf(
  entry: unknown,
  values: Record<string, string | undefined>,
  fail: (what: string) => never,
): ConnectionSettings {
  const parsed = common.safeParse(entry, { error: words });
  if (!parsed.success) return fail(told(parsed.error, 'the entry'));
  const { id, label, dialect, baseUrl, pathPrefix, auth, key, keyEnv, slots, prices, ...rest } = parsed.data;
  const own = optionsOf(dialect).safeParse(rest);
  if (!own.success) return fail(told(own.error, 'the entry'));
  const [unknown] = Object.entries(prices ? unknownPrices(dialect, prices) : {});
  if (unknown) return fail(unknown.join(' '));
  const address = addressOf(baseUrl);
  return {
    ...address,
    id,
    label: label ?? address.label,
    dialect,
    pathPrefix,
    auth: auth ?? usualHeader(dialect),
    key: keyOf({ key, keyEnv, sandbox: address.sandbox }, values, fail),
    slots,
    source: 'file',
    // Out of a JSON file, so it is JSON.
    options: rest as ConnectionSettings['options'],
    ...(prices && { prices }),
  };
}

function keyOf(
  { key, keyEnv, sandbox }: { key?: string; keyEnv?: string; sandbox: boolean },
  values: Record<string, string | undefined>,
  fail: (what: string) => never,
): string {
  if (key !== undefined && keyEnv !== undefined) return fail('key and keyEnv exclude each other');
  if (key !== undefined) return key;
  if (keyEnv === undefined) {
    return sandbox ? 'sandbox' : fail('key is missing; set key, or keyEnv to the name of a variable');
  }
  const value = values[keyEnv] ?? '';
  if (value === '') return fail(`keyEnv names ${keyEnv}, which is not set`);
  if (!connectionFields.key.safeParse(value).success)
    return fail(`keyEnv names ${keyEnv}, which must be printable characters without spaces`);
  return value;
}

/** Its id where it has one, else its place in the list. */
function nameOf(entry: unknown, at: number): string {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  return typeof id === 'string' && id !== '' ? `connection "${id.slice(0, 64)}"` : `connection ${at + 1}`;
}

/** The first fault, with the field's path in front. */
function told(error: z.ZodError, whole: string): string {
  const [issue] = error.issues;
  if (!issue) return `${whole} is not valid`;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${[...issue.path, key].join('.')} is not a known field`;
  }
  if (issue.path.length === 0) return `${whole} must be a JSON object`;
  return `${issue.path.join('.')} ${/^(Invalid|Unrecognized)/.test(issue.message) ? 'is not valid' : issue.message}`;
}

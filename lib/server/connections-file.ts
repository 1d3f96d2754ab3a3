import 'server-only';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { provider, providers } from './providers/index';
import type { ConnectionSettings } from './providers/provider';
import { sandboxOrigin } from './sandbox-origin';

/** What a connection file may name instead of an address: the built-in gateway, in this very process. */
const sandboxWord = 'sandbox';

const dialects = Object.keys(providers);
const printable = /^[\x21-\x7e]+$/;

function isBase(text: string): boolean {
  if (text === sandboxWord) return true;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

const required = (shape: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : shape),
});

/** What every dialect's entry may hold; whatever else stands in it is the dialect's own. */
const common = z.looseObject({
  id: z
    .string(required('must be text'))
    .max(64, 'must be at most 64 characters')
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens'),
  label: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(60, 'must be at most 60 characters')
    .optional(),
  dialect: z
    .string(required('must be text'))
    .refine((name) => dialects.includes(name), `must be one of ${dialects.join(', ')}`),
  baseUrl: z
    .string(required('must be text'))
    .refine(isBase, `must be an http or https address without a query, or "${sandboxWord}"`),
  pathPrefix: z
    .string('must be text')
    .regex(/^(?:\/[\w.-]+)*$/, 'must be a path such as /ideogram/v1, without a slash at its end')
    .default(''),
  auth: z.enum(['bearer', 'api-key'], 'must be bearer or api-key').optional(),
  key: z.string('must be text').regex(printable, 'must be printable characters without spaces').optional(),
  keyEnv: z.string('must be text').regex(/^\w+$/, 'must be the name of an environment variable').optional(),
  slots: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .default(10),
});

const file = z.strictObject({ connections: z.array(z.unknown(), required('must be a list')) });

/**
 * Reads a connections file, `{"connections":[{id, label?, dialect, baseUrl, pathPrefix?, auth?, key | keyEnv?, slots?,
 * …what its dialect takes}]}`, in its order. `baseUrl` `"sandbox"` is the built-in gateway. `values` is where `keyEnv`
 * looks. Throws one sentence that names the file, the entry and the field, and never a key.
 */
export function readConnections(
  name: string,
  values: Record<string, string | undefined> = process.env,
): ConnectionSettings[] {
  const fail = (where: string, what: string): never => {
    throw new Error(`${name}: ${where}${what.replace(/\.$/, '')}.`);
  };
  const parsed = file.safeParse(jsonOf(name, fail));
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
  const parsed = common.safeParse(entry);
  if (!parsed.success) return fail(told(parsed.error, 'the entry'));
  const { id, label, dialect, baseUrl, pathPrefix, auth, key, keyEnv, slots, ...rest } = parsed.data;
  // A dialect without options of its own takes none.
  const own = (provider(dialect)?.options ?? z.strictObject({})).safeParse(rest);
  if (!own.success) return fail(told(own.error, 'the entry'));
  const sandbox = baseUrl === sandboxWord;
  const address = sandbox ? sandboxOrigin : baseUrl.replace(/\/+$/, '');
  return {
    id,
    label: label ?? (sandbox ? 'Sandbox' : new URL(address).hostname),
    dialect,
    baseUrl: address,
    pathPrefix,
    auth: auth ?? (dialect === 'ideogram' ? 'api-key' : 'bearer'),
    key: keyOf({ key, keyEnv, sandbox }, values, fail),
    slots,
    sandbox,
    source: 'file',
    // Out of a JSON file, so it is JSON.
    options: rest as ConnectionSettings['options'],
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
  if (!printable.test(value))
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

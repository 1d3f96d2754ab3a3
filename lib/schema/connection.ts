import { z } from 'zod';
import { taskError } from './error-body';
import { operationName } from './operation';
import { ownPrices } from './own-price';

/** Whatever JSON holds, which is what bodies are read as; written out it would refer to itself. */
const json = z.custom<z.core.util.JSONType>();

/** How a key travels: as `Authorization: Bearer …` or as `Api-Key: …`. */
export const keyHeader = z.enum(['bearer', 'api-key'], 'must be bearer or api-key');
export type KeyHeader = z.infer<typeof keyHeader>;

/** Who set a connection up; only what was entered in the page can be changed there. */
export const connectionSource = z.enum(['environment', 'file', 'page', 'built-in']);

/**
 * Whether a connection takes tasks: `locked` cannot read its key because ATELIER_SECRET is missing or another one;
 * `unverified` sends calls that no gateway documents, and none has made a picture yet.
 */
export const connectionState = z.enum(['ready', 'off', 'unverified', 'locked']);
export type ConnectionState = z.infer<typeof connectionState>;

/**
 * Why a connection sends nothing at present: its upstream refused the key or wants credit (`until` null: a person has to
 * act), or gave several unclear answers in a row (`until`: when it is asked, for nothing, whether it is well again).
 */
export const connectionStop = z.object({
  error: taskError,
  at: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});
export type ConnectionStop = z.infer<typeof connectionStop>;

export const found = z.enum(['there', 'missing', 'unknown']);
export type Found = z.infer<typeof found>;

/** What the doctor found out about a connection without spending anything. `text` is all of it, for a bug report. */
export const report = z.object({
  at: z.string(),
  label: z.string(),
  dialect: z.string(),
  host: z.string(),
  keyEnd: z.string().nullable(),
  reachable: z.object({ ok: z.boolean(), detail: z.string() }),
  key: z.object({ ok: z.boolean().nullable(), header: keyHeader.nullable(), detail: z.string() }),
  operations: z.array(
    z.object({ operation: operationName, models: z.array(z.string()), found, how: z.string() }),
  ),
  answers: z.enum(['at-once', 'by-task', 'both']).nullable(),
  errors: z.object({ detail: z.string() }),
  results: z.object({ host: z.string().nullable(), hours: z.number().nullable(), detail: z.string() }),
  unknowns: z.array(z.string()),
  /** What a paid trial would run and cost, in micro-dollars; `usdMicros` null when nobody knows. */
  trial: z
    .object({ operation: operationName, model: z.string(), usdMicros: z.int().nullable() })
    .nullable(),
  text: z.string(),
});
export type Report = z.infer<typeof report>;

/** A connection as the settings show it: all but its key, of which the last four characters are told. */
export const connectionEntry = z.object({
  id: z.string(),
  label: z.string(),
  dialect: z.string(),
  dialectLabel: z.string(),
  host: z.string(),
  baseUrl: z.string(),
  pathPrefix: z.string(),
  auth: keyHeader,
  keyEnd: z.string().nullable(),
  slots: z.int(),
  /** What its upstream let be in flight last, when that was less. */
  slotsNow: z.int(),
  /** Null when it sends. */
  stopped: connectionStop.nullable(),
  sandbox: z.boolean(),
  source: connectionSource,
  off: z.boolean(),
  /** What it offers: what is off or was found missing is left out. */
  models: z.array(z.object({ id: z.string(), label: z.string() })),
  state: connectionState,
  /** What to do about the state, when something is to be done. */
  advice: z.string().nullable(),
  /** What the doctor found it not to have, as `operation` or `operation model`. */
  missing: z.array(z.string()),
  examinedAt: z.string().nullable(),
  /** What the doctor said then. */
  report: report.nullable(),
  /** What only its dialect takes, such as the templates of the web tasks; secrets in it are left out. */
  options: z.record(z.string(), json).nullable(),
  /** The prices of its own that stand instead of the cards'. */
  prices: ownPrices.nullable(),
  openTasks: z.int(),
});
export type ConnectionEntry = z.infer<typeof connectionEntry>;

/** A dialect that a connection may speak; `templates` are the starting texts of one whose calls a person writes. */
export const dialectEntry = z.object({
  id: z.string(),
  label: z.string(),
  auth: keyHeader,
  templates: z.partialRecord(operationName, z.object({ path: z.string(), body: json })).nullable(),
});
export type DialectEntry = z.infer<typeof dialectEntry>;

export const connectionsReply = z.object({
  connections: z.array(connectionEntry),
  dialects: z.array(dialectEntry),
});
export type ConnectionsReply = z.infer<typeof connectionsReply>;

export const connectionReply = z.object({ connection: connectionEntry });
export const connectionOrderReply = z.object({ connections: z.array(connectionEntry) });

/** What a connection may name instead of an address: the built-in gateway, in this very process. */
export const sandboxWord = 'sandbox';

function isBase(text: string): boolean {
  if (text === sandboxWord) return true;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** The words for a value of another kind; for one that is missing the reader has its own. */
const text = {
  error: ({ input }: { input?: unknown }) => (input === undefined ? undefined : 'must be text'),
};

/** The rules of a connection's fields, wherever it is written down. */
export const connectionFields = {
  label: z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(60, 'must be at most 60 characters'),
  dialect: z.string(text),
  baseUrl: z
    .string(text)
    .refine(isBase, `must be an http or https address without a query, or "${sandboxWord}"`),
  pathPrefix: z
    .string('must be text')
    .regex(/^(?:\/[\w.-]+)*$/, 'must be a path such as /ideogram/v1, without a slash at its end'),
  auth: keyHeader,
  key: z
    .string('must be text')
    .max(4096, 'must be at most 4096 characters')
    .regex(/^[\x21-\x7e]+$/, 'must be printable characters without spaces'),
  slots: z.int('must be a whole number').min(1, 'must be at least 1').max(100, 'must be at most 100'),
  options: z.record(z.string(), json, 'must be an object'),
  prices: ownPrices,
};

const { label, dialect, baseUrl, pathPrefix, auth, key, slots, options, prices } = connectionFields;

/** A connection as it is entered; `key` may be left out for the sandbox alone. */
export const connectionRequest = z.strictObject({
  label: label.optional(),
  dialect,
  baseUrl,
  pathPrefix: pathPrefix.optional(),
  auth: auth.optional(),
  key: key.optional(),
  slots: slots.optional(),
  options: options.optional(),
  prices: prices.optional(),
});
export type ConnectionRequest = z.infer<typeof connectionRequest>;

/** What may be changed of a connection; a field that is left out stays. Another host wants the key anew. */
export const connectionPatch = z.strictObject({
  label: label.optional(),
  baseUrl: baseUrl.optional(),
  pathPrefix: pathPrefix.optional(),
  auth: auth.optional(),
  key: key.optional(),
  slots: slots.optional(),
  off: z.boolean().optional(),
  options: options.optional(),
  /** All of them anew; null: the cards' prices hold again. */
  prices: prices.nullable().optional(),
});
export type ConnectionPatch = z.infer<typeof connectionPatch>;

export const connectionOrder = z.strictObject({ ids: z.array(z.string().min(1).max(64)).max(200) });

export const addressRequest = z.strictObject({ baseUrl: z.string().trim().min(1).max(2048) });

/** What an address alone tells; `dialect` null when it tells none. */
export const recognised = z.object({
  dialect: z.string().nullable(),
  baseUrl: z.string(),
  pathPrefix: z.string(),
  auth: keyHeader,
  label: z.string(),
});
export type Recognised = z.infer<typeof recognised>;

/** A connection that is set up, by its id, or one as it is entered, which is not stored. */
export const examineRequest = z.union([
  z.strictObject({ id: z.string().min(1).max(64) }),
  connectionRequest,
]);

export const reportReply = z.object({ report });

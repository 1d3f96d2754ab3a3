import type {
  ConnectionEntry,
  ConnectionPatch,
  ConnectionRequest,
  DialectEntry,
  KeyHeader,
  Recognised,
} from '@/lib/schema/connection';
import type { OperationName } from '@/lib/schema/operation';

/** One written call: the path it goes to and the text of its JSON body; not sent unless `on`. */
export type Written = { on: boolean; path: string; body: string };
export type WrittenCalls = { [Name in OperationName]?: Written };

/**
 * A connection as it is being entered, without its secrets, which stay in their fields. Null means untouched: what the
 * address tells, or the dialect's own, stands.
 */
export type Entry = {
  address: string;
  dialect: string | null;
  label: string;
  prefix: string | null;
  auth: KeyHeader | null;
  slots: string;
  calls: WrittenCalls;
};

export const emptyEntry: Entry = {
  address: '', dialect: null, label: '', prefix: null, auth: null, slots: '', calls: {},
};

/** The form of a connection that is there. */
export const entryOf = (connection: ConnectionEntry, dialect: DialectEntry | undefined): Entry => ({
  address: connection.baseUrl,
  dialect: connection.dialect,
  label: connection.label,
  prefix: connection.pathPrefix,
  auth: connection.auth,
  slots: String(connection.slots),
  calls: callsOf(dialect, connection.options),
});

/** The calls that a dialect lets a person write: its starting texts, all off, with those that `options` already holds. */
export function callsOf(dialect: DialectEntry | undefined, options: ConnectionEntry['options'] = null): WrittenCalls {
  const held = (options?.['templates'] ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(dialect?.templates ?? {}).map(([operation, start]) => {
      const own = held[operation];
      const stored = typeof own === 'object' && own !== null ? (own as { path: string; body: unknown }) : null;
      const { path, body } = stored ?? start;
      return [operation, { on: stored !== null || own === true, path, body: textOf(body) }];
    }),
  );
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body, null, 2));

/** An address as a person pastes it: https where nothing is said, no blanks, no slash at the end. */
export function cleanAddress(text: string): string {
  const told = text.trim().replace(/\/+$/, '');
  return told === '' || /^[a-z]+:\/\//i.test(told) || told === 'sandbox' ? told : `https://${told}`;
}

/** Whether it can be an address at all, so that a half-typed one is not asked after. */
export function isAddress(text: string): boolean {
  if (text === 'sandbox') return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && (hostname.includes('.') || hostname.includes(':') || hostname === 'localhost');
}

/** A key as a person pastes it: out of a header, an environment file or quotes. */
export const cleanKey = (text: string): string =>
  text
    .trim()
    .replace(/^(?:export\s+)?[A-Z][A-Z0-9_]*=/, '')
    .replace(/^["'](.*)["']$/, '$1')
    .replace(/^(?:authorization|api-key)\s*:\s*/i, '')
    .replace(/^(?:bearer|token)\s+/i, '')
    .trim();

export type Secrets = { key: string; accessToken: string };

/** The dialect that holds: chosen by hand, else what the address tells. */
export const dialectOf = (entry: Entry, recognised: Recognised | undefined): string | null =>
  entry.dialect ?? recognised?.dialect ?? null;

/** How the key is sent: chosen by hand, else as the address tells, else as its dialect does. */
export function authOf(entry: Entry, recognised: Recognised | undefined, dialect: DialectEntry | undefined): KeyHeader {
  const told = recognised?.dialect === dialect?.id ? recognised?.auth : undefined;
  return entry.auth ?? told ?? dialect?.auth ?? 'bearer';
}

function optionsOf(entry: Entry, dialect: DialectEntry | undefined, { accessToken }: Secrets) {
  if (!dialect?.templates) return undefined;
  const templates = Object.fromEntries(
    Object.entries(entry.calls).map(([operation, { on, path, body }]) => [operation, on && { path: path.trim(), body }]),
  );
  return { templates, ...(accessToken === '' ? {} : { accessToken }) };
}

/** What is sent to store or examine it. */
export function requestOf(
  entry: Entry,
  secrets: Secrets,
  recognised: Recognised | undefined,
  dialect: DialectEntry | undefined,
): ConnectionRequest {
  const options = optionsOf(entry, dialect, secrets);
  return {
    ...(entry.label.trim() === '' ? {} : { label: entry.label.trim() }),
    dialect: dialect?.id ?? '',
    baseUrl: recognised?.baseUrl ?? cleanAddress(entry.address),
    pathPrefix: cleanPrefix(entry.prefix ?? recognised?.pathPrefix ?? ''),
    auth: authOf(entry, recognised, dialect),
    ...(secrets.key === '' ? {} : { key: secrets.key }),
    ...(entry.slots.trim() === '' ? {} : { slots: Number(entry.slots) }),
    ...(options === undefined ? {} : { options }),
  };
}

/** Only what differs from what is stored. */
export function patchOf(
  entry: Entry,
  secrets: Secrets,
  stored: ConnectionEntry,
  dialect: DialectEntry | undefined,
): ConnectionPatch {
  const { label, baseUrl, pathPrefix, auth, slots, options } = requestOf(entry, secrets, undefined, dialect);
  const written = JSON.stringify(entry.calls) !== JSON.stringify(callsOf(dialect, stored.options));
  return {
    ...(label === undefined || label === stored.label ? {} : { label }),
    ...(baseUrl === stored.baseUrl ? {} : { baseUrl }),
    ...(pathPrefix === stored.pathPrefix ? {} : { pathPrefix }),
    ...(auth === stored.auth ? {} : { auth }),
    ...(slots === undefined || slots === stored.slots ? {} : { slots }),
    ...(secrets.key === '' ? {} : { key: secrets.key }),
    ...(options !== undefined && (written || secrets.accessToken !== '') ? { options } : {}),
  };
}

function cleanPrefix(text: string): string {
  const told = text.trim().replace(/^\/+|\/+$/g, '');
  return told === '' ? '' : `/${told}`;
}

import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { ConnectionEntry, ConnectionPatch, ConnectionRequest } from '@/lib/schema/connection';
import { changeBook, type Book, type BookEntry } from './connection-book';
import { checkOptions, checkPrices, checkRequest } from './connection-check';
import { freshId } from './connection-id';
import { secretName } from './connection-page';
import { addressOf, usualHeader } from './connection-rules';
import { seal, type StoredSecret } from './connection-secrets';
import { connectionEntries } from './connection-view';
import { connections } from './connections';
import { environment } from './env';
import { refuse } from './faults';
import { log } from './log';
import { provider } from './providers/index';
import type { ConnectionSettings } from './providers/provider';
import { openTasks } from './store/connection-tasks';
import { database } from './store/database';
import { resumeSending } from './tasks/stops';

/** Puts a connection that was entered in the page into the book. Throws `invalid_input` with `fields`. */
export async function addConnection(request: ConnectionRequest): Promise<ConnectionEntry> {
  checkRequest(request);
  const address = addressOf(request.baseUrl);
  const label = request.label ?? address.label.slice(0, 60);
  const pick = await freshId(label);
  const { dialect, baseUrl, pathPrefix = '', auth = usualHeader(dialect), slots = 10, prices } = request;
  let id = '';
  await changeSealed((book) => {
    id = pick(book);
    const { options, secrets } = parted(id, dialect, request.options ?? {}, {});
    const key = address.sandbox ? null : kept(id, 'key', request.key ?? '');
    const entry: BookEntry = { id, label, dialect, baseUrl, pathPrefix, auth, key, slots, off: false, options, secrets, prices };
    return { ...book, connections: [...book.connections, entry] };
  });
  log().info({ connection: id, dialect }, 'connection added');
  return entryOf(id);
}

/**
 * Changes a connection of the page; what is left out stays. Another host wants the key anew, so that a stored one never
 * goes where nobody sent it. Throws `not_found`, `not_editable`, `in_use` (409) for another address while tasks are with
 * the provider at the old one, `invalid_input` with `fields`.
 */
export async function changeConnection(id: string, patch: ConnectionPatch): Promise<ConnectionEntry> {
  const before = editable(id);
  const moved =
    (patch.baseUrl !== undefined && addressOf(patch.baseUrl).baseUrl !== before.baseUrl) ||
    (patch.pathPrefix !== undefined && patch.pathPrefix !== before.pathPrefix);
  if (moved) await refuseWhile(id, 'sent', 'change its address');
  await changeSealed((book) => {
    const entry = inBook(book, id);
    const changed = patched(entry, patch);
    const same =
      !moved && patch.key === undefined && patch.auth === undefined && patch.options === undefined;
    return {
      ...book,
      connections: book.connections.map((one) => (one === entry ? changed : one)),
      findings: same ? book.findings : without(book.findings, id),
    };
  });
  log().info({ connection: id, fields: Object.keys(patch) }, 'connection changed');
  return entryOf(id);
}

/** Takes a connection of the page out; its tasks and pictures keep its name. Throws `not_found`, `not_editable`, `in_use`. */
export async function removeConnection(id: string): Promise<void> {
  editable(id);
  await refuseWhile(id, 'all', 'remove it');
  await changeSealed((book) => {
    const { label, dialect } = inBook(book, id);
    return {
      ...book,
      order: book.order.filter((one) => one !== id),
      connections: book.connections.filter((one) => one.id !== id),
      removed: [...book.removed, { id, label, dialect }],
      findings: without(book.findings, id),
    };
  });
  log().info({ connection: id }, 'connection removed');
}

/** Orders all connections; the first is the default. Throws `invalid_input` when `ids` are not exactly theirs. */
export async function orderConnections(ids: string[]): Promise<ConnectionEntry[]> {
  const known = connections().map(({ id }) => id);
  const unknown = ids.find((id, at) => !known.includes(id) || ids.indexOf(id) !== at);
  if (unknown !== undefined) refuse({ ids: `must name each connection once, not ${unknown.slice(0, 64)}` });
  const left = known.find((id) => !ids.includes(id));
  if (left !== undefined) refuse({ ids: `must name ${left} too` });
  await changeSealed((book) => ({ ...book, order: ids }));
  return connectionEntries();
}

/** Every change writes down sealed what is still plain, once there is an ATELIER_SECRET. */
export function changeSealed(change: (book: Book) => Book): Promise<Book> {
  return changeBook((book) => {
    const changed = change(book);
    return { ...changed, connections: changed.connections.map(sealed) };
  });
}

function sealed(entry: BookEntry): BookEntry {
  const { id, key, secrets } = entry;
  const closed = (name: string, stored: StoredSecret) => ('plain' in stored ? kept(id, name, stored.plain) : stored);
  return {
    ...entry,
    key: key && closed('key', key),
    secrets: Object.fromEntries(Object.entries(secrets).map(([name, stored]) => [name, closed(name, stored)])),
  };
}

const kept = (id: string, name: string, text: string): StoredSecret =>
  seal(text, environment().ATELIER_SECRET, secretName(id, name));

type Options = NonNullable<ConnectionRequest['options']>;

/** The dialect's options and those of them that are secrets; a secret left out stays, null takes it away. */
function parted(id: string, dialect: string, options: Options, before: BookEntry['secrets']) {
  const secrets = { ...before };
  const open: Options = {};
  for (const [name, value] of Object.entries(options)) {
    const secret = provider(dialect)?.secretOptions?.includes(name);
    if (value === null) delete secrets[name];
    else if (secret) secrets[name] = kept(id, name, String(value));
    else open[name] = value;
  }
  return { options: open, secrets };
}

function patched(entry: BookEntry, patch: ConnectionPatch): BookEntry {
  const { key, options, prices, ...plain } = patch;
  const { id, dialect } = entry;
  if (options) checkOptions(dialect, options);
  if (prices) checkPrices(dialect, prices);
  const { origin, sandbox } = place(patch.baseUrl ?? entry.baseUrl);
  const elsewhere = origin !== place(entry.baseUrl).origin;
  if (elsewhere && !sandbox && key === undefined) refuse({ key: 'is required again for another host' });
  return {
    ...entry,
    ...plain,
    ...(prices !== undefined && { prices: prices ?? undefined }),
    key: sandbox ? null : key === undefined ? entry.key : kept(id, 'key', key),
    ...parted(id, dialect, options ?? entry.options, elsewhere ? {} : entry.secrets),
  };
}

function place(baseUrl: string): { origin: string; sandbox: boolean } {
  const { baseUrl: address, sandbox } = addressOf(baseUrl);
  return { origin: new URL(address).origin, sandbox };
}

function inBook(book: Book, id: string): BookEntry {
  const entry = book.connections.find((one) => one.id === id);
  if (!entry) throw notThere();
  return entry;
}

const notThere = () => new AppError('not_found', 'There is no such connection.');

/** The connection, which the page may change. */
function editable(id: string): ConnectionSettings {
  const connection = connections().find((one) => one.id === id);
  if (!connection) throw notThere();
  if (connection.source === 'page') return connection;
  const where = {
    environment: 'It is set by environment variables; change them there and start again.',
    file: `It is set in ${environment().ATELIER_CONNECTIONS}; change it there and start again.`,
    'built-in': 'The sandbox is built in; ATELIER_SANDBOX=off leaves it out.',
  };
  throw new AppError('not_editable', where[connection.source]);
}

async function refuseWhile(id: string, which: 'all' | 'sent', what: string): Promise<void> {
  const count = (await openTasks(await database())).get(id)?.[which] ?? 0;
  if (count === 0) return;
  const tasks = count === 1 ? '1 task is' : `${count} tasks are`;
  const when = count === 1 ? 'it is done' : 'they are done';
  throw new AppError('in_use', `${tasks} still open; switch it off now and ${what} when ${when}.`);
}

const without = (findings: Book['findings'], id: string): Book['findings'] =>
  Object.fromEntries(Object.entries(findings).filter(([name]) => name !== id));

/** Lets a connection that was stopped send again, because a person says so. Throws `not_found`. */
export async function resumeConnection(id: string): Promise<ConnectionEntry> {
  await resumeSending(id);
  return entryOf(id);
}

async function entryOf(id: string): Promise<ConnectionEntry> {
  const entry = (await connectionEntries()).find((one) => one.id === id);
  if (!entry) throw notThere();
  return entry;
}

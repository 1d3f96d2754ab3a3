import 'server-only';
import type { ConnectionEntry, ConnectionState, DialectEntry } from '@/lib/schema/connection';
import { currentBook } from './connection-book';
import { addressKey } from './connection-page';
import { dialects, hostOf, usualHeader, writtenAddress } from './connection-rules';
import { markedOf } from './connection-mark';
import { connections } from './connections';
import { modelsOf } from './offers';
import { provider } from './providers/index';
import type { ConnectionSettings } from './providers/provider';
import { circuitsOf } from './store/circuits';
import { hasMade, openTasks } from './store/connection-tasks';
import { database, type Database } from './store/database';
import { slotsNow, type Circuit } from './tasks/circuit';
import { stopOf } from './tasks/stops';

/** A shorter key would be told by its end. */
const shortestShownKey = 8;

/** The last four characters of a key; null for the sandbox, a key that cannot be read and one that they would give away. */
export const keyEnd = ({ key, sandbox }: Pick<ConnectionSettings, 'key' | 'sandbox'>): string | null =>
  sandbox || key.length < shortestShownKey ? null : key.slice(-4);

/** Every connection for the settings, in order, without its secrets. */
export async function connectionEntries(): Promise<ConnectionEntry[]> {
  const db = await database();
  const open = await openTasks(db);
  const all = connections();
  const circuits = await circuitsOf(db, all.map(markedOf));
  return Promise.all(
    all.map((connection) =>
      entryOf(db, connection, circuits.get(connection.id), open.get(connection.id)?.all ?? 0),
    ),
  );
}

async function entryOf(
  db: Database,
  connection: ConnectionSettings,
  circuit: Circuit | undefined,
  tasks: number,
): Promise<ConnectionEntry> {
  const { id, label, dialect, pathPrefix, auth, slots, sandbox, source, off = false } = connection;
  const known = currentBook().findings[id];
  const finding = known?.address === addressKey(connection) ? known : null;
  const state = await stateOf(db, connection);
  return {
    id,
    label,
    dialect,
    dialectLabel: provider(dialect)?.label ?? dialect,
    host: hostOf(connection),
    baseUrl: writtenAddress(connection),
    pathPrefix,
    auth,
    keyEnd: keyEnd(connection),
    slots,
    slotsNow: slotsNow(circuit && { ...circuit, state: 'closed' }, slots, Date.now()),
    stopped: stopOf(circuit),
    sandbox,
    source,
    off,
    models: modelsOf(connection).map((model) => ({ id: model.id, label: model.label })),
    state,
    advice: adviceOf(state),
    missing: [...(connection.missing ?? [])],
    examinedAt: finding?.at ?? null,
    report: finding?.report ?? null,
    options: shownOptions(connection),
    prices: connection.prices ?? null,
    openTasks: tasks,
  };
}

async function stateOf(db: Database, connection: ConnectionSettings): Promise<ConnectionState> {
  if (connection.locked) return 'locked';
  if (connection.off) return 'off';
  const unverified = provider(connection.dialect)?.templates !== undefined;
  return unverified && !connection.sandbox && !(await hasMade(db, connection.id)) ? 'unverified' : 'ready';
}

function adviceOf(state: ConnectionState): string | null {
  if (state !== 'locked') return null;
  return 'Its key was stored under another ATELIER_SECRET. Set that one and start again, or enter the key anew.';
}

function shownOptions({ dialect, options }: ConnectionSettings): ConnectionEntry['options'] {
  const secret = new Set(provider(dialect)?.secretOptions);
  const shown = Object.entries(options ?? {}).filter(([name]) => !secret.has(name));
  return shown.length > 0 ? Object.fromEntries(shown) : null;
}

/** What a new connection may speak, with the starting texts where a person writes the calls. */
export const dialectEntries = (): DialectEntry[] =>
  dialects.map((id) => ({
    id,
    label: provider(id)?.label ?? id,
    auth: usualHeader(id),
    templates: provider(id)?.templates ?? null,
  }));

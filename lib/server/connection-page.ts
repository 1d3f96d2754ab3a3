import 'server-only';
import type { Book, BookEntry } from './connection-book';
import { addressOf } from './connection-rules';
import { unseal, type StoredSecret } from './connection-secrets';
import type { ConnectionSettings } from './providers/provider';

/** Says which secret of which connection a sealed text is, so that it opens nowhere else. */
export const secretName = (id: string, name: string): string => `${id} ${name}`;

/** Where and as what a connection is spoken to; what was found out about one address says nothing about another. */
export const addressKey = ({ dialect, baseUrl, pathPrefix }: ConnectionSettings): string =>
  `${dialect} ${baseUrl}${pathPrefix}`;

/** The connections that were entered in the page; one whose key does not open is `locked`. */
export const pageConnections = ({ connections }: Book, secret: string | undefined): ConnectionSettings[] =>
  connections.map((entry) => settingsOf(entry, secret));

function settingsOf(entry: BookEntry, secret: string | undefined): ConnectionSettings {
  const { id, label, dialect, pathPrefix, auth, slots, off, options, prices } = entry;
  const opened = (name: string, stored: StoredSecret) => unseal(stored, secret, secretName(id, name));
  const key = entry.key === null ? 'sandbox' : opened('key', entry.key);
  const secrets = Object.entries(entry.secrets).map(
    ([name, stored]): [string, string | null] => [name, opened(name, stored)],
  );
  const open = secrets.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const locked = key === null || open.length < secrets.length;
  return {
    ...addressOf(entry.baseUrl),
    id,
    label,
    dialect,
    pathPrefix,
    auth,
    key: key ?? '',
    slots,
    source: 'page',
    off,
    ...(locked && { locked }),
    options: { ...options, ...Object.fromEntries(open) } as ConnectionSettings['options'],
    ...(prices && { prices }),
  };
}

/** With what the doctor found, in the order that the page gave them; those it does not name stay behind, as they were. */
export function applied(all: ConnectionSettings[], { order, findings }: Book): ConnectionSettings[] {
  const places = new Map(order.map((id, at) => [id, at]));
  const placeOf = ({ id }: ConnectionSettings) => places.get(id) ?? order.length;
  return all
    .map((connection) => {
      const finding = findings[connection.id];
      if (!finding || finding.address !== addressKey(connection) || finding.missing.length === 0) return connection;
      return { ...connection, missing: finding.missing };
    })
    .toSorted((one, other) => placeOf(one) - placeOf(other));
}

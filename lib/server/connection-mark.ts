import 'server-only';
import { createHash } from 'node:crypto';
import { addressKey } from './connection-page';
import type { ConnectionSettings } from './providers/provider';

/** A connection as what was learnt of it is kept under. */
export const markedOf = (connection: ConnectionSettings): { id: string; mark: string } => ({
  id: connection.id,
  mark: markOf(connection),
});

/** Another for every address, key and header: what was learnt of one says nothing about the next. Tells no key. */
export const markOf = (connection: ConnectionSettings): string =>
  createHash('sha256')
    .update(JSON.stringify([addressKey(connection), connection.auth, connection.key]))
    .digest('hex')
    .slice(0, 16);

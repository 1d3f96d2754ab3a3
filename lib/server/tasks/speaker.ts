import 'server-only';
import type { Capability, Model } from '@/lib/schema/model';
import { sandboxOrigin, workedConnections } from '@/lib/server/connections';
import type { Transport } from '@/lib/server/http';
import { priced } from '@/lib/server/own-prices';
import { provider } from '@/lib/server/providers/index';
import type { ConnectionSettings, Provider } from '@/lib/server/providers/provider';
import type { TaskRow } from '@/lib/server/store/tasks';

/** Who a task talks to. */
export type Speaker = { connection: ConnectionSettings; provider: Provider; model: Model; card: Capability };

export type FindSpeaker = (row: Pick<TaskRow, 'connection' | 'model' | 'operation'>) => Speaker | null;

/**
 * The speaker of a stored task, whether its connection takes new ones or not; null when its connection, its model or
 * its operation is no longer set up, or the key cannot be read.
 */
export const findSpeaker: FindSpeaker = (row) => {
  const connection = workedConnections().find(({ id, locked }) => id === row.connection && !locked);
  const speaks = connection && provider(connection.dialect);
  const plain = speaks?.models.find(({ id }) => id === row.model);
  const model = connection && plain && priced(plain, connection);
  const card = model?.operations[row.operation];
  return connection && speaks && model && card ? { connection, provider: speaks, model, card } : null;
};

/** Why a stored task has no speaker, and what to do about it. */
export function silence({ connection: id, model }: Pick<TaskRow, 'connection' | 'model'>): string {
  const connection = workedConnections().find((candidate) => candidate.id === id);
  if (!connection) return `${id} is no longer set up here.`;
  return connection.locked
    ? `The key of ${connection.label} cannot be read. Set ATELIER_SECRET to what it was, or enter the key again.`
    : `${connection.label} no longer has ${model}.`;
}

// Imported when first needed: the painter behind it is the heaviest module of the server.
const inProcess: Transport = async (request) => {
  const { sandbox } = await import('@/lib/server/sandbox/sandbox');
  return sandbox(request);
};

/** How a connection is reached when not over a socket: the built-in gateway lives in this very process. */
export const transportOf = (connection: ConnectionSettings): Transport | undefined =>
  connection.baseUrl === sandboxOrigin ? inProcess : undefined;

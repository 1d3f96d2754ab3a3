import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Connection, FormerConnection, Model } from '@/lib/schema/model';
import type { OperationName } from '@/lib/schema/operation';
import { currentBook } from './connection-book';
import { hostOf } from './connection-rules';
import { builtIn, connections } from './connections';
import { priced } from './own-prices';
import { provider } from './providers/index';
import type { ConnectionSettings, Provider } from './providers/provider';

/** Whether a connection takes tasks at all. */
const takes = ({ off, locked }: ConnectionSettings): boolean => !off && !locked;

/** The models that a connection offers while it is on, at its own prices: without what the doctor found missing. */
export function modelsOf(connection: ConnectionSettings): Model[] {
  const speaks = provider(connection.dialect);
  const cards = speaks?.offered?.(connection) ?? speaks?.models ?? [];
  const models = cards.map((model) => priced(model, connection));
  const missing = new Set(connection.missing);
  if (missing.size === 0) return models;
  return models.flatMap((model) => {
    const operations = Object.fromEntries(
      Object.entries(model.operations).filter(([name]) => !missing.has(name) && !missing.has(`${name} ${model.id}`)),
    );
    return Object.keys(operations).length > 0 ? [{ ...model, operations }] : [];
  });
}

/** What the page may know of each connection that takes tasks: no key, no path. */
export const publicConnections = (): Connection[] =>
  connections()
    .filter(takes)
    .map((connection) => ({
      id: connection.id,
      label: connection.label,
      dialect: connection.dialect,
      host: hostOf(connection),
      sandbox: connection.sandbox,
      models: modelsOf(connection).map((model) => (connection.sandbox ? free(model) : model)),
    }));

/** The names of connections that take no tasks, or are gone, and of their models: what they made is still there. */
export function formerConnections(): FormerConnection[] {
  const all = connections();
  const known = new Set(all.map(({ id }) => id));
  const gone = [...currentBook().removed, builtIn].filter(({ id }) => !known.has(id));
  return [...all.filter((connection) => !takes(connection)), ...gone].map(({ id, label, dialect }) => ({
    id,
    label,
    models: (provider(dialect)?.models ?? []).map((model) => ({ id: model.id, label: model.label })),
  }));
}

const free = (model: Model): Model => ({
  ...model,
  operations: Object.fromEntries(
    Object.entries(model.operations).map(([name, card]) => [name, card && { ...card, price: null, quoted: false }]),
  ),
});

/** Whether a connection has the operation, by the named model or by any. */
const offers = (connection: ConnectionSettings, operation: OperationName, model?: string): boolean =>
  modelsOf(connection).some(
    ({ id, operations }) => (model === undefined || id === model) && operations[operation],
  );

/** The connection of this id, or the first that offers what is asked. Throws `invalid_input` with the field. */
function connectionFor(operation: OperationName, { connection: id, model }: Wanted): ConnectionSettings {
  if (id === undefined) {
    const all = connections().filter(takes);
    const connection = all.find((candidate) => offers(candidate, operation, model)) ?? all[0];
    if (connection) return connection;
    throw new AppError('invalid_input', 'No connection is set up and on.', {
      fields: { connection: 'is not set up here' },
    });
  }
  const connection = connections().find((candidate) => candidate.id === id);
  if (connection && takes(connection)) return connection;
  if (!connection) {
    throw new AppError('invalid_input', 'There is no such connection.', {
      fields: { connection: 'is not set up here' },
    });
  }
  throw connection.off
    ? new AppError('invalid_input', `${connection.label} is switched off.`, {
        fields: { connection: 'is switched off' },
      })
    : new AppError('invalid_input', `The key of ${connection.label} cannot be read.`, {
        fields: { connection: 'is locked' },
      });
}

type Wanted = { connection?: string; model?: string };

/**
 * The connection, provider and model card that a request means; the first connection that can and its first model with
 * the operation when it names none. Throws `invalid_input` with the field, `unsupported` when the model lacks the operation.
 */
export function resolveModel(
  operation: OperationName,
  input: Wanted,
): { connection: ConnectionSettings; provider: Provider; model: Model } {
  const connection = connectionFor(operation, input);
  const speaks = provider(connection.dialect);
  if (!speaks) throw new AppError('internal', `No provider speaks ${connection.dialect}.`);
  const models = modelsOf(connection);
  const model = input.model
    ? models.find(({ id }) => id === input.model)
    : models.find(({ operations }) => operations[operation]);
  if (!model && !input.model) {
    throw new AppError('unsupported', `${connection.label} does not ${operation}.`, {
      fields: { connection: `does not offer ${operation}` },
    });
  }
  if (!model) {
    throw new AppError('invalid_input', `${connection.label} has no such model.`, {
      fields: { model: 'is not offered here' },
    });
  }
  if (!model.operations[operation] || !speaks.start[operation]) {
    throw new AppError('unsupported', `${model.label} cannot ${operation}.`, {
      fields: { model: `does not offer ${operation}` },
    });
  }
  return { connection, provider: speaks, model };
}

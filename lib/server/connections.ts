import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Connection, Model } from '@/lib/schema/model';
import type { OperationName } from '@/lib/schema/operation';
import { readConnections } from './connections-file';
import { environment, type Environment } from './env';
import { provider } from './providers/index';
import type { ConnectionSettings, Provider } from './providers/provider';
import { sandboxOrigin } from './sandbox-origin';
import { singleton } from './singleton';

export { sandboxOrigin };

const officialHost = 'api.ideogram.ai';

/**
 * The connections an environment and its ATELIER_CONNECTIONS file describe, in the order the page lists them; the
 * sandbox stands in when there is none. Throws one sentence that says what is wrong with the file.
 */
export function connectionsFrom(env: Environment): ConnectionSettings[] {
  const found: ConnectionSettings[] = [];
  if (env.IDEOGRAM_API_KEY) {
    const baseUrl = (env.IDEOGRAM_BASE_URL ?? `https://${officialHost}`).replace(/\/+$/, '');
    found.push({
      id: 'ideogram',
      label: env.IDEOGRAM_BASE_URL ? new URL(baseUrl).hostname : 'Ideogram',
      // A gateway of the official format seldom has more than the legacy calls; more of it is told in a file or the page.
      dialect: new URL(baseUrl).hostname === officialHost ? 'ideogram-official' : 'ideogram',
      baseUrl,
      pathPrefix: env.IDEOGRAM_PATH_PREFIX,
      auth: env.IDEOGRAM_AUTH,
      key: env.IDEOGRAM_API_KEY,
      slots: 10,
      sandbox: false,
      source: 'environment',
    });
  }
  if (env.REPLICATE_API_TOKEN) {
    const { origin, hostname, prefix } = replicateAddress(env.REPLICATE_BASE_URL);
    found.push({
      id: 'replicate',
      label: env.REPLICATE_BASE_URL ? hostname : 'Replicate',
      dialect: 'replicate',
      baseUrl: origin,
      pathPrefix: prefix,
      auth: 'bearer',
      key: env.REPLICATE_API_TOKEN,
      slots: 10,
      sandbox: false,
      source: 'environment',
    });
  }
  if (env.ATELIER_CONNECTIONS) found.push(...readConnections(env.ATELIER_CONNECTIONS));
  const wanted = env.ATELIER_SANDBOX ?? (found.length === 0 ? 'on' : 'off');
  if (wanted === 'on') {
    found.push({
      id: 'sandbox',
      label: 'Sandbox',
      dialect: 'ideogram',
      baseUrl: sandboxOrigin,
      pathPrefix: '/sandbox/ideogram/v1',
      auth: 'bearer',
      key: 'sandbox',
      slots: 4,
      sandbox: true,
      source: 'built-in',
    });
  }
  const ids = found.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  // The file's own ids differ among themselves, so the other one is the environment's or the sandbox's.
  if (twice !== undefined) {
    throw new Error(`${env.ATELIER_CONNECTIONS}: connection "${twice}": id is taken outside this file.`);
  }
  return found;
}

/**
 * Where Replicate's API is, `/v1` left out. A gateway keeps it under `/replicate`, which may be told or not; the official
 * host has no prefix (shared/upstream/gateways.md C.1).
 */
function replicateAddress(told = 'https://api.replicate.com'): {
  origin: string;
  hostname: string;
  prefix: string;
} {
  const { origin, hostname, pathname } = new URL(told);
  const path = pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { origin, hostname, prefix: path === '' && hostname !== 'api.replicate.com' ? '/replicate' : path };
}

/** The connections that are set up, read once a process. Throws what is wrong with them in one sentence. */
export const connections = (): ConnectionSettings[] =>
  singleton('connections', () => connectionsFrom(environment()));

/** The models that a connection offers. */
const modelsOf = (connection: ConnectionSettings): Model[] => {
  const speaks = provider(connection.dialect);
  return speaks?.offered?.(connection) ?? speaks?.models ?? [];
};

/** What the page may know of each connection: no key, no path. */
export const publicConnections = (): Connection[] =>
  connections().map((connection) => ({
    id: connection.id,
    label: connection.label,
    dialect: connection.dialect,
    host: connection.sandbox ? 'sandbox' : new URL(connection.baseUrl).host,
    sandbox: connection.sandbox,
    models: modelsOf(connection).map((model) => (connection.sandbox ? free(model) : model)),
  }));

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

/**
 * The connection, provider and model card that a request means; the first connection that can and its first model with
 * the operation when it names none. Throws `invalid_input` with the field, `unsupported` when the model lacks the operation.
 */
export function resolveModel(
  operation: OperationName,
  input: { connection?: string; model?: string },
): { connection: ConnectionSettings; provider: Provider; model: Model } {
  const connection = input.connection
    ? connections().find(({ id }) => id === input.connection)
    : (connections().find((candidate) => offers(candidate, operation, input.model)) ?? connections()[0]);
  if (!connection) {
    throw new AppError('invalid_input', 'There is no such connection.', {
      fields: { connection: 'is not set up here' },
    });
  }
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

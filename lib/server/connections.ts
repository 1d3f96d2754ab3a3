import 'server-only';
import { currentBook, emptyBook, type Book } from './connection-book';
import { applied, pageConnections } from './connection-page';
import { readConnections } from './connections-file';
import { environment, type Environment } from './env';
import { log } from './log';
import type { ConnectionSettings } from './providers/provider';
import { sandboxOrigin } from './sandbox-origin';
import { singleton } from './singleton';

export { sandboxOrigin };

const officialHost = 'api.ideogram.ai';

/** The gateway in this very process; nothing costs there. */
export const builtIn: ConnectionSettings = {
  id: 'sandbox',
  label: 'Sandbox',
  dialect: 'ideogram-official',
  baseUrl: sandboxOrigin,
  pathPrefix: '/sandbox',
  auth: 'api-key',
  key: 'sandbox',
  slots: 4,
  sandbox: true,
  source: 'built-in',
};

/**
 * The connections that an environment and its ATELIER_CONNECTIONS file describe, without the sandbox. Throws one sentence
 * that says what is wrong with the file.
 */
function fixedConnections(env: Environment): ConnectionSettings[] {
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
  return found;
}

/**
 * Every connection in the order the page lists them: the environment's, the file's, those entered in the page, and the
 * sandbox when there is none; then as the page has ordered them. Throws one sentence that says what is wrong.
 */
export const connectionsFrom = (env: Environment, book: Book = emptyBook): ConnectionSettings[] =>
  joined(env, fixedConnections(env), book);

function joined(env: Environment, fixed: ConnectionSettings[], book: Book): ConnectionSettings[] {
  const found = [...fixed, ...pageConnections(book, env.ATELIER_SECRET)];
  const wanted = env.ATELIER_SANDBOX ?? (found.length === 0 ? 'on' : 'off');
  if (wanted === 'on') found.push(builtIn);
  const ids = found.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  // The file's own ids differ among themselves, so the other one is the environment's, the page's or the sandbox's.
  if (twice !== undefined) {
    throw new Error(`${env.ATELIER_CONNECTIONS}: connection "${twice}": id is taken outside this file.`);
  }
  return applied(found, book);
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

type Held = { fixed?: ConnectionSettings[]; book?: Book; all?: ConnectionSettings[] };

/**
 * The connections that are set up: environment and file as they were when the process started, the page's as they are
 * now. Throws what is wrong with them in one sentence.
 */
export function connections(): ConnectionSettings[] {
  const held = singleton<Held>('connections', () => ({}));
  const book = currentBook();
  if (held.all && held.book === book) return held.all;
  const env = environment();
  held.fixed ??= fixedConnections(env);
  try {
    held.all = joined(env, held.fixed, book);
  } catch (err) {
    // Another process may have entered what this one cannot join: it goes on as it was.
    if (!held.all) throw err;
    log().error({ err }, 'the connections of the page do not fit; those known before go on');
  }
  held.book = book;
  return held.all;
}

/**
 * Those that may still have tasks: a sandbox that gave way to a real connection finishes what it has.
 */
export function workedConnections(): ConnectionSettings[] {
  const all = connections();
  return all.some(({ id }) => id === builtIn.id) ? all : [...all, builtIn];
}

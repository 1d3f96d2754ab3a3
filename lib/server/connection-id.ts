import 'server-only';
import type { Book } from './connection-book';
import { builtIn, connections } from './connections';
import { knownConnections } from './store/connection-tasks';
import { database } from './store/database';

/** Words that stand in an id's place in the API's addresses, and ids that the environment gives. */
const taken = ['order', 'recognise', 'examine', 'ideogram', 'replicate', builtIn.id];
const longest = 48;

/**
 * An id made of a name: no other connection has it, none that is gone had it, and no task names it, so that no history
 * is mixed. What this resolves to picks it in the book as it is on disk.
 */
export async function freshId(name: string): Promise<(book: Book) => string> {
  const base = slugOf(name) || 'connection';
  const elsewhere = [...connections().map(({ id }) => id), ...(await knownConnections(await database(), base))];
  return ({ connections: entries, removed }) => {
    const used = new Set([...taken, ...elsewhere, ...[...entries, ...removed].map(({ id }) => id)]);
    if (!used.has(base)) return base;
    for (let number = 2; ; number++) if (!used.has(`${base}-${number}`)) return `${base}-${number}`;
  };
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');

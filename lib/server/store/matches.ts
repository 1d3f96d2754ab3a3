import 'server-only';
import { sql } from 'kysely';
import { indexedWords } from './dialect';
import type { ImageQuery } from './search';
import { imageFilter } from './search-filter';
import type { Database } from './tables';

/**
 * What no index can count is counted up to here: going through every match would cost far more than showing a
 * page.
 */
const countLimit = 10_000;

/** How many pictures a query finds; undefined above 10 000 unless only `is:` and `model:` are asked. */
export async function countMatches(db: Database, query: ImageQuery): Promise<number | undefined> {
  const bounded = query.terms.some(({ kind, not }) => not || (kind !== 'is' && kind !== 'model'));
  const found = matches(db, query, bounded ? { limit: countLimit + 1 } : {});
  const { rows } = await sql<{ total: number }>`select count(*) as total from (${found}) as found`.execute(
    db,
  );
  const total = rows[0]?.total ?? 0;
  return bounded && total > countLimit ? undefined : total;
}

/**
 * The keys (`n`) of what a query finds, newest first; a statement to be run. Keyed and ordered by the text
 * index when it is asked.
 */
export function matches(
  db: Database,
  query: ImageQuery,
  { cursor, limit }: { cursor?: number; limit?: number },
) {
  const filter = imageFilter(db, query);
  const words = query.terms.flatMap((term) => (term.kind === 'text' && !term.not ? term.value : []));
  const indexed = indexedWords(db, words);
  if (indexed.length === 0) {
    return db
      .selectFrom('images as image')
      .select('image.n')
      .where(filter)
      .$if(cursor !== undefined, (rows) => rows.where('image.n', '<', cursor ?? 0))
      .orderBy('image.n', 'desc')
      .$if(limit !== undefined, (rows) => rows.limit(limit ?? 0));
  }
  return db
    .selectFrom('imagesText as text')
    .crossJoin('images as image')
    .select('image.n')
    .whereRef('image.n', '=', 'text.rowid')
    .where((eb) => eb.and(indexed.map((word) => eb('text.words', 'like', `%${word}%`))))
    .where(filter)
    .$if(cursor !== undefined, (rows) => rows.where('text.rowid', '<', cursor ?? 0))
    .orderBy('text.rowid', 'desc')
    .$if(limit !== undefined, (rows) => rows.limit(limit ?? 0));
}

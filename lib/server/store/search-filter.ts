import 'server-only';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import { contains } from './dialect';
import type { ImageQuery, Term } from './search';
import type { Database, ImageTable } from './tables';

/** How far a picture may be from the ratio asked for, in per cent. */
const ratioTolerance = 2;

const eb = expressionBuilder<{ image: ImageTable }, 'image'>();

const anyOf: readonly Term['kind'][] = ['model', 'style', 'connection', 'ratio', 'seed'];

/**
 * A query as a condition on `images as image`. What partial indexes are made over is written out, not bound:
 * an engine takes such an index only when it can read its condition in the statement.
 */
export function imageFilter(db: Database, { terms }: ImageQuery): Expression<SqlBool> {
  const conditions: Expression<SqlBool>[] = [];
  for (const term of terms) {
    if (term.not) conditions.push(eb.not(sql<SqlBool>`coalesce(${condition(db, term)}, false)`));
    else if (!anyOf.includes(term.kind)) conditions.push(condition(db, term));
  }
  for (const kind of anyOf) {
    const wanted = terms.filter((term) => term.kind === kind && !term.not);
    if (wanted.length > 0) conditions.push(eb.or(wanted.map((term) => condition(db, term))));
  }
  const trash = terms.some((term) => term.kind === 'is' && term.value === 'deleted' && !term.not);
  if (!trash) conditions.push(eb('image.deletedAt', 'is', null));
  return eb.and(conditions);
}

function condition(db: Database, term: Term): Expression<SqlBool> {
  switch (term.kind) {
    case 'text':
      return contains(db, eb.ref('image.words'), term.value);
    case 'model':
      return sql<SqlBool>`lower(${eb.ref('image.model')}) = ${term.value}`;
    case 'connection':
      return sql<SqlBool>`lower(${eb.ref('image.connection')}) = ${term.value}`;
    case 'style':
      return eb('image.style', '=', term.value);
    case 'seed':
      return eb('image.seed', '=', term.value);
    case 'ratio': {
      const [width, height] = term.value;
      const exact = sql<number>`${eb.ref('image.height')} * ${sql.lit(width)}`;
      return sql<SqlBool>`${eb.ref('image.width')} * ${sql.lit(height * 100)}
        between ${exact} * ${sql.lit(100 - ratioTolerance)} and ${exact} * ${sql.lit(100 + ratioTolerance)}`;
    }
    case 'before':
      return eb('image.createdAt', '<', term.value);
    case 'after':
      return eb('image.createdAt', '>=', term.value);
    case 'is':
      return marked(term.value);
  }
}

function marked(mark: Extract<Term, { kind: 'is' }>['value']): Expression<SqlBool> {
  switch (mark) {
    case 'favourite':
      return eb('image.favourite', '=', eb.lit(1));
    case 'upload':
      return eb('image.taskId', 'is', null);
    case 'sandbox':
      return eb('image.sandbox', '=', eb.lit(1));
    case 'deleted':
      return eb('image.deletedAt', 'is not', null);
  }
}

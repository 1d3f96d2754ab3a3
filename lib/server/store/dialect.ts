import 'server-only';
import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Database } from './tables';
import { channel, type Wakeup } from './wakeups';

/**
 * Whatever differs between the two engines, in this one file. Told by what the adapter can do, not by its
 * class: Next has several copies of every module, and a handle made by one copy is used by another.
 */
export const isPostgres = (db: Database): boolean =>
  db.getExecutor().adapter.supportsMultipleConnections === true;

/** The type of a key that orders rows: SQLite's rowid itself, or a 64-bit number. */
export const keyType = (db: Database): RawBuilder<unknown> => (isPostgres(db) ? sql`bigint` : sql`integer`);

/**
 * The columns of a partial index that pages are read from, newest first. SQLite prefers the one with most
 * columns of the condition in front, and counts in it without a look at the table; PostgreSQL reads in order
 * only when none is.
 */
export const pageColumns = (db: Database, ...condition: string[]): RawBuilder<unknown> =>
  sql.join([...(isPostgres(db) ? [] : condition), 'n'].map((column) => sql.ref(column)));

/** Holds the rows until the transaction ends. On SQLite the transaction holds the whole file already. */
export const forUpdate =
  (db: Database) =>
  <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
    isPostgres(db) ? query.forUpdate() : query;

/** The same, passing over rows that another transaction holds. */
export const forUpdateSkippingLocked =
  (db: Database) =>
  <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> =>
    isPostgres(db) ? query.forUpdate().skipLocked() : query;

/** Tells other processes, at the moment the transaction commits. SQLite has nobody to tell: they poll. */
export async function announce(db: Database, what: Wakeup): Promise<void> {
  if (isPostgres(db)) await sql`select pg_notify(${channel}, ${what})`.execute(db);
}

/** The index behind search: shared/quality/storage.md 2c. */
export async function createTextIndex(db: Database): Promise<void> {
  if (isPostgres(db)) {
    await sql`create index images_words on images using gin (words gin_trgm_ops)`.execute(db);
    return;
  }
  await sql`create virtual table images_text using fts5(
    words, content = 'images', content_rowid = 'n', tokenize = 'trigram', detail = none)`.execute(db);
  await sql`create trigger images_text_insert after insert on images begin
    insert into images_text(rowid, words) values (new.n, new.words); end`.execute(db);
  await sql`create trigger images_text_delete after delete on images begin
    insert into images_text(images_text, rowid, words) values ('delete', old.n, old.words); end`.execute(db);
  await sql`create trigger images_text_update after update of words on images begin
    insert into images_text(images_text, rowid, words) values ('delete', old.n, old.words);
    insert into images_text(rowid, words) values (new.n, new.words); end`.execute(db);
}

/** Exactly the letters of `part` somewhere in `text`; on PostgreSQL by its trigram index. */
export const contains = (db: Database, text: Expression<string>, part: string): RawBuilder<SqlBool> =>
  isPostgres(db)
    ? sql<SqlBool>`${text} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`
    : sql<SqlBool>`instr(${text}, ${part}) > 0`;

/**
 * The words that SQLite can look up in its trigram index; none on PostgreSQL, which finds its own way. A word
 * needs three letters in a row without a wildcard: as `like … escape` would switch the index off, the look-up
 * takes % and _ for wildcards, finds too much, and `contains` weeds.
 */
export const indexedWords = (db: Database, words: string[]): string[] =>
  isPostgres(db) ? [] : words.filter((word) => word.split(/[%_]/).some((part) => [...part].length >= 3));

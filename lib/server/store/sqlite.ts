import 'server-only';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import { AppError } from '@/lib/schema/error';
import { newestBackup, shellPath } from '@/lib/server/upkeep/known-backups';

const cachedStatements = 500;

// A number is bound as a floating one, and the text index then walks from its end instead of starting at a
// key.
const whole = (value: SQLInputValue): SQLInputValue =>
  Number.isSafeInteger(value) ? BigInt(Number(value)) : value;

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; reads: boolean }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, reads } = this.#prepared(query.sql);
    const parameters = (query.parameters as SQLInputValue[]).map(whole);
    // React refuses the null prototype that node:sqlite gives its rows.
    if (reads) return { rows: statement.all(...parameters).map((row) => ({ ...row })) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are not streamed from SQLite.');
  }

  #prepared(sql: string) {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const made = { statement, reads: statement.columns().length > 0 };
    const oldest = this.#statements.keys().next().value;
    if (this.#statements.size >= cachedStatements && oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, made);
    return made;
  }
}

/** One connection. Kysely lends it to one user at a time: nothing gets in between the statements of a transaction. */
class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {}

  // A deferred transaction that reads before it writes fails at once when another process writes in between.
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  // SQLite has already rolled back by itself after a full disk; a second rollback would hide that error.
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: () => Promise.reject(new Error('Not used.')) });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new SqliteDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/**
 * SQLite's codes for what has nothing to do with the file's content: busy, locked, read-only, disk, full, no
 * access.
 */
const outside = [5, 6, 8, 10, 13, 14];

/**
 * Opens a database file, made when it is not there, and reads every page of it. Throws `unavailable` with one
 * sentence when it cannot be opened, or is damaged or no database.
 */
export function openSqlite(file: string): NodeSqliteDialect {
  let database: DatabaseSync | undefined;
  try {
    // The timeout has to stand before WAL is asked for: two processes may make the file at once.
    database = new DatabaseSync(file, { timeout: 5000 });
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    database.exec('pragma cache_size = -65536');
    const found = database.prepare('pragma quick_check(1)').get()?.quick_check;
    if (found !== 'ok') throw new Error(String(found));
    return new NodeSqliteDialect(database);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw refusal(file, error);
  }
}

/** Whether SQLite found no room: its code 13. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 13;

/**
 * Why a SQLite file cannot be used, in one sentence: it cannot be opened, or it is damaged, and then which backup brings
 * it back.
 */
export function refusal(file: string, error: unknown): AppError {
  const reason =
    error instanceof Error ? error.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(error);
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;
  if (code !== null && outside.includes(code)) {
    const sentence = `The database file ${file} cannot be opened: ${reason}.`;
    return new AppError('unavailable', sentence, { cause: error });
  }
  const newest = newestBackup(path.dirname(file));
  const advice = newest
    ? `bring back the newest backup, of ${newest.madeAt}, with: npm run restore -- --aside ${shellPath(newest.folder)}`
    : 'no backup of it is known; put the last good copy in its place and start again.';
  const sentence = `The database file ${file} is damaged (${reason}): ${advice}`;
  return new AppError('unavailable', sentence, { cause: error });
}

import 'server-only';
import { PostgresDialect, PostgresDriver, type Driver } from 'kysely';
import { Client, Pool, types as parsers, type CustomTypesConfig } from 'pg';
import { AppError } from '@/lib/schema/error';
import { log } from '@/lib/server/log';
import { channel, wake } from './wakeups';

const int8 = 20;
const reconnectMs = 1000;

/** Whole numbers of 64 bits as numbers: keys, times and money stay far below 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === int8 ? Number : parsers.getTypeParser(oid, format)) as typeof parsers.getTypeParser,
};

/**
 * Hears what other processes announce, for as long as the database is open; comes back by itself when cut
 * off.
 */
class Listener {
  readonly #address: string;
  #client: Client | null = null;
  #again: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(address: string) {
    this.#address = address;
  }

  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new Client({ ...lasting, connectionString: this.#address, application_name: 'atelier wake-ups' });
    this.#client = client;
    client.on('error', () => this.#retry(client));
    client.on('end', () => this.#retry(client));
    client.on('notification', ({ payload }) => {
      if (payload === 'change' || payload === 'work') wake(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      // Whatever was announced while nobody listened is asked for now.
      wake('change');
      wake('work');
    } catch {
      this.#retry(client);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#again) clearTimeout(this.#again);
    await this.#client?.end().catch(() => undefined);
  }

  #retry(client: Client): void {
    if (this.#stopped || this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#again = setTimeout(() => void this.start(), reconnectMs).unref();
  }
}

class ListeningDriver extends PostgresDriver {
  readonly #listener: Listener;

  constructor(pool: Pool, listener: Listener) {
    super({ pool });
    this.#listener = listener;
  }

  override async destroy(): Promise<void> {
    await this.#listener.stop();
    await super.destroy();
  }
}

class ListeningDialect extends PostgresDialect {
  readonly #pool: Pool;
  readonly #listener: Listener;

  constructor(pool: Pool, listener: Listener) {
    super({ pool });
    this.#pool = pool;
    this.#listener = listener;
  }

  override createDriver(): Driver {
    return new ListeningDriver(this.#pool, this.#listener);
  }
}

/**
 * A server that vanishes without a word is asked for a sign of life, so that what waits for it fails and begins anew; and a
 * process that vanishes in the middle of a change does not hold up the others.
 */
const lasting = {
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 30_000,
  idle_in_transaction_session_timeout: 60_000,
};

/**
 * Connects to a PostgreSQL of at least 15 whose texts are UTF-8 and whose locale knows Chinese letters
 * (C.UTF-8 does, C does not: its trigram index would find none of them), and begins to listen. Throws
 * `unavailable` with one sentence that says what is wrong.
 */
export async function openPostgres(address: string): Promise<PostgresDialect> {
  const pool = new Pool({ ...lasting, connectionString: address, max: 10, application_name: 'atelier', types });
  pool.on('error', (error) => log().warn({ reason: error.message }, 'an idle database connection broke'));
  try {
    await check(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const listener = new Listener(address);
  await listener.start();
  return new ListeningDialect(pool, listener);
}

async function check(pool: Pool): Promise<void> {
  const server = await pool
    .query(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as called,
              pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
    )
    .catch((error: Error) => {
      const reason = error.message || 'no answer';
      throw new AppError('unavailable', `PostgreSQL cannot be reached: ${reason}.`, { cause: error });
    });
  const { version, called, encoding } = server.rows[0];
  if (version < 150000) {
    throw new AppError('unavailable', `PostgreSQL 15 or newer is needed, and this one is ${called}.`);
  }
  if (encoding !== 'UTF8') {
    const sentence = `The database must be made with the encoding UTF8, and this one has ${encoding}.`;
    throw new AppError('unavailable', sentence);
  }
  await pool.query('create extension if not exists pg_trgm').catch(async (error: Error) => {
    // Two processes that start at once may both try; only its absence is a fault.
    const found = await pool.query(`select 1 from pg_extension where extname = 'pg_trgm'`);
    if (found.rowCount === 0) {
      const sentence = `The extension pg_trgm is needed and cannot be made: ${error.message}.`;
      throw new AppError('unavailable', sentence, { cause: error });
    }
  });
  const trigrams = await pool.query(`select cardinality(show_trgm('赛博朋克')) as found`);
  if (trigrams.rows[0].found === 0) {
    throw new AppError(
      'unavailable',
      'The database must be made with the locale C.UTF-8: ' +
        'in this one a search would find no Chinese, Japanese or Korean word.',
    );
  }
}

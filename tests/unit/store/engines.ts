import { test as base } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database, type Target } from '@/lib/server/store/database';
import { startPostgres, type PostgresServer } from '../../postgres-server';

export { expect } from '@playwright/test';

/** Everything the store promises, it promises on both. */
export const engines = ['sqlite', 'postgres'] as const;

type Fixtures = {
  engine: (typeof engines)[number];
  folder: string;
  /** A database that nobody has opened yet. */
  target: Target;
  db: Database;
};

type WorkerFixtures = { postgres: () => Promise<PostgresServer> };

/**
 * `test` with a database of its own for every test, on the engine that `test.use({ engine })` names. PostgreSQL is
 * started once per worker, when the first test wants it; when it does not start, the test fails.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  engine: ['sqlite', { option: true }],
  postgres: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern.
    async ({}, give) => {
      let started: Promise<PostgresServer> | undefined;
      await give(() => (started ??= startPostgres()));
      await (await started)?.stop();
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, give) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'atelier-store-'));
    await give(folder);
    await rm(folder, { recursive: true, force: true });
  },
  target: async ({ engine, folder, postgres }, give) => {
    const server = engine === 'postgres' ? await postgres() : undefined;
    await give(server ? { postgres: await server.make() } : { sqlite: path.join(folder, 'test.db') });
  },
  db: async ({ target }, give) => {
    const db = await openDatabase(target);
    await give(db);
    await db.destroy();
  },
});

/** The same tests on every engine. */
export function onEveryEngine(tests: () => void): void {
  for (const engine of engines) {
    test.describe(engine, () => {
      test.use({ engine });
      tests();
    });
  }
}

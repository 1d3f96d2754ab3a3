import { database, openDatabase } from '@/lib/server/store/database';
import { parseEnvironment } from '@/lib/server/env';
import type { BudgetTable, CircuitTable, CounterTable, ImageTable, ShareTable, TaskTable, TurnTable } from '@/lib/server/store/tables';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, onEveryEngine, test } from './engines';

// The compiler keeps these complete; the test compares them with what the migrations made.
const counters: Record<keyof CounterTable, 'set'> = { name: 'set', value: 'set' };

const budget: Record<keyof BudgetTable, 'set'> = { period: 'set', usdMicros: 'set' };

const tasks: Record<keyof TaskTable, 'set' | 'null'> = {
  n: 'set', id: 'set', idempotencyKey: 'null', bodyHash: 'set', operation: 'set', connection: 'set', model: 'set',
  status: 'set', input: 'set', count: 'set', handle: 'null', answer: 'null', progress: 'null', width: 'set',
  height: 'set', error: 'null', evidence: 'null', text: 'null', missing: 'set', usdMicros: 'null', charge: 'set', sandbox: 'set',
  expectedMicros: 'null', expectedBasis: 'set', settled: 'set', person: 'set',
  parentImageId: 'null', retryOf: 'null', hidden: 'set', trashed: 'set', cancelRequested: 'set', createdAt: 'set',
  startedAt: 'null', answeredAt: 'null', finishedAt: 'null', runAt: 'set', leaseOwner: 'null', attempt: 'set',
  sends: 'set', revision: 'set',
};

const circuits: Record<keyof CircuitTable, 'set' | 'null'> = {
  connection: 'set', mark: 'set', state: 'set', error: 'null', openedAt: 'null', probeAt: 'null', coolMs: 'set', faults: 'set',
  slots: 'null', slotsUntil: 'null',
};

const turns: Record<keyof TurnTable, 'set'> = { connection: 'set', person: 'set', turn: 'set' };

const images: Record<keyof ImageTable, 'set' | 'null'> = {
  n: 'set', id: 'set', taskId: 'null', parentId: 'null', index: 'set', operation: 'null', connection: 'null',
  model: 'null', sandbox: 'set', name: 'null', prompt: 'null', usedPrompt: 'null', words: 'set', style: 'null',
  seed: 'null', width: 'set', height: 'set', type: 'set', bytes: 'set', color: 'set', placeholder: 'set',
  sha256: 'set', favourite: 'set', deletedAt: 'null', createdAt: 'set',
};

const shares: Record<keyof ShareTable, 'set' | 'null'> = {
  n: 'set', id: 'set', tokenHash: 'set', title: 'null', images: 'set', showPrompt: 'set', download: 'set',
  remix: 'set', opened: 'set', createdAt: 'set', expiresAt: 'null', revokedAt: 'null',
};

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

onEveryEngine(() => {
  test('the tables are what the types say', async ({ db }) => {
    const found = await db.introspection.getTables();
    const columns = (table: string) =>
      Object.fromEntries(
        (found.find(({ name }) => name === table)?.columns ?? []).map(({ name, isNullable }) => [
          camel(name),
          isNullable ? 'null' : 'set',
        ]),
      );
    expect(columns('counters')).toMatchObject({ value: 'set' });
    // SQLite calls a key nullable that cannot be.
    expect({ ...columns('budget'), period: 'set' }).toEqual(budget);
    expect(Object.keys(columns('counters')).toSorted()).toEqual(Object.keys(counters).toSorted());
    expect({ ...columns('tasks'), n: 'set' }).toEqual(tasks);
    expect({ ...columns('images'), n: 'set' }).toEqual(images);
    expect({ ...columns('circuits'), connection: 'set' }).toEqual(circuits);
    expect({ ...columns('turns'), connection: 'set', person: 'set' }).toEqual(turns);
    expect({ ...columns('shares'), n: 'set' }).toEqual(shares);
  });

  test('a database that is up to date is opened as it is', async ({ target, db }) => {
    const again = await openDatabase(target);
    const made = await db.introspection.getTables({ withInternalKyselyTables: true });
    expect(await again.introspection.getTables({ withInternalKyselyTables: true })).toEqual(made);
    await again.destroy();
  });
});

test('the process has one database, in its data folder, made when it is not there', async ({ folder }) => {
  const held = globalThis as unknown as Record<symbol, unknown>;
  const environment = Symbol.for('atelier.environment');
  const before = held[environment];
  const place = path.join(folder, 'new', 'data');
  held[environment] = parseEnvironment({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' });
  await expect(database()).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The database cannot be opened.',
    cause: { message: expect.stringContaining('PostgreSQL cannot be reached') },
  });
  held[environment] = parseEnvironment({ ATELIER_DATA: place });
  const [db, same] = await Promise.all([database(), database()]);
  expect(same).toBe(db);
  expect(existsSync(path.join(place, 'atelier.db'))).toBe(true);
  await db.destroy();
  held[environment] = before;
  held[Symbol.for('atelier.database')] = undefined;
});

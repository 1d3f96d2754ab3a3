import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { addConnection, changeConnection, resumeConnection } from '@/lib/server/connection-changes';
import { markOf } from '@/lib/server/connection-mark';
import { connectionEntries } from '@/lib/server/connection-view';
import { connections } from '@/lib/server/connections';
import { changeCircuit } from '@/lib/server/store/circuits';
import { afterRefusal } from '@/lib/server/tasks/circuit';
import { AppError } from '@/lib/schema/error';
import { studioStatus as schema } from '@/lib/schema/status';
import { environment } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { studioStatus } from '@/lib/server/status';
import { makeBackup } from '@/lib/server/upkeep/backup';
import { Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

const nothing = { openTasks: 0, oldest: null, backup: null, fault: null, failure: null };

test('a new studio is well, and its status has the shape that the API tells', async () => {
  const status = await studioStatus();
  expect(schema.parse(status)).toEqual(status);
  expect(status).toMatchObject({
    ...nothing,
    disk: { low: false, minFreeBytes: 512_000_000 },
    writable: true,
    database: { engine: 'sqlite', answers: true },
    connections: [{ id: 'sandbox', state: 'ready', trouble: null, openTasks: 0 }],
  });
});

test('it tells what waits longest and why, and what went wrong last', async () => {
  Object.assign(environment(), { ATELIER_MIN_FREE_MB: 1_000_000_000 });
  const first = await shop.accept();
  await shop.accept();
  shop.work();
  await shop.until(first.id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
  expect(await studioStatus()).toMatchObject({
    disk: { low: true },
    openTasks: 2,
    oldest: { id: first.id, status: 'queued', error: { code: 'unavailable' } },
  });
  shop.script.start = async () => {
    throw new AppError('rejected', 'The prompt was refused.');
  };
  Object.assign(environment(), { ATELIER_MIN_FREE_MB: 1 });
  await shop.hurriedEnd(first.id);
  expect(await studioStatus()).toMatchObject({ failure: { error: { code: 'rejected', message: 'The prompt was refused.' } } });
});

test('it tells the last backup, whether it was whole and whether it is still there', async () => {
  const { folder, madeAt } = await makeBackup();
  expect((await studioStatus()).backup).toEqual({ at: madeAt, whole: true, there: true });
  await rm(folder, { recursive: true });
  expect((await studioStatus()).backup).toEqual({ at: madeAt, whole: true, there: false });
});

test('a fault of the studio is told by the log’s fixed words and the system’s code, nothing else of it', async () => {
  Object.assign(environment(), { ATELIER_LOG: 'error' });
  const secret = 'sk-secret a prompt about a heron';
  log().error({ err: Object.assign(new Error(secret), { code: 'ENOSPC' }) }, 'a write failed, trying again');
  expect((await studioStatus()).fault).toMatchObject({ message: 'a write failed, trying again (ENOSPC)' });
  log().error({ err: Object.assign(new Error(secret), { code: secret }) }, 'a lease could not be renewed');
  expect((await studioStatus()).fault).toMatchObject({ message: 'a lease could not be renewed' });
});

test('it answers although nothing can be written and the disk cannot be read', async () => {
  const file = path.join(shop.folder, 'file');
  await writeFile(file, '');
  Object.assign(environment(), { dataFolder: path.join(file, 'under') });
  expect(await studioStatus()).toMatchObject({ disk: null, writable: false, database: { answers: true } });
});

test('it answers although the database does not', async () => {
  await shop.db.destroy();
  expect(await studioStatus()).toMatchObject({ ...nothing, writable: true, connections: [], database: { answers: false } });
});

test('a connection that a refusal stopped says so, with the one thing that is wrong, until a person lets it send', async () => {
  const { id } = await addConnection({ label: 'Shop', dialect: 'ideogram', baseUrl: 'https://gw.invalid', key: 'sk-12345678' });
  const [settings] = connections();
  if (!settings) throw new Error('no connection');
  const error = { code: 'provider_auth' as const, message: 'Shop did not accept the key.' };
  await changeCircuit(shop.db, { id, mark: markOf(settings) }, (circuit) => afterRefusal(circuit, error, Date.now()));
  const stopped = { error, at: expect.any(String), until: null };
  expect((await studioStatus()).connections).toMatchObject([{ id, stopped }]);
  expect(await connectionEntries()).toMatchObject([{ id, stopped, slots: 10, slotsNow: 10 }]);
  expect(await resumeConnection(id)).toMatchObject({ id, stopped: null });
  await changeCircuit(shop.db, { id, mark: markOf(settings) }, (circuit) => afterRefusal(circuit, error, Date.now()));
  // Another key is another matter.
  expect(await changeConnection(id, { key: 'sk-87654321' })).toMatchObject({ stopped: null });
  await expect(resumeConnection('nobody')).rejects.toMatchObject({ code: 'not_found' });
});

import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { addConnection, changeConnection, removeConnection } from '@/lib/server/connection-changes';
import { connections } from '@/lib/server/connections';
import { formerConnections } from '@/lib/server/offers';
import { ledger } from '@/lib/server/sandbox/ledger';
import { spentSince } from '@/lib/server/store/spending';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { loadTask } from '@/lib/server/tasks/view';
import { usualSettings } from '@/lib/server/tasks/worker';
import { stands, Upstream } from '../predictions-upstream';
import { Workshop } from '../workshop';

let upstream: Upstream;
let shop: Workshop;

test.beforeEach(async () => {
  upstream = await Upstream.open();
  shop = await Workshop.open({ ...upstream.env, ATELIER_LOG: 'silent' });
});
test.afterEach(async () => {
  await shop.close();
  await upstream.close();
});

/** As another start with these variables. */
async function startAgain(env: Record<string, string>): Promise<void> {
  await shop.reconfigure(env);
  for (const name of ['connections', 'connections.book', 'connections.derived'])
    Reflect.deleteProperty(globalThis, Symbol.for(`atelier.${name}`));
  work();
}
const work = () => shop.work({ findSpeaker, slots: usualSettings(shop.db).slots });
const accept = async (body: object = {}) =>
  (await acceptOperation('generate', operations.generate.parse({ prompt: 'a lighthouse', ...body }))).id;
const trusted = () => ({ ATELIER_TRUSTED_HOSTS: upstream.host, IDEOGRAM_API_KEY: '', REPLICATE_API_TOKEN: '', REPLICATE_BASE_URL: '' });
/** The upstream as a connection of the page. */
const entered = () => ({ dialect: 'replicate', baseUrl: upstream.origin, pathPrefix: '/replicate', key: 'r8_0123456789' });
let done = false;
const untilDone = () => {
  done = false;
  upstream.script = () => (done ? stands('succeeded', { output: upstream.file('ok') }) : stands('processing'));
};

test('a task whose connection vanished from the environment waits and says why, and is finished when it is back', async () => {
  untilDone();
  const id = await accept();
  work();
  await shop.until(id, ({ status }) => status === 'running');
  await startAgain(trusted());
  const waits = await shop.until(id, ({ error }) => error !== null);
  expect(waits).toMatchObject({
    status: 'running', charge: 'estimated', handle: { id: 'p1' },
    error: { code: 'unavailable', message: expect.stringContaining('replicate is no longer set up here.') },
  });
  const { revision } = waits;
  await shop.hurry(id);
  await shop.until(id, ({ attempt, leaseOwner }) => attempt > waits.attempt && leaseOwner === null);
  expect((await shop.row(id)).revision).toBe(revision);
  done = true;
  await startAgain(upstream.env);
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', error: null, sends: 1 });
  expect(upstream.creations).toBe(1);
});

test('a task waits as well while the key of its connection cannot be read', async () => {
  untilDone();
  const secret = { ...trusted(), ATELIER_SECRET: 'one secret' };
  await startAgain(secret);
  const { id: connection } = await addConnection(entered());
  const id = await accept({ connection });
  await shop.until(id, ({ status }) => status === 'running');
  await startAgain({ ...trusted(), ATELIER_SECRET: '' });
  const waits = await shop.until(id, ({ error }) => error !== null);
  expect(waits).toMatchObject({ status: 'running', error: { message: expect.stringContaining('ATELIER_SECRET') } });
  done = true;
  await startAgain(secret);
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', error: null });
  expect(upstream.creations).toBe(1);
});

test('switched off or edited while tasks are open: they go on, new ones are refused', async () => {
  untilDone();
  await startAgain(trusted());
  const { id: connection } = await addConnection({ ...entered(), slots: 1 });
  const [sent, queued] = [await accept({ connection }), await accept({ connection })];
  await shop.until(sent, ({ status }) => status === 'running');
  await changeConnection(connection, { off: true, label: 'Renamed', slots: 2 });
  await expect(accept({ connection })).rejects.toMatchObject({ fields: { connection: 'is switched off' } });
  done = true;
  expect(await shop.hurriedEnd(sent)).toMatchObject({ status: 'succeeded' });
  expect(await shop.hurriedEnd(queued)).toMatchObject({ status: 'succeeded' });
  expect(upstream.creations).toBe(2);
});

test('a connection entered in the page works at once, and what it made outlives it', async () => {
  upstream.script = () => stands('succeeded', { output: upstream.file('ok') });
  await startAgain(trusted());
  const { id: connection } = await addConnection({ ...entered(), label: 'Short-lived' });
  const id = await accept({ connection, model: 'ideogram-v3-turbo' });
  const end = await shop.hurriedEnd(id);
  expect(end.status).toBe('succeeded');
  const spent = await spentSince(shop.db, 0);
  await removeConnection(connection);
  expect(connections().map((one) => one.id)).toEqual(['sandbox']);
  expect(await loadTask(id)).toMatchObject({ connection, images: [{ connection }], usdMicros: end.usdMicros });
  expect(await spentSince(shop.db, 0)).toEqual(spent);
  expect(formerConnections().find((one) => one.id === connection)).toMatchObject({ label: 'Short-lived' });
});

test('the sandbox gives way to the first connection, and finishes what it has', async () => {
  await shop.reconfigure(trusted());
  const ids = [await accept({ prompt: 'a hill' }), await accept({ prompt: 'a sea' })];
  await addConnection(entered());
  expect(connections().map((one) => one.source)).toEqual(['page']);
  work();
  for (const id of ids) {
    expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', sandbox: true, connection: 'sandbox' });
    expect((await loadTask(id)).images).toHaveLength(1);
  }
  expect(await ledger()).toHaveLength(2);
  await expect(accept({ connection: 'sandbox' })).rejects.toMatchObject({ fields: { connection: 'is not set up here' } });
});

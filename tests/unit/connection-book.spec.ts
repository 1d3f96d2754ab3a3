import { chmodSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import {
  addConnection,
  changeConnection,
  orderConnections,
  removeConnection,
} from '@/lib/server/connection-changes';
import { seal, unseal } from '@/lib/server/connection-secrets';
import { connectionEntries } from '@/lib/server/connection-view';
import { connections, connectionsFrom } from '@/lib/server/connections';
import { environment, parseEnvironment } from '@/lib/server/env';
import { formerConnections, publicConnections } from '@/lib/server/offers';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { Workshop } from '../workshop';

const key = 'sk-0123456789abcdef';
const request = { dialect: 'ideogram', baseUrl: 'https://gateway.example', pathPrefix: '/ideogram/v1', key };
const secret = 'a long and random secret';

let shop: Workshop;
const file = () => path.join(shop.folder, 'connections.json');
const text = () => readFileSync(file(), 'utf8');
const ids = () => connections().map(({ id }) => id);
const caught = (attempt: Promise<unknown>): Promise<unknown> => attempt.then(() => 'taken', (error: unknown) => error);

/** As another process with the same data folder and these variables would see it. */
function startAgain(env: Record<string, string> = {}): void {
  for (const name of ['connections', 'connections.book', 'connections.derived'])
    Reflect.deleteProperty(globalThis, Symbol.for(`atelier.${name}`));
  Object.assign(environment(), { ATELIER_SECRET: undefined }, parseEnvironment({ ATELIER_DATA: shop.folder, ATELIER_LOG: 'silent', ...env }));
}

test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

test('what is entered is there at once, before and after a start, and only for its owner', async () => {
  chmodSync(shop.folder, 0o755);
  expect(ids()).toEqual(['sandbox']);
  const entry = await addConnection(request);
  expect(entry).toMatchObject({
    id: 'gateway-example', label: 'gateway.example', host: 'gateway.example', auth: 'api-key', keyEnd: 'cdef', slots: 10,
    source: 'page', off: false, state: 'ready', advice: null, missing: [], examinedAt: null, options: null, openTasks: 0,
  });
  expect(JSON.stringify(await connectionEntries())).not.toContain(key);
  expect(ids()).toEqual(['gateway-example']);
  expect(publicConnections().map(({ id }) => id)).toEqual(['gateway-example']);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(shop.folder).mode & 0o007).toBe(0);
  startAgain();
  expect(connections()).toMatchObject([{ id: 'gateway-example', key, source: 'page', pathPrefix: '/ideogram/v1' }]);
  startAgain({ ATELIER_SANDBOX: 'on' });
  expect(ids()).toEqual(['gateway-example', 'sandbox']);
});

test('ids are made of the name, never twice, never of the environment’s or of one that is gone', async () => {
  const named = async (label: string) => (await addConnection({ ...request, label })).id;
  const made = await Promise.all([named('My Key'), named('My Key'), named('my-key!'), named('我的'), named('Ideogram'), named('order')]);
  expect(made.toSorted()).toEqual(['connection', 'ideogram-2', 'my-key', 'my-key-2', 'my-key-3', 'order-2']);
  await removeConnection('my-key-3');
  expect(await named('My key')).toBe('my-key-4');
  expect((await addConnection({ ...request, baseUrl: `https://${'a'.repeat(60)}.example` })).label).toHaveLength(60);
});

test('a change keeps what it leaves out, and another host wants the key anew', async () => {
  const { id } = await addConnection(request);
  expect(await changeConnection(id, { label: 'Mine', slots: 3, off: true })).toMatchObject({
    id, label: 'Mine', slots: 3, off: true, state: 'off', keyEnd: 'cdef', pathPrefix: '/ideogram/v1',
  });
  expect(publicConnections()).toEqual([]);
  expect(await caught(changeConnection(id, { baseUrl: 'https://elsewhere.example' }))).toMatchObject({
    code: 'invalid_input', fields: { key: 'is required again for another host' },
  });
  expect(connections()[0]?.baseUrl).toBe('https://gateway.example');
  const moved = await changeConnection(id, { baseUrl: 'https://elsewhere.example', key: 'sk-another-9999', off: false });
  expect(moved).toMatchObject({ host: 'elsewhere.example', keyEnd: '9999', state: 'ready' });
  expect(await changeConnection(id, { pathPrefix: '' })).toMatchObject({ pathPrefix: '', keyEnd: '9999' });
  expect(text()).not.toContain(key);
});

test('only what the page entered is changed there, and the others say where they are set', async () => {
  const where = async (id: string) => ((await caught(changeConnection(id, { off: true }))) as Error).message;
  expect(await caught(changeConnection('nobody', {}))).toMatchObject({ code: 'not_found' });
  expect(await caught(removeConnection('sandbox'))).toMatchObject({ code: 'not_editable', status: 409 });
  expect(await where('sandbox')).toContain('ATELIER_SANDBOX=off');
  startAgain({ IDEOGRAM_API_KEY: 'k-12345678' });
  expect(await where('ideogram')).toContain('environment variables');
});

test('the order is of all, the first is the default, and a new one goes behind', async () => {
  startAgain({ IDEOGRAM_API_KEY: 'k-12345678', REPLICATE_API_TOKEN: 'r8_12345678' });
  const { id } = await addConnection(request);
  expect(ids()).toEqual(['ideogram', 'replicate', id]);
  const ordered = await orderConnections([id, 'replicate', 'ideogram']);
  expect(ordered.map((entry) => entry.id)).toEqual([id, 'replicate', 'ideogram']);
  expect((await acceptOperation('generate', operations.generate.parse({ prompt: 'a' }))).connection).toBe(id);
  await addConnection({ ...request, label: 'new' });
  startAgain({ IDEOGRAM_API_KEY: 'k-12345678', REPLICATE_API_TOKEN: 'r8_12345678' });
  expect(ids()).toEqual([id, 'replicate', 'ideogram', 'new']);
  for (const wrong of [[id], [id, id, 'replicate', 'ideogram', 'new'], [id, 'replicate', 'ideogram', 'other']]) {
    expect(await caught(orderConnections(wrong))).toMatchObject({ code: 'invalid_input', fields: { ids: expect.any(String) } });
  }
});

test('with a secret keys are sealed, each by itself, and the ones before with the next change', async () => {
  const { id } = await addConnection(request);
  expect(text()).toContain(key);
  startAgain({ ATELIER_SECRET: secret });
  expect(connections()[0]?.key).toBe(key);
  await addConnection({ ...request, label: 'second' });
  expect(text()).not.toContain(key);
  const sealed = [...text().matchAll(/"sealed": "(v1\.[^"]+)"/g)].map(([, one]) => String(one).split('.'));
  expect(sealed).toHaveLength(2);
  for (const part of [1, 2, 3]) expect(new Set(sealed.map((parts) => parts[part])).size).toBe(2);
  startAgain({ ATELIER_SECRET: secret });
  expect(connections().map((one) => [one.id, one.key])).toEqual([[id, key], ['second', key]]);
});

test('a wrong or missing secret locks those connections alone, and the right one opens them again', async () => {
  startAgain({ ATELIER_SECRET: secret });
  const { id } = await addConnection(request);
  await addConnection({ dialect: 'ideogram-web', baseUrl: 'sandbox', pathPrefix: '/sandbox/web', options: { accessToken: 'token-1234', templates: { generate: true } } });
  for (const other of ['', 'another secret']) {
    startAgain({ ATELIER_SANDBOX: 'on', ATELIER_SECRET: other });
    const [entry] = await connectionEntries();
    expect(entry).toMatchObject({ id, state: 'locked', keyEnd: null, advice: expect.stringContaining('ATELIER_SECRET') });
    expect(publicConnections().map((one) => one.id)).toEqual(['sandbox']);
    expect(findSpeaker({ connection: id, model: 'ideogram-v2', operation: 'generate' })).toBeNull();
    expect(await caught(acceptOperation('generate', operations.generate.parse({ prompt: 'a', connection: id })))).toMatchObject({
      fields: { connection: 'is locked' },
    });
    expect((await acceptOperation('generate', operations.generate.parse({ prompt: 'a' }))).connection).toBe('sandbox');
  }
  await orderConnections(ids());
  startAgain({ ATELIER_SECRET: secret });
  expect(connections()[0]).toMatchObject({ id, key });
  startAgain();
  expect(await changeConnection(id, { key: 'sk-entered-again' })).toMatchObject({ state: 'ready', keyEnd: 'gain' });
});

test('a sealed text opens only as what it was, and not after it was touched', () => {
  const stored = seal(key, secret, 'a key');
  expect(unseal(stored, secret, 'a key')).toBe(key);
  expect(unseal(stored, secret, 'b key')).toBeNull();
  expect(unseal(stored, 'other', 'a key')).toBeNull();
  const { sealed } = stored as { sealed: string };
  // The first letter of salt, nonce and bytes: all of its six bits count.
  for (const at of [3, sealed.indexOf('.', 3) + 1, sealed.lastIndexOf('.') + 1]) {
    const touched = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(unseal({ sealed: touched }, secret, 'a key'), touched).toBeNull();
  }
  expect(unseal({ sealed: 'v1.AA.AA.AA' }, secret, 'a key')).toBeNull();
});

test("a dialect's own secrets are kept as the key is, never shown, and stay until they are taken away", async () => {
  startAgain({ ATELIER_SECRET: secret });
  const web = { dialect: 'ideogram-web', baseUrl: 'https://web.example', key };
  const { id, options, state } = await addConnection({ ...web, options: { accessToken: 'token-1234', templates: { generate: true } } });
  expect([options, state]).toEqual([{ templates: { generate: true } }, 'unverified']);
  expect(text()).not.toContain('token-1234');
  await changeConnection(id, { options: { templates: { generate: true, describe: true } } });
  expect(connections()[0]?.options).toEqual({ accessToken: 'token-1234', templates: { generate: true, describe: true } });
  await changeConnection(id, { options: { accessToken: null, templates: {} } });
  expect(connections()[0]?.options).toEqual({ templates: {} });
  const broken = changeConnection(id, { options: { templates: { generate: { path: '/x', body: '{"p":{{prompt}}' } } } });
  expect(await caught(broken)).toMatchObject({ code: 'invalid_input', fields: { 'options.templates.generate.body': expect.stringContaining('is not JSON') } });
});

test('another process is followed within seconds, and a damaged file stops no running one', async () => {
  await addConnection(request);
  const entered = JSON.parse(text()) as { connections: { label: string }[] };
  const rewrite = (content: string) => {
    writeFileSync(file(), content);
    utimesSync(file(), new Date(), new Date(Date.now() + 5000));
  };
  rewrite(JSON.stringify({ ...entered, connections: entered.connections.map((one) => ({ ...one, label: 'Renamed' })) }));
  await expect.poll(() => connections()[0]?.label).toBe('Renamed');
  rewrite('{"version":1');
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(connections()[0]?.label).toBe('Renamed');
  expect(await caught(addConnection(request))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('connections.json') });
  startAgain();
  expect(() => connections()).toThrow(`${file()}: the file is not valid; mend the file`);
  rmSync(file());
  startAgain();
  expect(ids()).toEqual(['sandbox']);
});

test('a file that takes the id of one entered in the page is told at the start', async () => {
  const { id } = await addConnection(request);
  const named = path.join(shop.folder, 'mine.json');
  writeFileSync(named, JSON.stringify({ connections: [{ id, dialect: 'ideogram', baseUrl: 'https://x.example', key: 'k' }] }));
  startAgain({ ATELIER_CONNECTIONS: named });
  expect(() => connections()).toThrow(`${named}: connection "${id}": id is taken outside this file.`);
});

test('what is removed keeps its names, what is open keeps it from being removed', async () => {
  const { id } = await addConnection({ ...request, label: 'Old one' });
  const task = await acceptOperation('generate', operations.generate.parse({ prompt: 'a' }));
  expect(await caught(removeConnection(id))).toMatchObject({
    code: 'in_use', message: '1 task is still open; switch it off now and remove it when it is done.',
  });
  expect((await connectionEntries())[0]).toMatchObject({ openTasks: 1 });
  await shop.db.updateTable('tasks').set({ status: 'running' }).where('id', '=', task.id).execute();
  expect(await caught(changeConnection(id, { pathPrefix: '/other' }))).toMatchObject({ code: 'in_use' });
  await changeConnection(id, { off: true, label: 'Older' });
  expect(formerConnections()).toMatchObject([{ id, label: 'Older' }, { id: 'sandbox' }]);
  await shop.db.updateTable('tasks').set({ status: 'succeeded' }).where('id', '=', task.id).execute();
  await removeConnection(id);
  startAgain();
  expect(ids()).toEqual(['sandbox']);
  expect(formerConnections()).toMatchObject([
    { id, label: 'Older', models: expect.arrayContaining([{ id: 'ideogram-v2', label: 'Ideogram 2.0' }]) },
  ]);
});

test('what was found missing is not offered, and only at the address it was found at', () => {
  const found = { at: new Date().toISOString(), address: 'ideogram https://gw.example/v', missing: ['remix', 'generate ideogram-v1'], report: null };
  const env = { IDEOGRAM_API_KEY: 'k-12345678', IDEOGRAM_BASE_URL: 'https://gw.example', IDEOGRAM_PATH_PREFIX: '/v' };
  const book = { version: 1 as const, order: [], connections: [], removed: [], findings: { ideogram: found } };
  const missing = (values: Record<string, string>) => connectionsFrom(parseEnvironment(values), book)[0]?.missing;
  expect(missing(env)).toEqual(found.missing);
  expect(missing({ ...env, IDEOGRAM_PATH_PREFIX: '/w' })).toBeUndefined();
});

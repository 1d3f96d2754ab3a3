import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { connectionsReply, report, type ConnectionEntry, type ConnectionsReply } from '@/lib/schema/connection';
import { modelsReply } from '@/lib/schema/model';
import { Studio } from '../studio';
import { serve } from '../workshop';
import { errorOf, expect, test as base } from './fixtures';

/** A studio of its own for each test: connections are the whole studio's. */
const test = base.extend<{ own: Studio }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
  own: async ({}, provide) => {
    const studio = await Studio.start({ ATELIER_LOG: 'debug', ATELIER_SECRET: 'a long and random secret' });
    await provide(studio);
    await studio.remove();
  },
  baseURL: async ({ own }, provide) => provide(own.url),
});

const key = 'sk-api-0123456789abcdef';
const address = '/api/connections';
const sandboxed = { dialect: 'ideogram', baseUrl: 'sandbox', pathPrefix: '/sandbox/ideogram/v1' };
const entryOf = (body: unknown): ConnectionEntry => (body as { connection: ConnectionEntry }).connection;
const said = (words: string): string => expect.stringContaining(words) as never;
const invalid = (fields: Record<string, string>, message: string = expect.any(String) as never) =>
  errorOf('invalid_input', message, fields);

test('listed, added, changed, ordered, removed; the key is nowhere to be read', async ({ call, own }) => {
  const seen: string[] = [];
  const ask = async (line: string, json?: unknown) => {
    const answer = await call(line, { json });
    seen.push(`${line} ${JSON.stringify(answer.headers)} ${answer.bytes.toString()}`);
    return answer;
  };
  const before = connectionsReply.parse((await ask(`GET ${address}`)).body);
  expect(before.connections.map(({ id, source, keyEnd }) => [id, source, keyEnd])).toEqual([['sandbox', 'built-in', null]]);
  expect(before.dialects.map(({ id, auth }) => [id, auth])).toContainEqual(['replicate', 'bearer']);
  expect(Object.keys(before.dialects.find(({ id }) => id === 'ideogram-web')?.templates ?? {})).toEqual([
    'generate', 'remix', 'upscale', 'describe',
  ]);

  const added = await ask(`POST ${address}`, { label: 'Shop', dialect: 'ideogram', baseUrl: 'https://gw.example/', pathPrefix: '/ideogram', auth: 'bearer', key });
  expect([added.status, entryOf(added.body)]).toMatchObject([
    201,
    { id: 'shop', host: 'gw.example', baseUrl: 'https://gw.example', auth: 'bearer', keyEnd: 'cdef', source: 'page', state: 'ready', slots: 10, openTasks: 0 },
  ]);
  const models = modelsReply.parse((await ask('GET /api/models')).body);
  expect([models.connections.map(({ id }) => id), models.former.map(({ id }) => id)]).toEqual([['shop'], ['sandbox']]);
  const second = await ask(`POST ${address}`, { ...sandboxed, label: 'Try' });
  expect(entryOf(second.body)).toMatchObject({ id: 'try', keyEnd: null, sandbox: true, baseUrl: 'sandbox', host: 'sandbox' });

  const changed = await ask(`PATCH ${address}/shop`, { label: 'Shop 2', key: `${key}-two9`, off: true });
  expect([changed.status, entryOf(changed.body)]).toMatchObject([200, { label: 'Shop 2', keyEnd: 'two9', off: true, state: 'off' }]);
  const ordered = await ask(`PUT ${address}/order`, { ids: ['try', 'shop'] });
  expect((ordered.body as ConnectionsReply).connections.map(({ id }) => id)).toEqual(['try', 'shop']);
  await own.restart();
  const after = connectionsReply.parse((await ask(`GET ${address}`)).body);
  expect(after.connections.map(({ id, state }) => [id, state])).toEqual([['try', 'ready'], ['shop', 'off']]);

  expect((await ask(`DELETE ${address}/shop`)).status).toBe(204);
  expect(await ask(`DELETE ${address}/shop`)).toMatchObject({ status: 404, body: errorOf('not_found', 'There is no such connection.') });
  await ask(`POST ${address}/examine`, { dialect: 'replicate', baseUrl: 'http://127.0.0.1:9', key });
  await ask(`POST ${address}`, { dialect: 'nobody', baseUrl: 'https://x.example', key });
  await ask('GET /');
  const stored = path.join(own.dataFolder, 'connections.json');
  expect(statSync(stored).mode & 0o777).toBe(0o600);
  for (const text of [...seen, own.log, readFileSync(stored, 'utf8')]) expect(text).not.toContain(key);
  expect(own.log).toContain('connection added');
});

test('every wrong field is named', async ({ call }) => {
  const url = 'must be an http or https address without a query, or "sandbox"';
  const good = { dialect: 'ideogram', baseUrl: 'https://gw.example', key };
  const cases: [body: unknown, fields: Record<string, string>][] = [
    [{}, { dialect: 'is required', baseUrl: 'is required' }],
    [[], { body: 'must be an object' }],
    [{ ...good, dialect: 'midjourney' }, { dialect: said('must be one of ideogram') }],
    [{ ...good, dialect: '__proto__' }, { dialect: said('must be one of') }],
    [{ ...good, baseUrl: 'gw.example' }, { baseUrl: url }],
    [{ ...good, baseUrl: 'file:///etc/passwd' }, { baseUrl: url }],
    [{ ...good, baseUrl: 'https://me:pw@gw.example' }, { baseUrl: url }],
    [{ ...good, baseUrl: 'https://gw.example/?a=b' }, { baseUrl: url }],
    [{ ...good, key: undefined }, { key: 'is required' }],
    [{ ...good, key: '' }, { key: 'must be printable characters without spaces' }],
    [{ ...good, key: 'two words' }, { key: 'must be printable characters without spaces' }],
    [{ ...good, pathPrefix: 'x/' }, { pathPrefix: 'must be a path such as /ideogram/v1, without a slash at its end' }],
    [{ ...good, auth: 'basic' }, { auth: 'must be bearer or api-key' }],
    [{ ...good, slots: 0, label: ' ' }, { slots: 'must be at least 1', label: 'must not be empty' }],
    [{ ...good, id: 'mine', off: true }, { id: 'is not known here', off: 'is not known here' }],
    [{ ...good, options: { templates: {} } }, { 'options.templates': 'is not known here' }],
    [{ ...good, options: 'x' }, { options: 'must be an object' }],
    [
      { ...good, dialect: 'ideogram-web', options: { templates: { generate: { path: '/x', body: '{"p":{{prompt}}' } } } },
      { 'options.templates.generate.body': said('is not JSON') },
    ],
  ];
  for (const [json, fields] of cases) {
    for (const door of [`POST ${address}`, `POST ${address}/examine`]) {
      const { status, body } = await call(door, { json });
      expect([door, json, status]).toEqual([door, json, 422]);
      if (door.endsWith('connections')) expect([json, body]).toEqual([json, invalid(fields)]);
      expect(JSON.stringify(body)).not.toContain(key);
    }
  }
  const { body } = await call(`GET ${address}`);
  expect((body as ConnectionsReply).connections).toHaveLength(1);
});

test('what cannot be changed says why', async ({ call }) => {
  const patch = (id: string, json: unknown) => call(`PATCH ${address}/${id}`, { json });
  expect(await patch('sandbox', { off: true })).toMatchObject({
    status: 409, body: errorOf('not_editable', 'The sandbox is built in; ATELIER_SANDBOX=off leaves it out.'),
  });
  expect(await call(`DELETE ${address}/sandbox`)).toMatchObject({ status: 409 });
  expect(await patch('nobody', { off: true })).toMatchObject({ status: 404 });
  await call(`POST ${address}`, { json: { label: 'Mine', dialect: 'ideogram', baseUrl: 'https://gw.example', key } });
  expect(await patch('mine', { baseUrl: 'https://evil.example' })).toMatchObject({
    status: 422, body: invalid({ key: 'is required again for another host' }),
  });
  expect(await patch('mine', { dialect: 'replicate' })).toMatchObject({ status: 422, body: invalid({ dialect: 'is not known here' }) });
  expect(await call(`PUT ${address}/order`, { json: { ids: ['mine', 'mine'] } })).toMatchObject({
    status: 422, body: invalid({ ids: 'must name each connection once, not mine' }),
  });
});

test('one with open tasks stays until they are done', async ({ call, startTask, finished }) => {
  await call(`POST ${address}`, { json: { ...sandboxed, label: 'Try' } });
  const task = await startTask('generate', { prompt: 'a hill fault:slow=3', connection: 'try' });
  const refused = await call(`DELETE ${address}/try`);
  expect([refused.status, refused.body]).toEqual([
    409, errorOf('in_use', '1 task is still open; switch it off now and remove it when it is done.'),
  ]);
  expect((await call(`PATCH ${address}/try`, { json: { off: true } })).status).toBe(200);
  const late = await call('POST /api/generate', { json: { prompt: 'x', connection: 'try' } });
  expect([late.status, late.body]).toEqual([422, invalid({ connection: 'is switched off' }, 'Try is switched off.')]);
  expect((await finished(task)).status).toBe('succeeded');
  expect((await call(`DELETE ${address}/try`)).status).toBe(204);
  expect((await call(`GET /api/tasks/${task.id}`)).body).toMatchObject({ task: { connection: 'try', status: 'succeeded' } });
  expect(modelsReply.parse((await call('GET /api/models')).body).former).toMatchObject([{ id: 'try', label: 'Try' }]);
});

test('an address alone tells the dialect, or that it does not', async ({ call }) => {
  const cases: [baseUrl: string, dialect: string | null, origin: string, pathPrefix: string, auth: string][] = [
    ['https://api.ideogram.ai', 'ideogram-official', 'https://api.ideogram.ai', '', 'api-key'],
    ['https://ideogram.ai/manage-api', 'ideogram-official', 'https://api.ideogram.ai', '', 'api-key'],
    ['https://api.ideogram.ai.evil.example', null, 'https://api.ideogram.ai.evil.example', '', 'bearer'],
    ['api.replicate.com/v1', 'replicate', 'https://api.replicate.com', '', 'bearer'],
    ['https://gw.example/replicate/v1/models/ideogram-ai/ideogram-v2-turbo/predictions', 'replicate', 'https://gw.example', '/replicate', 'bearer'],
    ['https://gw.example/ideogram/v1/generate', 'ideogram', 'https://gw.example', '/ideogram/v1', 'bearer'],
    ['https://gw.example/ideogram/remix', 'ideogram', 'https://gw.example', '/ideogram', 'bearer'],
    ['https://aihubmix.com/ideogram/generate', 'ideogram', 'https://aihubmix.com', '/ideogram', 'api-key'],
    ['http://127.0.0.1:8085/api/ideogram/task-request', 'ideogram-web', 'http://127.0.0.1:8085', '', 'bearer'],
    ['https://gw.example/ideogram/v1/ideogram-v3/generate', 'ideogram-v3', 'https://gw.example', '/ideogram', 'bearer'],
    ['https://gw.example/v1/ideogram-v4/generate', 'ideogram-v4', 'https://gw.example', '', 'bearer'],
    ['https://gw.example/x/v2/image/generate/ideogram-4-5', 'ideogram-v4', 'https://gw.example', '/x', 'bearer'],
    ['http://localhost:3000/sandbox/replicate', 'replicate', 'http://localhost:3000', '/sandbox/replicate', 'bearer'],
    ['https://gw.example/v1', null, 'https://gw.example', '/v1', 'bearer'],
  ];
  for (const [baseUrl, dialect, origin, pathPrefix, auth] of cases) {
    const { status, body } = await call(`POST ${address}/recognise`, { json: { baseUrl } });
    expect([baseUrl, status, body]).toEqual([baseUrl, 200, { dialect, baseUrl: origin, pathPrefix, auth, label: expect.any(String) }]);
  }
  for (const baseUrl of ['ftp://x.example', 'two words', 'https://a:b@c.example', 'javascript:alert(1)', 'https://x.example/%00']) {
    expect(await call(`POST ${address}/recognise`, { json: { baseUrl } })).toMatchObject({ status: 422 });
  }
});

test('an examination spends nothing, and its report stands on its own', async ({ call, own }) => {
  const asked: string[] = [];
  const upstream = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const good = request.headers.authorization === `Bearer ${key}`;
    const there = good && /^\/ideogram\/(?:generate|describe)$/.test(request.url ?? '');
    response.writeHead(good ? (there ? 405 : 404) : 401).end(JSON.stringify({ error: { message: `no ${key}`, type: 'new_api_error' } }));
  });
  try {
    const body = { dialect: 'ideogram', baseUrl: upstream.origin, pathPrefix: '/ideogram', auth: 'bearer', key };
    const first = await call(`POST ${address}/examine`, { json: body });
    const told = report.parse((first.body as { report: unknown }).report);
    expect(told.operations.map(({ operation, found }) => [operation, found])).toEqual([
      ['generate', 'there'], ['remix', 'missing'], ['upscale', 'missing'], ['describe', 'there'],
    ]);
    expect(told.key).toMatchObject({ ok: true, header: 'bearer' });
    await call(`POST ${address}`, { json: { ...body, label: 'Shop' } });
    const stored = await call(`POST ${address}/examine`, { json: { id: 'shop' } });
    expect(stored.status).toBe(200);
    const entry = connectionsReply.parse((await call(`GET ${address}`)).body).connections[0];
    expect(entry).toMatchObject({ missing: ['remix', 'upscale'], examinedAt: expect.any(String) });
    const remix = await call('POST /api/remix', { json: { prompt: 'x', image: 'x', connection: 'shop' } });
    expect([remix.status, (remix.body as { error: { code: string } }).error.code]).toEqual([422, 'unsupported']);
    expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([]);
    for (const text of [first.bytes.toString(), stored.bytes.toString(), own.log]) expect(text).not.toContain(key);
  } finally {
    await upstream.close();
  }
  expect(await call(`POST ${address}/examine`, { json: { id: 'nobody' } })).toMatchObject({
    status: 422, body: invalid({ id: 'is not set up here' }),
  });
});

test('a trial is one task however often it is sent', async ({ call, finished }) => {
  await call(`POST ${address}`, { json: { ...sandboxed, label: 'Try' } });
  const send = () => call(`POST ${address}/try/trial`, { headers: { 'idempotency-key': 'trial', 'content-type': 'application/json' } });
  const [one, other] = await Promise.all([send(), send()]);
  expect([one.status, other.status]).toEqual([202, 202]);
  const { task } = one.body as { task: { id: string } };
  expect(other.body).toMatchObject({ task: { id: task.id } });
  expect((await finished(task as never)).status).toBe('succeeded');
  const answer = await call(`POST ${address}/examine`, { json: { id: 'try' } });
  expect(answer.body).toMatchObject({ report: { results: { hours: 24 } } });
  expect(await call(`POST ${address}/nobody/trial`)).toMatchObject({ status: 404 });
});

import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from '@playwright/test';
import type { ConnectionRequest, Report } from '@/lib/schema/connection';
import { addConnection, changeConnection } from '@/lib/server/connection-changes';
import { settingsOf } from '@/lib/server/connection-check';
import { connectionEntries } from '@/lib/server/connection-view';
import { connections } from '@/lib/server/connections';
import { Questioner, statusOf } from '@/lib/server/doctor/ask';
import { examineConnection } from '@/lib/server/doctor/examine';
import { startTrial } from '@/lib/server/doctor/trial';
import { modelsOf } from '@/lib/server/offers';
import { providers } from '@/lib/server/providers/index';
import type { Probe } from '@/lib/server/providers/provider';
import { ledger } from '@/lib/server/sandbox/ledger';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { serve, Workshop } from '../workshop';

const key = 'sk-0123456789abcdef';

/** What a gateway answers to one question, by who asks and what. */
type Family = (asked: { method: string; path: string; bearer: boolean; apiKey: boolean }) => [status: number, body: unknown];
type Gateway = { origin: string; asked: string[]; close(): Promise<void> };

const opened: { close(): Promise<void> }[] = [];
let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(async () => {
  await shop.close();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function gateway(family: Family): Promise<Gateway> {
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    asked.push(`${method} ${url}`);
    const [status, body] = family({
      method,
      path: url,
      bearer: headers.authorization === `Bearer ${key}`,
      apiKey: headers['api-key'] === key,
    });
    request.resume().on('end', () => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));
  };
  const server = await serve(answer);
  opened.push(server);
  return { origin: server.origin, asked, close: server.close };
}

const legacy = (baseUrl: string, more: Partial<ConnectionRequest> = {}): ConnectionRequest => ({
  dialect: 'ideogram', baseUrl, pathPrefix: '/ideogram', auth: 'bearer', key, ...more,
});
const found = ({ operations }: Report) => Object.fromEntries(operations.map((row) => [row.operation, row.found]));
const paidPath = /\/(?:generate|remix|upscale|describe|reframe|replace-background|remove-background|predictions|magic-prompt)/;
const paidPosts = ({ asked }: Gateway) => asked.filter((line) => line.startsWith('POST') && paidPath.test(line));
const routes = (...names: string[]) => new RegExp(`^/ideogram/(?:${names.join('|')})$`);
const newApi = (message: string) => ({ error: { message: `${message} (request id: 2026112203412)`, type: 'new_api_error', code: '' } });

test('a gateway that tells methods apart: what it has, what it lacks, which header, how errors look', async () => {
  const has = routes('generate', 'remix', 'describe');
  const one = await gateway(({ method, path, bearer }) => {
    if (!bearer) return [401, newApi(`Invalid token ${key}`)];
    if (has.test(path)) return method === 'POST' ? [200, {}] : [405, { detail: 'Method Not Allowed' }];
    return [404, { error: { message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error' } }];
  });
  const { id } = await addConnection({ ...legacy(one.origin), label: 'Mine' });
  const report = await examineConnection({ id });
  expect(report).toMatchObject({ label: 'Mine', dialect: 'ideogram', keyEnd: 'cdef', reachable: { ok: true }, answers: 'at-once' });
  expect(report.key).toMatchObject({ ok: true, header: 'bearer' });
  expect(found(report)).toEqual({ generate: 'there', remix: 'there', upscale: 'missing', describe: 'there' });
  expect(report.errors.detail).toContain('{detail}');
  expect(report.results).toMatchObject({ host: null, hours: null });
  expect(report.unknowns.join(' ')).toContain('results');
  expect(connections()[0]?.missing).toEqual(['upscale']);
  const offered = connections().flatMap(modelsOf);
  expect([offered.length > 0, offered.some(({ operations }) => operations.upscale)]).toEqual([true, false]);
  expect(one.asked.every((line) => line.startsWith('GET '))).toBe(true);
  const wrongHeader = await examineConnection(legacy(one.origin, { auth: 'api-key' }));
  expect(wrongHeader.key).toMatchObject({ ok: true, header: 'bearer', detail: expect.stringContaining('not as Api-Key. Change the header') });
  expect(found(wrongHeader)).toMatchObject({ generate: 'there', upscale: 'missing' });
  const wrongKey = await examineConnection(legacy(one.origin, { key: 'sk-fedcba9876543210' }));
  expect(wrongKey.key).toMatchObject({ ok: false, header: null, detail: expect.stringContaining('401') });
  expect(JSON.stringify([report, wrongHeader, wrongKey])).not.toContain(key);
  expect(JSON.stringify(wrongKey)).not.toContain('sk-fedcba9876543210');
});

test('the new-api family answers 404 to every GET: nothing is taken for missing', async () => {
  const one = await gateway(({ method, path }) => [404, newApi(`Invalid URL (${method} ${path})`)]);
  const { id } = await addConnection(legacy(one.origin));
  const report = await examineConnection({ id });
  expect(Object.values(found(report))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  expect(report.key.ok).toBeNull();
  expect(report.unknowns.join(' ')).toContain('path prefix');
  expect(report.errors.detail).toContain('of new_api');
  expect(connections()[0]).not.toHaveProperty('missing');
  expect(paidPosts(one)).toEqual([]);
});

test('asked for the key before anything else: the key is told, the paths are not', async () => {
  const one = await gateway(({ apiKey }) => (apiKey ? [404, { message: 'no' }] : [401, { message: 'Access denied.' }]));
  const good = await examineConnection(legacy(one.origin, { auth: 'api-key' }));
  expect(good.key).toMatchObject({ ok: true, header: 'api-key' });
  expect(Object.values(found(good))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  const bad = await examineConnection(legacy(one.origin, { auth: 'api-key', key: 'not-the-key-at-all' }));
  expect(bad.key).toMatchObject({ ok: false, detail: expect.stringContaining('Access denied') });
  expect(Object.values(found(bad))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  expect(paidPosts(one)).toEqual([]);
});

test('a known key without a right, a key without credit, a page for everything, a server that is down', async () => {
  const forbidden = await gateway(({ bearer }) => (bearer ? [403, newApi('no access to this group')] : [401, newApi('no key')]));
  expect((await examineConnection(legacy(forbidden.origin))).key).toMatchObject({ ok: null, detail: expect.stringContaining('no access') });
  const broke = await gateway(({ bearer }) => (bearer ? [402, { error: 'no credit', reject_reason: 'insufficient_funds' }] : [401, {}]));
  expect((await examineConnection(legacy(broke.origin))).key).toMatchObject({ ok: true, detail: expect.stringContaining('credit') });
  const page = await gateway(() => [200, '<!doctype html><title>Shop</title>']);
  const shown = await examineConnection(legacy(page.origin));
  expect([shown.key.ok, ...Object.values(found(shown))]).toEqual([null, 'unknown', 'unknown', 'unknown', 'unknown']);
  const broken = await gateway(() => [502, '']);
  expect(Object.values(found(await examineConnection(legacy(broken.origin))))).not.toContain('missing');
  const { id } = await addConnection(legacy('http://127.0.0.1:9'));
  const gone = await examineConnection({ id });
  expect(gone.reachable).toEqual({ ok: false, detail: '127.0.0.1:9 could not be reached.' });
  expect([gone.key.ok, found(gone)]).toEqual([null, { generate: 'unknown', remix: 'unknown', upscale: 'unknown', describe: 'unknown' }]);
});

test('what was found missing stays until a later examination finds it', async () => {
  let has = routes('generate');
  const one = await gateway(({ path }) => (has.test(path) ? [405, {}] : [404, {}]));
  const { id } = await addConnection(legacy(one.origin));
  await examineConnection({ id });
  expect(connections()[0]?.missing).toEqual(['remix', 'upscale', 'describe']);
  has = routes('generate', 'remix', 'upscale', 'describe');
  await examineConnection({ id });
  expect(connections()[0]).not.toHaveProperty('missing');
});

test('the last report is kept with its connection; one that got no answer takes nothing back', async () => {
  const one = await gateway(({ path }) => (routes('generate').test(path) ? [405, {}] : [404, {}]));
  const { id } = await addConnection(legacy(one.origin));
  const report = await examineConnection({ id });
  expect((await connectionEntries())[0]).toMatchObject({ id, report, examinedAt: report.at });
  await one.close();
  const silent = await examineConnection({ id });
  expect(silent.reachable.ok).toBe(false);
  const [entry] = await connectionEntries();
  expect(entry).toMatchObject({ report: silent, missing: ['remix', 'upscale', 'describe'] });
  expect(JSON.stringify(entry)).not.toContain(key);
  await changeConnection(id, { pathPrefix: '/elsewhere' });
  expect((await connectionEntries())[0]).toMatchObject({ report: null, missing: [], examinedAt: null });
});

test('predictions: what the official words say, and a key that is refused as Replicate refuses it', async () => {
  const one = await gateway(({ method, path, bearer }) => {
    if (!bearer) return [401, { title: 'Unauthenticated', detail: 'You did not pass a valid token', status: 401 }];
    if (path.endsWith('/predictions')) return [405, { detail: `Method "${method}" not allowed.` }];
    return [404, { title: 'Not found', detail: 'The requested resource could not be found.', status: 404 }];
  });
  const ask = (more: object = {}) => examineConnection({ dialect: 'replicate', baseUrl: one.origin, pathPrefix: '/replicate', key, ...more });
  expect(await ask()).toMatchObject({ key: { ok: true, header: 'bearer' }, answers: 'by-task', operations: [{ operation: 'generate', found: 'there' }] });
  expect((await ask({ key: 'r8_wrong_token' })).key).toMatchObject({ ok: false, detail: expect.stringContaining('valid token') });
  expect(one.asked.every((line) => line.startsWith('GET '))).toBe(true);
});

test('web tasks: only after a task that nobody submitted is asked', async () => {
  const one = await gateway(({ method, path, bearer }) => {
    if (!bearer) return [401, newApi('no key')];
    if (path === '/api/ideogram/task-request') return method === 'POST' ? [200, { sampling_requests: [] }] : [405, {}];
    return path === '/api/ideogram/generate' ? [405, {}] : [404, {}];
  });
  const options = { accessToken: 'token-of-the-middleware', templates: { generate: true, describe: true } };
  const report = await examineConnection({ dialect: 'ideogram-web', baseUrl: one.origin, key, options });
  expect(report.key).toMatchObject({ ok: true, header: 'bearer' });
  expect(found(report)).toEqual({ generate: 'there', describe: 'missing' });
  expect([...new Set(one.asked.filter((line) => line.startsWith('POST')))]).toEqual(['POST /api/ideogram/task-request']);
  expect(JSON.stringify(report)).not.toContain('token-of-the-middleware');
});

test('a redirect is not followed, and what an upstream says of the key is masked in all of the report', async () => {
  const elsewhere = await gateway(() => [200, {}]);
  const one = await gateway(() => [403, { message: `key ${key} (${encodeURIComponent(key)}) and ${Buffer.from(key).toString('base64')} are wrong` }]);
  const report = await examineConnection({ ...legacy(one.origin), label: `mine ${key}` });
  const whole = JSON.stringify(report);
  expect(whole).toContain('are wrong');
  for (const form of [key, Buffer.from(key).toString('base64').replace(/=+$/, '')]) expect(whole).not.toContain(form);
  expect(report.text).toContain('Key accepted: no');
  expect(elsewhere.asked).toEqual([]);
});

test('a few questions at a time, each once, and none longer than is left', async () => {
  let [open, most] = [0, 0];
  const asked: string[] = [];
  const together: ServerResponse[] = [];
  const server = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/never')) return;
    most = Math.max(most, (open += 1));
    // Three belong together: whoever asks fewer at a time waits for good.
    together.push(response);
    if (together.length < 3 && asked.length < 8) return;
    setTimeout(() => {
      for (const one of together.splice(0)) one.writeHead(405).end(() => (open -= 1));
    }, 20);
  });
  opened.push(server);
  const connection = settingsOf(legacy(server.origin));
  const probes = (name: string) =>
    Array.from({ length: 8 }, (_, at): Probe => ({
      how: 'wrong-method', about: { operation: 'generate' }, request: { method: 'GET', url: `${server.origin}/${name}${at}`, headers: {} },
    }));
  const answered = await new Questioner(connection, performance.now() + 60_000).askAll(probes('x'));
  expect([answered.map(({ heard }) => statusOf(heard)), most]).toEqual([Array.from({ length: 8 }, () => 405), 3]);
  const silent = await new Questioner(connection, performance.now() + 2000).askAll(probes('never'));
  expect(silent.map(({ heard }) => 'silent' in heard && heard.silent)).toEqual([...Array.from({ length: 3 }, () => 'broken'), ...Array.from({ length: 5 }, () => 'late')]);
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  expect(asked).toHaveLength(11);
});

test('against the sandbox, every dialect: nothing is charged', async () => {
  const served = await serveSandbox();
  opened.push(served);
  const prefixes: Record<string, string> = {
    ideogram: '/sandbox/ideogram/v1', 'ideogram-web': '/sandbox/web', replicate: '/sandbox/replicate',
  };
  for (const dialect of Object.keys(providers)) {
    const templates = { generate: true, remix: true, upscale: true, describe: true };
    const options: ConnectionRequest['options'] = dialect === 'ideogram-web' ? { templates } : {};
    for (const baseUrl of [served.origin, 'sandbox']) {
      const report = await examineConnection({ dialect, baseUrl, pathPrefix: prefixes[dialect] ?? '/sandbox', key, options });
      expect(report.reachable.ok, dialect).toBe(true);
      expect(report.operations.length, dialect).toBeGreaterThan(0);
      expect(report.operations.find(({ operation }) => operation === 'generate')?.found, dialect).toBe('there');
      expect(report.text).toContain(dialect);
    }
  }
  expect(await ledger()).toEqual([]);
});

test('a trial is one ordinary task of the cheapest model, and its answer tells where results are', async () => {
  const { id } = await addConnection({ dialect: 'ideogram', baseUrl: 'sandbox', pathPrefix: '/sandbox/ideogram/v1' });
  const before = await examineConnection({ id });
  expect(before).toMatchObject({ trial: { operation: 'generate', usdMicros: 0 }, results: { host: 'sandbox', hours: 24 } });
  const task = await startTrial(id, { idempotencyKey: 'trial-1' });
  expect((await startTrial(id, { idempotencyKey: 'trial-1' })).id).toBe(task.id);
  expect(task).toMatchObject({ connection: id, operation: 'generate', model: before.trial?.model, sandbox: true });
  shop.work({ findSpeaker, slots: () => [{ id, slots: 4, mark: '' }] });
  expect(await shop.ended(task.id)).toMatchObject({ status: 'succeeded' });
  expect(await ledger()).toHaveLength(1);
  const { results } = await examineConnection({ id });
  expect(results).toMatchObject({ host: 'sandbox.invalid', hours: 24, detail: expect.stringContaining('earlier picture') });
  await expect(startTrial('nobody', {})).rejects.toMatchObject({ code: 'not_found' });
});

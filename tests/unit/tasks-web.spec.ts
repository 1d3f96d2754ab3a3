import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { operations, type OperationName } from '@/lib/schema/operation';
import type { Task } from '@/lib/schema/task';
import { connections } from '@/lib/server/connections';
import { publicConnections } from '@/lib/server/offers';
import { environment } from '@/lib/server/env';
import { ledger } from '@/lib/server/sandbox/ledger';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import type { TaskRow } from '@/lib/server/store/tasks';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { loadTask } from '@/lib/server/tasks/view';
import { serve, Workshop } from '../workshop';

/** The sandbox behind a socket stands for a gateway that costs; the same one in process for the sandbox. */
let gateway: Awaited<ReturnType<typeof serveSandbox>>;
let shop: Workshop;
let file: string;

const allOn = { generate: true, remix: true, upscale: true, describe: true };
const gatewayEntry = () => ({ id: 'lolo', dialect: 'ideogram-web', baseUrl: gateway.origin, pathPrefix: '/sandbox/web', key: 'k' });
const write = (...entries: object[]) => writeFileSync(file, JSON.stringify({ connections: entries }));

/** As if the process had been started again with the file as it is now. */
function readAgain(): void {
  Reflect.deleteProperty(globalThis, Symbol.for('atelier.connections'));
}

test.beforeEach(async () => {
  gateway = await serveSandbox();
  file = path.join(mkdtempSync(path.join(tmpdir(), 'atelier-web-')), 'connections.json');
  write(
    { ...gatewayEntry(), templates: allOn },
    { id: 'try', label: 'Try', dialect: 'ideogram-web', baseUrl: 'sandbox', pathPrefix: '/sandbox/web', templates: allOn },
  );
  shop = await Workshop.open({
    ATELIER_CONNECTIONS: file,
    ATELIER_SANDBOX_TASK_SECONDS: '1',
    ATELIER_TRUSTED_HOSTS: new URL(gateway.origin).host,
    IDEOGRAM_API_KEY: 'key',
    IDEOGRAM_BASE_URL: 'http://127.0.0.1:9',
  });
});
test.afterEach(async () => {
  await shop.close();
  await gateway.close();
  rmSync(path.dirname(file), { recursive: true });
});

const work = () => shop.work({ findSpeaker, slots: () => connections().map(({ id, slots }) => ({ id, slots, mark: '' })) });
const accept = (name: OperationName, body: object): Promise<Task> =>
  acceptOperation(name, operations[name].parse({ connection: 'lolo', ...body }) as never);
const small = { prompt: 'a lighthouse on a cliff at dusk, calm sea', aspectRatio: '1:3', magicPrompt: 'off' };
/** Turns the gateway's clock of its one task. */
function submittedAgo(ms: number): void {
  const folder = path.join(shop.folder, 'sandbox', 'web');
  const name = readdirSync(folder).find((entry) => entry.endsWith('.json')) ?? '';
  const task = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as object;
  writeFileSync(path.join(folder, name), JSON.stringify({ ...task, at: Date.now() - ms }));
}
const isRunning = ({ status }: TaskRow) => status === 'running';

test('submitted, its progress told, four pictures saved, and nothing of the account kept', async () => {
  environment().ATELIER_SANDBOX_TASK_SECONDS = 1000;
  const { id } = await accept('generate', { ...small, magicPrompt: 'on', count: 4 });
  work();
  const first = await shop.until(id, isRunning);
  expect(first).toMatchObject({ progress: 0, handle: { requestId: expect.stringMatching(/^[\w-]{22}$/) } });
  submittedAgo(550_000);
  await shop.until(id, ({ progress, leaseOwner }) => {
    if (leaseOwner === null && progress === 0) void shop.hurry(id);
    return progress === 50;
  });
  submittedAgo(1_000_000);
  const end = await shop.hurriedEnd(id);
  expect(end).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: null, sends: 1, progress: null, missing: [] });
  const { images } = await loadTask(id);
  expect(images.map(({ width, height }) => [width, height])).toEqual(Array.from({ length: 4 }, () => [512, 1536]));
  expect(new Set(images.map(({ usedPrompt }) => usedPrompt)).size).toBeGreaterThan(1);
  expect(await ledger()).toHaveLength(1);
  // The account's words are in every reply of this gateway.
  const kept = readdirSync(shop.folder).filter((name) => name.startsWith('atelier.db'));
  expect(kept.length).toBeGreaterThan(0);
  for (const name of kept) {
    const bytes = readFileSync(path.join(shop.folder, name)).toString('latin1');
    for (const word of ['sandboxaccount', 'sandboxuser', 'sandboxplan']) expect(bytes.includes(word), `${name} ${word}`).toBe(false);
  }
});

test('a restart asks on with the id it has and never submits again, though the template is off by now', async () => {
  const { id } = await accept('generate', { ...small, count: 2 });
  work();
  const before = await shop.until(id, isRunning);
  await shop.stop();
  write({ ...gatewayEntry(), templates: {} });
  readAgain();
  work();
  const end = await shop.hurriedEnd(id);
  expect(end).toMatchObject({ status: 'succeeded', sends: 1, handle: before.handle });
  expect((await loadTask(id)).images).toHaveLength(2);
  expect(await ledger()).toHaveLength(1);
});

test('twenty tasks run on after a restart, none is submitted again', async () => {
  write({ ...gatewayEntry(), slots: 100, templates: { generate: true } });
  readAgain();
  const tasks = await Promise.all(
    Array.from({ length: 20 }, (_, index) => accept('generate', { ...small, prompt: `hill number ${index} by the sea` })),
  );
  work();
  for (const { id } of tasks) await shop.until(id, ({ handle }) => handle !== null);
  await shop.stop();
  work();
  for (const { id } of tasks) expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', sends: 1 });
  const prompts = (await ledger()).map(({ promptHash }) => promptHash);
  expect([prompts.length, new Set(prompts).size]).toEqual([20, 20]);
});

test('queued when its template was switched off: failed, nothing sent, nothing charged', async () => {
  const { id } = await accept('generate', small);
  write({ ...gatewayEntry(), templates: {} });
  readAgain();
  work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'unsupported' } });
  expect(await ledger()).toEqual([]);
});

test('an errored task has failed, and its charge is not known', async () => {
  const { id } = await accept('generate', { ...small, prompt: 'a hill fault:failed' });
  work();
  const end = await shop.hurriedEnd(id);
  expect(end).toMatchObject({ status: 'failed', charge: 'unknown', sends: 1, error: { code: 'provider_failed' } });
  expect(end.error?.message).toContain('ended in an error');
});

test('completed and empty has failed too; one withheld of three is partial', async () => {
  const none = await accept('generate', { ...small, prompt: 'a hill fault:withheld' });
  const some = await accept('generate', { ...small, prompt: 'a hill fault:withheld=2', count: 3 });
  work();
  expect(await shop.hurriedEnd(none.id)).toMatchObject({ status: 'failed', charge: 'unknown', error: { code: 'provider_failed' } });
  expect(await shop.hurriedEnd(some.id)).toMatchObject({ status: 'partial', charge: 'billed', missing: [{ index: 2, reason: 'absent' }] });
  expect((await loadTask(some.id)).images).toHaveLength(2);
});

test('a dead link is asked for again, then told as lost, beside the picture that came', async () => {
  const { id } = await accept('generate', { ...small, prompt: 'a hill fault:expired=2', count: 2 });
  work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'partial', charge: 'billed', missing: [{ index: 1, reason: 'lost' }] });
  expect((await loadTask(id)).images).toHaveLength(1);
});

test('a submit without an answer is unknown and is not sent again', async () => {
  for (const fault of ['close', '500', 'cut=5']) {
    const { id } = await accept('generate', { ...small, prompt: `a hill fault:${fault}` });
    work();
    expect(await shop.hurriedEnd(id), fault).toMatchObject({ status: 'unknown', charge: 'unknown', sends: 1 });
    await shop.stop();
  }
  expect(await ledger()).toHaveLength(3);
});

test('an id the gateway does not know is asked after five times, then unknown', async () => {
  const calls = { submit: 0, poll: 0 };
  const forgetful = await serve((request, response) => {
    const polled = request.url === '/api/ideogram/task-request';
    calls[polled ? 'poll' : 'submit'] += 1;
    request.resume().on('end', () => response.end(JSON.stringify(polled ? { sampling_requests: [] } : { request_id: 'r-1' })));
  });
  write({ ...gatewayEntry(), baseUrl: forgetful.origin, pathPrefix: '', templates: allOn });
  readAgain();
  const { id } = await accept('generate', small);
  work();
  const end = await shop.hurriedEnd(id);
  await forgetful.close();
  expect(end).toMatchObject({ status: 'unknown', charge: 'unknown', handle: { requestId: 'r-1' } });
  expect(calls).toEqual({ submit: 1, poll: 5 });
});

test('remix, upscale and describe a picture that it made', async () => {
  const made = await accept('generate', small);
  work();
  await shop.hurriedEnd(made.id);
  const image = (await loadTask(made.id)).images[0]?.id;
  const upscale = await accept('upscale', { image });
  const remix = await accept('remix', { ...small, image, imageWeight: 70 });
  const describe = await accept('describe', { image });
  for (const { id } of [upscale, remix, describe]) expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect((await loadTask(upscale.id)).images).toMatchObject([{ width: 1024, height: 3072, parentId: image }]);
  expect((await loadTask(remix.id)).images).toHaveLength(1);
  expect((await loadTask(describe.id)).text).toMatch(/\w/);
  const sandboxes = await accept('upscale', { image, connection: 'try' });
  expect(await shop.hurriedEnd(sandboxes.id)).toMatchObject({ status: 'failed', charge: 'none', error: { code: 'unsupported' } });
});

test('the sandbox in process needs no trusted host and is free', async () => {
  const { id } = await accept('generate', { ...small, connection: 'try', count: 2 });
  work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'none', usdMicros: 0, sandbox: true });
  expect((await loadTask(id)).images).toHaveLength(2);
});

test('several connections at once, each with what it offers', async () => {
  write({ ...gatewayEntry(), templates: { generate: true } }, { id: 'other', dialect: 'ideogram', baseUrl: 'http://127.0.0.1:9', key: 'k' });
  readAgain();
  expect(publicConnections().map(({ id, dialect, models }) => [id, dialect, models.length])).toEqual([
    ['ideogram', 'ideogram', 8],
    ['lolo', 'ideogram-web', 4],
    ['other', 'ideogram', 8],
  ]);
  expect(JSON.stringify(publicConnections())).not.toContain('"key"');
  const named = await acceptOperation('generate', operations.generate.parse({ prompt: 'a', model: 'ideogram-web-v3-1' }));
  expect(named).toMatchObject({ connection: 'lolo', model: 'ideogram-web-v3-1', usdMicros: null, charge: 'unknown' });
  expect(await acceptOperation('generate', operations.generate.parse({ prompt: 'a' }))).toMatchObject({ connection: 'ideogram' });
  const refused = accept('generate', { ...small, seed: 5 });
  await expect(refused).rejects.toMatchObject({ code: 'unsupported', fields: { seed: expect.any(String) } });
  await expect(accept('remix', { ...small, image: 'i', model: 'ideogram-web-auto' })).rejects.toMatchObject({ code: 'unsupported' });
  await expect(accept('remix', { ...small, image: 'i' })).rejects.toMatchObject({ code: 'unsupported', fields: { connection: expect.any(String) } });
});

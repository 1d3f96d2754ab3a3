import { expect, test } from '@playwright/test';
import { AppError } from '@/lib/schema/error';
import { operations, type OperationName } from '@/lib/schema/operation';
import { storePicture } from '@/lib/server/pictures';
import { insertImage, updateImage, type ImageRow } from '@/lib/server/store/images';
import { currentRevision } from '@/lib/server/store/tasks';
import { acceptOperation, type AcceptOptions } from '@/lib/server/tasks/accept';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { changes } from '@/lib/server/tasks/changes';
import { quoteOperation } from '@/lib/server/tasks/quote';
import { retryTask } from '@/lib/server/tasks/retry';
import { loadRuns, loadTask } from '@/lib/server/tasks/view';
import { png, Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open({ IDEOGRAM_API_KEY: 'key', IDEOGRAM_BASE_URL: 'http://127.0.0.1:9', ATELIER_SANDBOX: 'on' });
});
test.afterEach(() => shop.close());

/** As a route does: the body parsed, then accepted. */
const accept = <Name extends OperationName>(name: Name, body: object, options?: AcceptOptions) =>
  acceptOperation(name, operations[name].parse(body) as never, options);
const failure = (attempt: Promise<unknown>): Promise<unknown> => attempt.then(() => 'no error', (error: unknown) => error);
const faults = async (attempt: Promise<unknown>) => {
  const error = await failure(attempt);
  return error instanceof AppError ? [error.code, Object.keys(error.fields ?? {}).join()] : [String(error)];
};

async function upload(color = '#336699'): Promise<ImageRow> {
  const picture = await storePicture(await png(color));
  return insertImage(shop.db, {
    ...picture, taskId: null, parentId: null, index: 0, operation: null, connection: null, model: null, sandbox: false,
    name: 'a.png', prompt: null, usedPrompt: null, style: null, seed: null,
  });
}

test('an accepted task is queued, priced and has its shape, and names what it was asked of', async () => {
  const task = await accept('generate', { prompt: ' a lighthouse ', aspectRatio: '16:9', count: 2, style: 'anime' });
  expect(task).toMatchObject({
    operation: 'generate', connection: 'ideogram', model: 'ideogram-v2', status: 'queued', position: 1,
    width: 1344, height: 768, usdMicros: 160_000, charge: 'estimated', sandbox: false, images: [], missing: [], error: null,
    startedAt: null, finishedAt: null, retryOf: null, hidden: false,
    input: { operation: 'generate', connection: 'ideogram', model: 'ideogram-v2', prompt: 'a lighthouse', count: 2 },
  });
  expect(task.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(await loadTask(task.id)).toEqual(task);
  expect((await accept('generate', { prompt: 'b' })).position).toBe(2);
});

test('shapes: a square when none is asked, a resolution as it is, an upscale twice its source', async () => {
  expect(await accept('generate', { prompt: 'a' })).toMatchObject({ width: 1024, height: 1024 });
  expect(await accept('generate', { prompt: 'a', resolution: '512x1536' })).toMatchObject({ width: 512, height: 1536 });
  const { id } = await upload();
  expect(await accept('upscale', { image: id })).toMatchObject({ width: 96, height: 64, usdMicros: 60_000, parentImageId: id, model: 'ideogram-upscale' });
  expect(await accept('describe', { image: id })).toMatchObject({ width: 48, height: 32, parentImageId: id });
});

test('the sandbox is free', async () => {
  expect(await accept('generate', { connection: 'sandbox', prompt: 'a', count: 4 })).toMatchObject({ usdMicros: 0, charge: 'none', sandbox: true });
  expect(await quoteOperation('generate', operations.generate.parse({ connection: 'sandbox', prompt: 'a' }))).toEqual({ usdMicros: 0, basis: 'free' });
  expect(await quoteOperation('generate', operations.generate.parse({ prompt: 'a', count: 3 }))).toEqual({ usdMicros: 240_000, basis: 'estimated' });
});

const refusals: [string, OperationName, object, string, string][] = [
  ['a ratio that is not on the card', 'generate', { aspectRatio: '5:4' }, 'unsupported', 'aspectRatio'],
  ['a resolution that is not on the card', 'generate', { resolution: '999x999' }, 'unsupported', 'resolution'],
  ['a resolution for a model without any', 'generate', { model: 'ideogram-v1', resolution: '512x1536' }, 'unsupported', 'resolution'],
  ['a style for a model without any', 'generate', { model: 'ideogram-v1', style: 'anime' }, 'unsupported', 'style'],
  ['a palette', 'generate', { model: 'ideogram-v2a', colorPalette: { name: 'ember' } }, 'unsupported', 'colorPalette'],
  ['a negative prompt', 'generate', { model: 'ideogram-v2a', negativePrompt: 'fog' }, 'unsupported', 'negativePrompt'],
  ['two at once', 'generate', { model: 'ideogram-v2a', negativePrompt: 'fog', aspectRatio: '5:4' }, 'unsupported', 'negativePrompt,aspectRatio'],
  ['an unknown model', 'generate', { model: 'nothing' }, 'invalid_input', 'model'],
  ['an unknown connection', 'generate', { connection: 'nothing' }, 'invalid_input', 'connection'],
  ['a model that cannot do it', 'generate', { model: 'ideogram-upscale' }, 'unsupported', 'model'],
  ['a picture that is not there', 'remix', { image: 'nowhere' }, 'invalid_input', 'image'],
];
for (const [name, operation, body, code, fields] of refusals) {
  test(`${name} is refused by its field, and nothing is stored`, async () => {
    const revision = await currentRevision(shop.db);
    expect(await faults(accept(operation, { prompt: 'a', ...body }))).toEqual([code, fields]);
    expect(await currentRevision(shop.db)).toBe(revision);
  });
}

test('a picture in the trash cannot be worked on', async () => {
  const { id } = await upload();
  await updateImage(shop.db, id, { deletedAt: 1 });
  for (const name of ['upscale', 'describe'] as const) expect(await faults(accept(name, { image: id }))).toEqual(['invalid_input', 'image']);
});

test('the same key and the same body: one task, however many ask at once', async () => {
  const body = { prompt: 'a', count: 2, style: 'anime' };
  const tasks = await Promise.all(Array.from({ length: 20 }, () => accept('generate', body, { idempotencyKey: 'k1' })));
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(1);
  const reordered = await accept('generate', { style: 'anime', count: 2, prompt: 'a' }, { idempotencyKey: 'k1' });
  expect(reordered.id).toBe(tasks[0]?.id);
  expect((await loadRuns({ limit: 10 })).runs).toHaveLength(1);
});

test('the same key and another body, or another operation: refused', async () => {
  const { id } = await upload();
  await accept('upscale', { image: id }, { idempotencyKey: 'k1' });
  expect(await faults(accept('upscale', { image: id, seed: 1 }, { idempotencyKey: 'k1' }))).toEqual(['idempotency_conflict', '']);
  expect(await faults(accept('describe', { image: id }, { idempotencyKey: 'k1' }))).toEqual(['idempotency_conflict', '']);
  expect(await failure(accept('generate', { prompt: 'a' }, { idempotencyKey: 'k1' }))).toMatchObject({ status: 422 });
});

test('without a key every press is a task of its own', async () => {
  const [one, two] = [await accept('generate', { prompt: 'a' }), await accept('generate', { prompt: 'a' })];
  expect(one.id).not.toBe(two.id);
});

test('a queued task is canceled at once and for nothing, and never sent', async () => {
  const { id } = await accept('generate', { prompt: 'a' });
  expect(await cancelTask(id)).toMatchObject({ status: 'canceled', charge: 'none', usdMicros: 0 });
  let starts = 0;
  shop.connection = { ...shop.connection, id: 'ideogram' };
  shop.script = {
    start: async () => {
      starts += 1;
      return { state: 'done', outputs: [], text: null };
    },
  };
  shop.work();
  await shop.ended((await accept('generate', { prompt: 'b' })).id);
  expect(starts).toBe(1);
  expect(await failure(cancelTask(id))).toMatchObject({ code: 'not_cancelable', message: 'It has already ended.' });
  expect(await failure(cancelTask('nowhere'))).toMatchObject({ code: 'not_found' });
});

test('cancel against claim: canceled and not sent, or sent and not canceled', async () => {
  const sent = new Set<string>();
  shop.connection = { ...shop.connection, id: 'ideogram' };
  shop.script = {
    start: async (input) => {
      sent.add('prompt' in input ? (input.prompt ?? '') : '');
      throw new AppError('rejected', 'No.');
    },
  };
  shop.work();
  for (let round = 0; round < 60; round++) {
    const { id } = await accept('generate', { prompt: `p${round}` });
    if (round % 3 > 0) await new Promise((resolve) => setTimeout(resolve, round % 3));
    const canceled = await cancelTask(id).then(() => true, () => false);
    const { status } = await shop.ended(id);
    expect(status).toBe(canceled ? 'canceled' : 'failed');
    expect(sent.has(`p${round}`)).toBe(!canceled);
  }
});

test('sending and saving cannot be canceled; it is said why', async () => {
  shop.connection = { ...shop.connection, id: 'ideogram' };
  let answer: (() => void) | undefined;
  shop.script = {
    start: async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return { state: 'done', outputs: [{ source: null, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
  const { id } = await accept('generate', { prompt: 'a' });
  shop.work();
  await shop.until(id, ({ status }) => status === 'sending');
  const refused = await failure(cancelTask(id));
  expect(refused).toMatchObject({ code: 'not_cancelable', status: 409 });
  expect(String(refused)).toContain('it would be charged');
  await expect.poll(() => answer).toBeDefined();
  answer?.();
  await shop.ended(id);
});

test('retry is a new task that names the old one, once per key', async () => {
  const old = await accept('generate', { prompt: 'a', count: 3, seed: 7 });
  expect(await failure(retryTask(old.id))).toMatchObject({ code: 'not_retryable', status: 409 });
  await cancelTask(old.id);
  const [one, two] = await Promise.all([retryTask(old.id, { idempotencyKey: 'r1' }), retryTask(old.id, { idempotencyKey: 'r1' })]);
  expect(one.id).toBe(two.id);
  expect(one).toMatchObject({ retryOf: old.id, status: 'queued', input: old.input, usdMicros: old.usdMicros });
  expect((await retryTask(old.id)).id).not.toBe(one.id);
  // What was unclear has come out after all since: whoever repeats a press is told of the task that the press made.
  await shop.db.updateTable('tasks').set({ status: 'running' }).where('id', '=', old.id).execute();
  expect((await retryTask(old.id, { idempotencyKey: 'r1' })).id).toBe(one.id);
  expect(await failure(retryTask(old.id, { idempotencyKey: 'r2' }))).toMatchObject({ code: 'not_retryable' });
  expect(await failure(retryTask('nowhere'))).toMatchObject({ code: 'not_found' });
});

test('changes: at once when there is something, held until there is, empty at the end', async () => {
  const never = new AbortController().signal;
  const first = await accept('generate', { prompt: 'a' });
  const known = await changes(0, 25, never);
  expect(known.tasks.map(({ id }) => id)).toEqual([first.id]);
  const waiting = changes(known.revision, 25, never);
  const second = await accept('generate', { prompt: 'b' });
  expect((await waiting).tasks.map(({ id, position }) => [id, position])).toEqual([[second.id, 2]]);
  const current = await currentRevision(shop.db);
  expect(await changes(current, 0, never)).toEqual({ tasks: [], revision: current });
  expect(await changes(current, 25, AbortSignal.abort())).toEqual({ tasks: [], revision: current });
  expect(await changes(current + 1000, 25, never)).toEqual({ tasks: [], revision: current });
});

test('changes: whoever moves up in the queue is told too', async () => {
  const [first, second] = [await accept('generate', { prompt: 'a' }), await accept('generate', { prompt: 'b' })];
  const before = await currentRevision(shop.db);
  await cancelTask(first.id);
  const { tasks } = await changes(before, 0, new AbortController().signal);
  expect(tasks.map(({ id, status, position }) => [id, status, position])).toEqual([
    [first.id, 'canceled', null],
    [second.id, 'queued', 1],
  ]);
});

test('changes: whoever moves back because somebody else asks is told too', async () => {
  const person = (name: string) => ({ person: name });
  const [first, second] = [await accept('generate', { prompt: 'a' }, person('Mara')), await accept('generate', { prompt: 'b' }, person('Mara'))];
  const before = await currentRevision(shop.db);
  const other = await accept('generate', { prompt: 'c' }, person('Ines'));
  const { tasks } = await changes(before, 0, new AbortController().signal);
  expect(new Map(tasks.map(({ id, position }) => [id, position]))).toEqual(new Map([[first.id, 1], [other.id, 2], [second.id, 3]]));
});

import { image } from '@/lib/schema/image';
import { runPage } from '@/lib/schema/run';
import { taskChanges, taskPage, taskReply, type Task } from '@/lib/schema/task';
import { errorOf, expect, file, firstImage, test } from './fixtures';
import { newColor, plain } from './samples';

test('a prompt becomes a stored task at once and pictures in the end', async ({ call, finished }) => {
  const started = await call('POST /api/generate', {
    json: { prompt: 'a lighthouse at dusk', aspectRatio: '16:9', count: 2, seed: 7 },
    headers: { 'idempotency-key': 'first-of-all' },
  });
  expect(started.status).toBe(202);
  const { task } = taskReply.parse(started.body);
  expect(started.headers['location']).toBe(`/api/tasks/${task.id}`);
  expect(started.headers).not.toHaveProperty('idempotency-key');
  expect(task.images).toEqual([]);
  const ended = await finished(task);
  expect(ended).toMatchObject({
    status: 'succeeded',
    error: null,
    charge: 'none',
    missing: [],
    sandbox: true,
  });
  expect(ended.images.map(({ index, width, height }) => [index, width, height])).toEqual([
    [0, task.width, task.height],
    [1, task.width, task.height],
  ]);
  expect(firstImage(ended)).toMatchObject({
    taskId: task.id,
    prompt: 'a lighthouse at dusk',
    seed: 7,
    sandbox: true,
  });
});

test('without a key a script is served and told so', async ({ call, finished }) => {
  const { status, headers, body } = await call('POST /api/generate', { json: { prompt: 'no key at all' } });
  expect([status, headers['idempotency-key']]).toEqual([202, 'none']);
  await finished(taskReply.parse(body).task);
});

test('the same key twice at once is one task, later too, and never another body', async ({
  call,
  finished,
}) => {
  const sent = { json: { prompt: 'only once', count: 1 }, headers: { 'idempotency-key': 'press-1' } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST /api/generate', sent)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(202));
  const ids = new Set(answers.map(({ body }) => taskReply.parse(body).task.id));
  expect(ids.size).toBe(1);
  const [first] = answers;
  const task = await finished(taskReply.parse(first?.body).task);
  const later = await call('POST /api/generate', { ...sent, data: undefined });
  expect([later.status, taskReply.parse(later.body).task.id]).toEqual([202, task.id]);

  const other = await call('POST /api/generate', { ...sent, json: { prompt: 'only once', count: 2 } });
  expect(other.status).toBe(422);
  expect(other.body).toEqual(
    errorOf('idempotency_conflict', 'This Idempotency-Key was used before, with another request.'),
  );
  const page = taskPage.parse((await call('GET /api/tasks')).body);
  expect(page.tasks.filter(({ input }) => 'prompt' in input && input.prompt === 'only once')).toHaveLength(1);
});

test('a key that is not 1 to 255 visible characters is refused and nothing starts', async ({ call }) => {
  const before = taskPage.parse((await call('GET /api/tasks?limit=200')).body).tasks.length;
  const bad = [
    '',
    ' ',
    '\t',
    'a b',
    'a\tb',
    ' a  b ',
    'x'.repeat(256),
    'x'.repeat(300),
    'x'.repeat(1000),
    'x'.repeat(5000),
    'é',
    'ÿ',
    'käse',
    'a\u00a0b',
    '\u00ad',
    'a, b',
    'a; b',
    `${'x'.repeat(255)} `.padEnd(257, 'y'),
    '\u0080',
    '\u0081x',
  ];
  expect(bad).toHaveLength(20);
  for (const key of bad) {
    const { status, body } = await call('POST /api/generate', {
      json: { prompt: 'never' },
      headers: { 'idempotency-key': key },
    });
    const refused = errorOf(
      'malformed',
      'The header Idempotency-Key must be 1 to 255 visible ASCII characters.',
    );
    expect.soft([key, status, body]).toEqual([key, 400, refused]);
  }
  expect(taskPage.parse((await call('GET /api/tasks?limit=200')).body).tasks).toHaveLength(before);
});

test('a file can come with the request and is stored as an upload first', async ({ call, finished }) => {
  const bytes = await plain(newColor(), 320, 200).jpeg().toBuffer();
  const form = {
    request: JSON.stringify({ prompt: 'in blue ink', imageWeight: 55 }),
    image: file(bytes, 'sketch.jpg', 'image/jpeg'),
  };
  const sent = { form, headers: { 'idempotency-key': 'remix-1' } };
  const answers = await Promise.all([call('POST /api/remix', sent), call('POST /api/remix', sent)]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  const [task, again] = answers.map(({ body }) => taskReply.parse(body).task);
  expect(again?.id).toBe(task?.id);
  const ended = await finished(task as Task);
  expect(ended.status).toBe('succeeded');
  const detail = await call(`GET /api/images/${firstImage(ended).id}`);
  expect(detail.body).toMatchObject({
    parents: [{ id: ended.parentImageId, name: 'sketch.jpg', operation: null }],
  });
});

test('every operation runs from a picture of the library', async ({ upload, startTask, finished }) => {
  const source = await upload(await plain(newColor(), 200, 200).png().toBuffer());
  const bodies = {
    remix: { prompt: 'as a woodcut', image: source.id },
    upscale: { image: source.id },
    describe: { image: source.id },
  };
  for (const [operation, body] of Object.entries(bodies)) {
    const task = await finished(await startTask(operation, body));
    expect(task).toMatchObject({ operation, status: 'succeeded', parentImageId: source.id });
    if (operation === 'describe') expect(task.text).not.toBe('');
    else expect(firstImage(task).parentId).toBe(source.id);
  }
});

test('lists come in pages with cursors of their own', async ({ call, made }) => {
  for (const prompt of ['page one', 'page two', 'page three']) await made(prompt);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = taskPage.parse((await call(`GET /api/tasks?limit=2${next && `&cursor=${next}`}`)).body);
    seen.push(...page.tasks.map(({ id }) => id));
    next = page.next;
  }
  const all = taskPage.parse((await call('GET /api/tasks?limit=200')).body).tasks.map(({ id }) => id);
  expect(seen).toEqual(all);
  expect(taskPage.parse((await call('GET /api/tasks?open=1')).body).tasks).toEqual([]);
  for (const cursor of ['nonsense', 'LTE', '-1', 'MS41', 'MTA%3D', '%00']) {
    const { status, body } = await call(`GET /api/tasks?cursor=${cursor}`);
    expect([cursor, status, Object.keys((body as { error: { fields: object } }).error.fields)]).toEqual([
      cursor,
      422,
      ['cursor'],
    ]);
  }
});

test('the feed of changes answers at once when there is something and holds when there is not', async ({
  call,
  startTask,
  finished,
}) => {
  const { revision } = taskChanges.parse((await call('GET /api/tasks/changes?since=0')).body);
  const held = call(`GET /api/tasks/changes?since=${revision}&wait=25`);
  const task = await startTask('generate', { prompt: 'something happens' });
  const changed = taskChanges.parse((await held).body);
  expect(changed.tasks.map(({ id }) => id)).toContain(task.id);
  expect(changed.revision).toBeGreaterThan(revision);
  await finished(task);
  const now = taskChanges.parse((await call('GET /api/tasks/changes?since=0')).body);
  const quiet = taskChanges.parse((await call(`GET /api/tasks/changes?since=${now.revision}&wait=1`)).body);
  expect(quiet).toEqual({ tasks: [], revision: now.revision });
});

const notRetryable =
  'It has succeeded. Only a task that failed, was canceled or is unclear can be tried again.';

test('what has ended cannot be canceled, what succeeded not retried, and both say why', async ({
  call,
  made,
}) => {
  const task = await made('done and dusted');
  const cancel = await call(`POST /api/tasks/${task.id}/cancel`);
  expect([cancel.status, cancel.body]).toEqual([409, errorOf('not_cancelable', 'It has already ended.')]);
  const retry = await call(`POST /api/tasks/${task.id}/retry`, { headers: { 'idempotency-key': 'r' } });
  expect([retry.status, retry.body]).toEqual([409, errorOf('not_retryable', notRetryable)]);
  for (const line of ['GET /api/tasks/none', 'POST /api/tasks/none/cancel', 'POST /api/tasks/none/check', 'POST /api/tasks/none/retry']) {
    const { status, body } = await call(line);
    expect([line, status, body]).toEqual([line, 404, errorOf('not_found', 'There is no such task.')]);
  }
});

test('a queued task is canceled for nothing and can be asked again once a key', async ({
  call,
  startTask,
  finished,
}) => {
  const crowd = await Promise.all(
    Array.from({ length: 3 }, (_, index) => startTask('generate', { prompt: `crowd ${index} ${index === 0 ? 'fault:slow=5' : ''}`, count: 4 })),
  );
  const last = await startTask('generate', { prompt: 'changed my mind', count: 4 });
  const canceled = await call(`POST /api/tasks/${last.id}/cancel`);
  expect(canceled.status).toBe(200);
  expect(taskReply.parse(canceled.body).task).toMatchObject({
    status: 'canceled',
    charge: 'none',
    images: [],
  });
  const retry = () => call(`POST /api/tasks/${last.id}/retry`, { headers: { 'idempotency-key': 'again-1' } });
  const [one, two] = await Promise.all([retry(), retry()]);
  expect([one.status, two.status]).toEqual([202, 202]);
  const again = taskReply.parse(one.body).task;
  expect(again).toMatchObject({ retryOf: last.id, input: last.input });
  expect(taskReply.parse(two.body).task.id).toBe(again.id);
  for (const task of [...crowd, again]) expect((await finished(task)).status).toBe('succeeded');
});

test('a card can be put away and fetched back', async ({ call, made }) => {
  const task = await made('put me away');
  const hide = async (hidden: boolean) => call(`PATCH /api/tasks/${task.id}`, { json: { hidden } });
  const shown = async () =>
    runPage.parse((await call('GET /api/runs')).body).runs.some(({ id }) => id === task.id);
  expect(taskReply.parse((await hide(true)).body).task.hidden).toBe(true);
  expect(await shown()).toBe(false);
  await hide(false);
  expect(await shown()).toBe(true);
  const none = await call('PATCH /api/tasks/none', { json: { hidden: true } });
  expect([none.status, none.body]).toEqual([404, errorOf('not_found', 'There is no such task.')]);
});

test('the gallery gives runs, and matches as neighbours without their task', async ({
  call,
  made,
  upload,
}) => {
  const task = await made('a violet kiosk', { count: 2 });
  const single = await upload(await plain(newColor()).png().toBuffer(), 'violet.png');
  const page = runPage.parse((await call('GET /api/runs?limit=2')).body);
  expect(page.runs.map(({ id, images }) => [id, images.length])).toEqual([
    [single.id, 1],
    [task.id, 2],
  ]);
  expect(page.runs[1]?.task?.id).toBe(task.id);
  expect(page.total).toBeGreaterThan(2);
  expect(page.revision).toBeGreaterThan(0);
  const found = runPage.parse((await call('GET /api/runs?q=violet')).body);
  expect(found.runs.map(({ task: its, images }) => [its, images.map(({ id }) => id)])).toEqual([
    [null, [single.id]],
    [null, task.images.map(({ id }) => id)],
  ]);
  expect(found.total).toBe(3);
  for (const run of found.runs) image.array().parse(run.images);
});

test('an unclear end is settled by a person, and only an unclear one', async ({ call, startTask, finished, made }) => {
  const unclear = await finished(await startTask('generate', { prompt: 'fault:close a heron' }));
  expect(unclear).toMatchObject({ status: 'unknown', settled: false, expected: { usdMicros: 0, basis: 'free' } });
  const settle = (id: string, json: object) => call(`POST /api/tasks/${id}/settle`, { json });
  const { status, body } = await settle(unclear.id, { charge: 'unknown' });
  expect([status, (body as { task: Task }).task]).toMatchObject([200, { id: unclear.id, status: 'unknown', settled: true }]);
  expect((await settle(unclear.id, { charge: 'estimated' })).status).toBe(422);
  expect((await settle('nowhere', { charge: 'none' })).status).toBe(404);
  const clear = await settle((await made('a clear heron')).id, { charge: 'none' });
  expect([clear.status, clear.body]).toEqual([409, errorOf('not_editable', expect.any(String) as never)]);
});

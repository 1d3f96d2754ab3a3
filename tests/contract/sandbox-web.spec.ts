import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { sample, type Sampled } from './ideogram-web-calls';
import { detail, freshData, get, photo, post, queue } from './sandbox-harness';

const at = (name: string) => `/sandbox/web/api/ideogram/${name}`;
const submit = (name: string, body: unknown, headers: Record<string, string> = {}) => post(body, { path: at(name), headers });
const idOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(200);
  const body: { request_id: string } = await response.json();
  return body.request_id;
};
const ask = async (request_id: string): Promise<Sampled[]> => {
  const response = await submit('task-request', { request_id });
  expect(response.status).toBe(200);
  const body: { sampling_requests: Sampled[] } = await response.json();
  return body.sampling_requests;
};
async function asked(requestId: string, until: (task: Sampled) => boolean): Promise<Sampled> {
  let last: Sampled | undefined;
  await expect
    .poll(async () => {
      [last] = await ask(requestId);
      return last !== undefined && until(last);
    }, { intervals: [50], timeout: 50_000 })
    .toBe(true);
  return last ?? sample();
}
const done = (requestId: string) => asked(requestId, (task) => task['is_completed'] === true);
const dataUrl = async () => `data:image/png;base64,${Buffer.from(await (await photo()).arrayBuffer()).toString('base64')}`;
const pictureOf = (address: string | undefined, id: string): string => address?.replace(/[^/]+$/, id) ?? '';
const small = { prompt: 'a lighthouse on a cliff at dusk, calm sea', use_autoprompt_option: 'OFF', aspect_ratio: '1:3' };
const lines = async (): Promise<Record<string, unknown>[]> => (await get('/sandbox/ledger')).json();

test('a finished task has the very fields of the documented example, four pictures, one address', async () => {
  freshData({ ATELIER_SANDBOX_TASK_SECONDS: '0' });
  const task = await done(await idOf(await submit('generate', { prompt: 'dog', model_version: 'V_0_3', aspect_ratio: '1:3', seed: 5 })));
  const documented = sample();
  expect(Object.keys(task)).toEqual(Object.keys(documented));
  expect(task).toMatchObject({
    aspect_ratio: '1:3', can_upscale: true, completion_percentage: 100, has_started: true, is_completed: true, model_version: 'V_0_3',
    private: true, request_type: 'TEXT_TO_IMAGE', resolution: 512, sampling_speed: 0, seed: 5, user_prompt: 'dog', width: 512, height: 1536,
    cover_response_id: task.responses[0]?.response_id,
  });
  expect(Object.keys(task['user'] as object)).toEqual(Object.keys(documented['user'] as object));
  expect(task.responses.map((entry) => Object.keys(entry))).toEqual(documented.responses.map((entry) => Object.keys(entry)));
  expect(task.responses.map(({ cover }) => cover)).toEqual([true, false, false, false]);
  expect(new Set(task.responses.map(({ prompt }) => prompt)).size).toBeGreaterThan(1);
  const files = await Promise.all(
    task.responses.map(async ({ response_id }) => (await get(pictureOf(task.responses[0]?.image_url, response_id))).arrayBuffer()),
  );
  expect(new Set(files.map((file) => Buffer.from(file).toString('base64'))).size).toBe(4);
  const { format, width, height } = await sharp(Buffer.from(files[3] ?? new ArrayBuffer(0))).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 512, height: 1536 });
});

test('it waits, starts, and tells its percent', async () => {
  const folder = freshData({ ATELIER_SANDBOX_TASK_SECONDS: '1000' });
  const id = await idOf(await submit('generate', { ...small, num_images: 1 }));
  const file = path.join(folder, 'sandbox', 'web', `${id}.json`);
  const task = JSON.parse(readFileSync(file, 'utf8')) as object;
  const after = async (seconds: number) => {
    writeFileSync(file, JSON.stringify({ ...task, at: Date.now() - seconds * 1000 }));
    return (await ask(id))[0];
  };
  const open = { is_completed: false, responses: [] };
  expect(await after(0)).toMatchObject({ ...open, has_started: false, completion_percentage: 0 });
  expect(await after(0)).not.toHaveProperty('cover_response_id');
  expect(await after(325)).toMatchObject({ ...open, has_started: true, completion_percentage: 25 });
  expect(await after(775)).toMatchObject({ ...open, has_started: true, completion_percentage: 75 });
  await after(1000);
  expect(await done(id)).toMatchObject({ completion_percentage: 100, responses: [{ cover: true }] });
});

/** What one process keeps is gone, as after a restart. */
function forgetProcess(): void {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description?.startsWith('atelier.')) Reflect.deleteProperty(globalThis, key);
  }
}

test('a task outlives the process it was submitted to, drawn or not', async () => {
  const folder = freshData({ ATELIER_SANDBOX_TASK_SECONDS: '0' });
  const [drawn, fresh] = [
    await idOf(await submit('generate', { ...small, num_images: 1, seed: 3 })),
    await idOf(await submit('remix', { ...small, num_images: 1, seed: 3, parent: { image: await dataUrl(), weight: 30 } })),
  ];
  const before = await done(drawn);
  forgetProcess();
  expect(await done(drawn)).toEqual(before);
  const remixed = await done(fresh);
  expect(remixed).toMatchObject({ request_type: 'VARIATION', can_upscale: true });
  const picture = async (task: Sampled) => Buffer.from(await (await get(task.responses[0]?.image_url ?? '')).arrayBuffer());
  const [first, second] = [await picture(before), await picture(remixed)];
  // As if the process had ended before anything was drawn: only what was submitted is left.
  rmSync(path.join(folder, 'sandbox', 'web', 'files'), { recursive: true, maxRetries: 5 });
  forgetProcess();
  expect([await picture(await done(drawn)), await picture(await done(fresh))]).toEqual([first, second]);
  expect(await lines()).toHaveLength(2);
});

test('upscale takes the ids of a picture made here, or a picture', async () => {
  freshData({ ATELIER_SANDBOX_TASK_SECONDS: '0' });
  const made = await done(await idOf(await submit('generate', { ...small, num_images: 1 })));
  const parent = { request_id: made.request_id, response_id: made.responses[0]?.response_id, weight: 100, type: 'SUPER_RES' };
  const larger = await done(await idOf(await submit('upscale', { parent, upscale_factor: 'X4', num_images: 1, model_version: 'AUTO' })));
  expect(larger).toMatchObject({ request_type: 'SUPER_RES', width: 1024, height: 3072, can_upscale: false });
  const again = await done(await idOf(await submit('upscale', { parent: { image: await dataUrl() } })));
  expect(again).toMatchObject({ width: 192, height: 128 });
  const { width } = await sharp(Buffer.from(await (await get(again.responses[0]?.image_url ?? '')).arrayBuffer())).metadata();
  expect(width).toBe(192);
  expect(await detail(await submit('upscale', { parent: { request_id: 'a', response_id: 'b' } }))).toContain('There is no such picture');
});

test('describe answers at once', async () => {
  freshData();
  const response = await submit('describe', { image: await dataUrl(), captioner_model_version: 'V_3_0' });
  const body: { data: { caption: string }[] } = await response.json();
  expect(body).toEqual({ data: [{ caption: expect.stringMatching(/\w/) }] });
});

test('what is wrong is said, and costs nothing', async () => {
  freshData();
  const cases: [string, unknown, string][] = [
    ['generate', { prompt: ' ' }, 'prompt'],
    ['generate', { ...small, num_images: 9 }, 'num_images'],
    ['generate', { ...small, aspect_ratio: '7:5' }, 'aspect_ratio'],
    ['generate', { ...small, colour: 'red' }, 'colour'],
    ['generate', { ...small, prompt: 'a fault:bogus' }, 'bogus'],
    ['remix', { ...small }, 'parent'],
    ['remix', { ...small, parent: { image: '§§' } }, 'neither base64'],
    ['remix', { ...small, parent: { image: 'aGVsbG8=' } }, 'JPEG, PNG and WebP'],
    ['upscale', { parent: {} }, 'must be given'],
    ['describe', {}, 'image'],
    ['task-request', {}, 'request_id'],
  ];
  for (const [name, body, word] of cases) {
    const response = await submit(name, body);
    expect(response.status, word).toBe(400);
    expect(await detail(response)).toContain(word);
  }
  expect((await submit('generate', small, { authorization: '' })).status).toBe(401);
  expect((await submit('task-request', { request_id: 'x' }, { authorization: '' })).status).toBe(401);
  expect((await get(at('generate'))).status).toBe(405);
  expect((await get('/sandbox/web/api/ideogram/nothing')).status).toBe(404);
  expect(await ask('unknown')).toEqual([]);
  expect(await ask('../../secret')).toEqual([]);
  expect(await lines()).toEqual([]);
});

test('each submit is one charge, a poll none', async () => {
  freshData({ ATELIER_SANDBOX_TASK_SECONDS: '0' });
  await done(await idOf(await submit('generate', { ...small, num_images: 2, model_version: 'V_3_1' }, { 'x-request-tag': 't1' })));
  await submit('describe', { image: await dataUrl() });
  expect(await lines()).toMatchObject([
    { operation: 'generate', model: 'V_3_1', images: 2, key: 't1', usdMicros: 160_000 },
    { operation: 'describe', model: null, images: 0, usdMicros: 10_000 },
  ]);
});

test('faults: the submit call, the task, the pictures, the polls', async () => {
  freshData({ ATELIER_SANDBOX_TASK_SECONDS: '0' });
  expect((await submit('generate', { ...small, prompt: 'a fault:429=2' })).status).toBe(429);
  expect((await submit('generate', { ...small, prompt: 'a fault:unsafe' })).status).toBe(422);
  expect(await lines()).toEqual([]);
  expect((await submit('generate', { ...small, prompt: 'a fault:500', num_images: 1 })).status).toBe(500);
  await expect(submit('generate', { ...small, prompt: 'a fault:close', num_images: 1 })).rejects.toThrow('closed without an answer');
  expect(await lines()).toHaveLength(2);
  const errored = await idOf(await submit('generate', { ...small, prompt: 'a hill fault:failed', num_images: 1 }));
  expect(await asked(errored, (task) => task['is_errored'] === true)).toMatchObject({ is_completed: false, responses: [] });
  const two = await done(await idOf(await submit('generate', { ...small, prompt: 'a hill fault:withheld=1 fault:html=2', num_images: 2 })));
  expect(two.responses).toHaveLength(1);
  const page = await get(two.responses[0]?.image_url ?? '');
  expect(await page.text()).toContain('<!doctype html>');
  const none = await done(await idOf(await submit('generate', { ...small, prompt: 'a hill fault:withheld', num_images: 2 })));
  expect(none).toMatchObject({ is_completed: true, responses: [] });
  const dead = await done(await idOf(await submit('generate', { ...small, prompt: 'a hill fault:expired', num_images: 1 })));
  expect((await get(dead.responses[0]?.image_url ?? '')).status).toBe(410);
  await queue({ operation: 'prediction', fault: '500' });
  expect((await submit('task-request', { request_id: errored })).status).toBe(500);
  expect(await ask(errored)).toHaveLength(1);
});

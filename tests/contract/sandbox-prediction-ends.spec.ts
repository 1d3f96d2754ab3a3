import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { SandboxFault } from '@/lib/server/sandbox/delivery';
import { ask, charges, create, finished, follow, predictionOf } from './predictions-harness';
import { freshData, generate, get, queue } from './sandbox-harness';

let folder: string;
test.beforeEach(() => {
  folder = freshData();
});

const small = { aspect_ratio: '3:1', magic_prompt_option: 'Off', seed: 5 };
const pictures = () => {
  const files = path.join(folder, 'sandbox', 'predictions', 'files');
  return existsSync(files) ? readdirSync(files).map((name) => path.join(files, name)) : [];
};
const struck = (fault: string) => finished({ prompt: `a quiet harbour ${fault}`, ...small });

const flagged = expect.stringContaining('flagged as sensitive');
const ends: [string, string[], unknown, number][] = [
  ['fault:failed', ['starting', 'processing', 'failed'], expect.stringContaining('Prediction failed'), 1],
  ['fault:aborted', ['starting', 'aborted'], null, 0],
  ['fault:withheld', ['starting', 'processing', 'failed'], flagged, 1],
  ['fault:unsafe', ['starting', 'processing', 'failed'], flagged, 0],
  ['nsfw', ['starting', 'processing', 'failed'], flagged, 0],
];
for (const [word, statuses, error, charged] of ends) {
  test(`${word} ends as ${statuses.at(-1)} and is charged ${charged} times`, async () => {
    const end = await struck(word);
    expect(end.statuses).toEqual(statuses);
    expect(end.last).toMatchObject({ error, output: null, completed_at: expect.any(String) });
    expect('started_at' in end.last).toBe(word !== 'fault:aborted');
    expect(await charges()).toHaveLength(charged);
    expect(pictures()).toEqual([]);
  });
}

test('failed and aborted are no faults of a call that answers at once', async () => {
  for (const name of ['failed', 'aborted']) {
    expect((await generate({ prompt: `a quiet harbour fault:${name}` })).status, name).toBe(400);
  }
});

test('refusals come in the words of this dialect, and charge nothing', async () => {
  for (const status of [401, 402, 403, 429]) {
    const response = await create({ prompt: `a quiet harbour fault:${status}` });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ title: expect.any(String), detail: expect.any(String), status });
  }
  const busy = await create({ prompt: 'a quiet harbour fault:429=7' });
  expect(busy.headers.get('retry-after')).toBe('7');
  expect(await busy.json()).toMatchObject({ retry_after: 7, detail: expect.stringContaining('resets in ~7s') });
  expect(await charges()).toEqual([]);
});

test('an answer that breaks leaves a prediction that runs and was charged', async () => {
  await expect(create({ prompt: 'a quiet harbour fault:close', ...small })).rejects.toBeInstanceOf(SandboxFault);
  expect((await create({ prompt: 'a quiet harbour fault:500', ...small })).status).toBe(500);
  const lines = await charges();
  expect(lines).toHaveLength(2);
  for (const { id } of lines) expect((await follow(String(id))).last.status).toBe('succeeded');
});

test('asking can be made to fail, a queued fault for any call does not strike it', async () => {
  const { id } = await predictionOf(await create({ prompt: 'a quiet harbour', ...small }));
  for (const fault of ['429', '500', 'close', 'cut']) await queue({ operation: 'prediction', fault });
  await queue({ fault: '402' });
  expect((await ask(id)).status).toBe(429);
  expect((await ask(id)).status).toBe(500);
  await expect(ask(id)).rejects.toBeInstanceOf(SandboxFault);
  await expect((await ask(id)).text()).rejects.toBeInstanceOf(SandboxFault);
  expect((await follow(id)).last.status).toBe('succeeded');
  expect((await create({ prompt: 'a quiet harbour' })).status).toBe(402);
});

test('files can be struck as any other result', async () => {
  const corrupt = await struck('fault:corrupt');
  const bytes = Buffer.from(await (await get(corrupt.last.output ?? '')).arrayBuffer());
  await expect(sharp(bytes, { failOn: 'error' }).stats()).rejects.toThrow();
  expect((await get((await struck('fault:expired')).last.output ?? '')).status).toBe(404);
  const { last } = await struck('');
  await queue({ operation: 'file', fault: '403' });
  expect((await get(last.output ?? '')).status).toBe(403);
  expect((await get(last.output ?? '')).status).toBe(200);
});

test('an hour after its end the data are gone, when nothing else is set', async () => {
  const { last } = await struck('');
  const [picture] = pictures();
  expect(Math.abs(statSync(picture ?? '').mtimeMs - Date.parse(last.completed_at ?? '') - 3_600_000)).toBeLessThan(60_000);
});

test('data are removed when their time is over: input, output, logs and file', async () => {
  folder = freshData({ ATELIER_SANDBOX_PREDICTION_HOURS: '0.0015' });
  const { last } = await struck('');
  expect((await get(last.output ?? '')).status).toBe(200);
  await expect.poll(async () => (await predictionOf(await ask(last.id))).data_removed).toBe(true);
  expect(await predictionOf(await ask(last.id))).toMatchObject({ status: 'succeeded', input: {}, output: null, logs: '' });
  expect((await get(last.output ?? '')).status).toBe(404);
  process.env['ATELIER_SANDBOX_PREDICTION_HOURS'] = '';
});

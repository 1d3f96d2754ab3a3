import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freshData, generate, get, photo, send } from './sandbox-harness';

const shape = { aspect_ratio: 'ASPECT_3_1', magic_prompt_option: 'OFF' };
const lines = async (): Promise<Record<string, unknown>[]> => (await get('/sandbox/ledger')).json();

test('each paid request is one line with what it asked and what it cost', async () => {
  freshData();
  expect(await lines()).toEqual([]);
  const prompt = 'a quiet harbour';
  const image_file = await photo();
  const image_request = JSON.stringify({ prompt, model: 'V_1_TURBO', ...shape });
  await generate({ prompt, ...shape, num_images: 3 }, { headers: { 'x-request-tag': 'task-1' } });
  await send('remix', { image_file, image_request });
  await send('upscale', { image_file, image_request: '{"num_images":2}' });
  await send('describe', { image_file });
  const promptHash = createHash('sha256').update(prompt).digest('hex');
  const always = { at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), id: expect.stringMatching(/^[\w-]{36}$/) };
  const none = { promptHash: null, model: null, key: null };
  expect(await lines()).toEqual([
    { ...always, operation: 'generate', model: 'V_2', images: 3, promptHash, key: 'task-1', usdMicros: 240_000 },
    { ...always, operation: 'remix', model: 'V_1_TURBO', images: 1, promptHash, key: null, usdMicros: 20_000 },
    { ...always, ...none, operation: 'upscale', images: 2, usdMicros: 60_000 },
    { ...always, ...none, operation: 'describe', images: 0, usdMicros: 10_000 },
  ]);
});

test('every model costs what the price list says', async () => {
  freshData();
  const prices = {
    V_1: 60_000, V_1_TURBO: 20_000, V_2: 80_000, V_2_TURBO: 50_000, V_2A: 40_000, V_2A_TURBO: 25_000,
  };
  for (const model of Object.keys(prices)) await generate({ prompt: 'a quiet harbour fault:500', model });
  const charged = (await lines()).map(({ model, usdMicros }) => [model, usdMicros]);
  expect(Object.fromEntries(charged)).toEqual(prices);
});

test('requests at once leave whole lines, one each', async () => {
  const folder = freshData();
  const tags = Array.from({ length: 40 }, (_, index) => `tag-${index}`);
  await Promise.all(
    tags.map((tag) => generate({ prompt: 'a quiet harbour fault:500' }, { headers: { 'x-request-tag': tag } })),
  );
  const kept = await lines();
  expect(kept.map(({ key }) => key).toSorted()).toEqual(tags.toSorted());
  expect(new Set(kept.map(({ id }) => id)).size).toBe(40);
  const file = path.join(folder, 'sandbox', 'ledger.jsonl');
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(40);
  appendFileSync(file, '{"at":"2026-');
  expect(await lines()).toHaveLength(40);
});

test('a request that is malformed or has no key is not charged', async () => {
  freshData();
  await generate({ prompt: 'a quiet harbour', num_images: 9 });
  await send('remix', { image_file: new Blob(['no picture']), image_request: '{"prompt":"a quiet harbour"}' });
  await generate({ prompt: 'a quiet harbour' }, { headers: { authorization: '' } });
  expect(await lines()).toEqual([]);
});

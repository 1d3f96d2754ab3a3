import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { ask, charges, finished, follow, make, startedOf, work } from './generations-harness';
import { detail, freshData, get, photo, post, queue, send } from './sandbox-harness';

test.beforeEach(() => void freshData());

const quick = { size: '512x1536', seed: 5, magic_prompt: 'off' };
const link = expect.stringMatching(/^http:\/\/sandbox\.invalid\/sandbox\/files\/[\w-]{22}\.png\?exp=\d+&sig=[0-9a-f]{64}$/);

/** What one process keeps is gone, as after a restart. */
function forgetProcess(): void {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description?.startsWith('atelier.')) Reflect.deleteProperty(globalThis, key);
  }
}

test('without async the pictures are in the answer, and can be asked after all the same', async () => {
  const started = await startedOf(await make('generate/ideogram-4-5', { ...quick, num_images: 2, quality: 'low' }));
  const picture = (seed: number) => ({ prompt: 'a quiet harbour', resolution: '512x1536', is_image_safe: true, seed, url: link });
  expect(started).toEqual({ generation_id: expect.stringMatching(/^[\w-]{22}$/), seed: 5, data: [picture(5), picture(6)] });
  for (const version of ['v1', 'v2']) {
    expect(await (await ask(started.generation_id, version)).json()).toMatchObject({
      status: 'completed', usage_cost_usd_micros: 60_000, data: [{ object_type: 'image.generation' }, {}],
    });
  }
  expect((await get(started.data?.[0]?.url ?? '')).status).toBe(200);
});

test('with async there is only an id, which is pending and then complete', async () => {
  const started = await startedOf(await make('generate/ideogram-4', { async: true, private: true, resolution: '512x1536', seed: 5 }));
  expect(started).toEqual({ generation_id: expect.any(String), seed: 5 });
  const { statuses, last } = await follow(started.generation_id);
  expect(statuses).toEqual(['pending', 'completed']);
  expect(last).toMatchObject({
    generation_id: started.generation_id, response_type: 'url', usage_cost_usd_micros: 60_000,
    data: [{ object_type: 'image.generation', resolution: '512x1536', seed: 5, is_image_safe: true, url: link }],
  });
  expect(last.data?.[0]?.prompt).toMatch(/^a quiet harbour, /);
});

test('every call of the table makes what it says', async () => {
  const transparent = await finished('generate/ideogram-4-transparent', { aspect_ratio: '3x1', seed: 1 });
  const alpha = async (url = '') => (await sharp(Buffer.from(await (await get(url)).arrayBuffer())).metadata()).hasAlpha;
  expect(await alpha(transparent.last.data?.[0]?.url)).toBe(true);
  const cut = await startedOf(await work('remove-background/ideogram-1', { image: await photo(), async: 'true', private: 'true' }));
  const { last } = await follow(cut.generation_id);
  expect(last).toMatchObject({ usage_cost_usd_micros: 10_000 });
  expect(last.data).toEqual([{ object_type: 'image.without-prompt-or-seed', is_image_safe: true, url: link }]);
  expect(await alpha(last.data?.[0]?.url)).toBe(true);
  const remix = { prompt: 'a hill', image: await photo(), num_images: '2', image_weight: '70', seed: '9' };
  const remixed = await startedOf(await work('remix/ideogram-4', remix));
  expect(remixed.data?.map(({ resolution }) => resolution)).toEqual(['1248x832', '1248x832']);
  expect(remixed.seed).not.toBe(9);
  const described = await work('describe/ideogram-4', { image: await photo(), include_tags: 'true' });
  expect(await described.json()).toMatchObject({ description_id: expect.any(String), json_prompt: { tags: [expect.any(String)] } });
});

test('a structured prompt may stand inside the prompt', async () => {
  const prompt = JSON.stringify({
    high_level_description: 'A harbour at dusk',
    compositional_deconstruction: { background: 'a violet sky', elements: [] },
  });
  const { data } = await startedOf(await make('generate/ideogram-4', { prompt, resolution: '512x1536', magic_prompt: 'on' }));
  expect(data?.[0]?.prompt).toBe('A harbour at dusk. a violet sky');
});

test('a dry run prices the request, checks it as strictly, and runs nothing', async () => {
  const priced = async (call: string, body: Record<string, unknown>) => (await make(call, body, '?dry_run=true')).json();
  expect(await priced('generate/ideogram-4-5', { ...quick, num_images: 3, quality: 'medium' })).toEqual({
    object: 'price_quote', billing_identifier: 'ideogram-4-5', quantity: 3, usd_micros: 180_000, credit_millis: 3600, qualifier: 'exact',
  });
  expect(await priced('generate/ideogram-4-5', quick)).toMatchObject({ usd_micros: 100_000 });
  expect(await priced('generate/ideogram-4', { rendering_speed: 'turbo' })).toMatchObject({ usd_micros: 30_000 });
  expect((await make('generate/ideogram-4', { rendering_speed: 'flash' }, '?dry_run=true')).status).toBe(400);
  expect((await make('generate/ideogram-4', { prompt: 'nsfw' }, '?dry_run=true')).status).toBe(422);
  expect(await charges()).toEqual([]);
});

test('what is not taken is named', async () => {
  const refused: [string, Record<string, unknown>, RegExp][] = [
    ['generate/ideogram-4-5', { size: '1000x1000' }, /'1000x1000' is not one of .* - 'size'/],
    ['generate/ideogram-4-5', { quality: 'very_low' }, /'very_low' is not one of .* - 'quality'/],
    ['generate/ideogram-4-5', { images: ['x'] }, /does not work from pictures/],
    ['generate/ideogram-4', { rendering_speed: 'TURBO' }, /'TURBO' is not one of .* - 'rendering_speed'/],
    ['generate/ideogram-4', { num_images: 9 }, /greater than the maximum of 8/],
    ['generate/ideogram-4', { prompt: '' }, /'prompt' must not be empty/],
    ['generate/ideogram-4', { prompt: 'a'.repeat(10_001) }, /10000/],
    ['generate/ideogram-4', { aspect_ratio: '1x1' }, /'aspect_ratio' unexpected/],
  ];
  for (const [call, body, said] of refused) {
    const response = await make(call, body);
    expect([JSON.stringify(body).slice(0, 40), response.status]).toEqual([expect.any(String), 400]);
    expect(await detail(response)).toMatch(said);
  }
  expect((await make('generate/ideogram-9', {})).status).toBe(404);
  expect((await ask('nobodys')).status).toBe(404);
  expect((await ask('..%2F..%2Fsecret')).status).toBe(404);
  expect((await get('/sandbox/v2/generations/nobodys')).status).toBe(401);
  expect((await get('/sandbox/v2/image/generate/ideogram-4')).status).toBe(405);
});

const ends: [string, string, number][] = [
  ['failed', 'generation_failed', 100_000],
  ['aborted', 'canceled_before_start', 0],
  ['unsafe', 'content_policy_violation', 0],
];
for (const [fault, reason, cost] of ends) {
  test(`fault:${fault} ends a generation as failed, for ${cost} micro-dollars`, async () => {
    const { statuses, last } = await finished('generate/ideogram-4-5', { ...quick, prompt: `a harbour fault:${fault}` });
    expect(statuses).toEqual(['pending', 'failed']);
    expect(last).toMatchObject({ failure_reason: reason, usage_cost_usd_micros: cost });
    expect((await charges()).map(({ usdMicros }) => usdMicros)).toEqual(cost ? [cost] : []);
  });
}

test('faults strike a start, a question and a picture', async () => {
  expect((await make('generate/ideogram-4-5', { ...quick, prompt: 'a fault:unsafe' })).status).toBe(422);
  expect((await make('generate/ideogram-4-5', { ...quick, prompt: 'a fault:failed' })).status).toBe(400);
  expect((await make('generate/ideogram-4-5', { ...quick, async: true, prompt: 'a fault:500' })).status).toBe(500);
  expect(await charges()).toHaveLength(1);
  const held = await finished('generate/ideogram-4-5', { ...quick, num_images: 2, prompt: 'a harbour fault:withheld=2' });
  expect(held.last.data?.map(({ is_image_safe, url }) => [is_image_safe, url !== ''])).toEqual([[true, true], [false, false]]);
  await queue({ operation: 'prediction', fault: '429', value: 2 });
  expect((await ask(held.last.generation_id)).status).toBe(429);
  expect((await ask(held.last.generation_id)).status).toBe(200);
});

test('a generation outlives its process, drawn or not, and is charged once', async () => {
  const drawn = await finished('generate/ideogram-4-5', quick);
  const open = await startedOf(await work('remix/ideogram-4', { prompt: 'a hill', image: await photo(), async: 'true', resolution: '512x1536' }));
  forgetProcess();
  expect(await (await ask(drawn.last.generation_id)).json()).toEqual(drawn.last);
  const { last } = await follow(open.generation_id);
  expect(last).toMatchObject({ status: 'completed', data: [{ url: link }] });
  expect(await charges()).toHaveLength(2);
});

test('the same calls stand behind a gateway’s prefix', async () => {
  const path = '/sandbox/ideogram/v2/image/generate/ideogram-4-5';
  const { generation_id: id } = await startedOf(await post({ prompt: 'a harbour', ...quick, async: true }, { path }));
  expect((await follow(id)).last.status).toBe('completed');
  expect((await send('ideogram-v4/describe', { image_file: await photo() })).status).toBe(200);
});

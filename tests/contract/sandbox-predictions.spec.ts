import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { models } from '@/lib/server/sandbox/replicate/vocabulary';
import { inOneMoment } from './one-moment';
import { ask, cancel, charges, create, finished, follow, predictionOf, type Prediction } from './predictions-harness';
import { recording } from './recording';
import { freshData, get, origin, post } from './sandbox-harness';

freshData();

const small = { aspect_ratio: '3:1', magic_prompt_option: 'Off', seed: 5 };
const prompt = 'a quiet harbour';

test('a creation is answered in exactly the shape that the gateways document', async () => {
  const { request, body } = recording<{ request: { input: Record<string, unknown> }; body: Prediction }>('create', 'replicate');
  const response = await inOneMoment(() => create(request.input));
  expect(response.status).toBe(201);
  const made = await predictionOf(response);
  expect(Object.keys(made).toSorted()).toEqual(Object.keys(body).toSorted());
  expect(made).toEqual({
    ...body,
    id: expect.stringMatching(/^[a-z0-9]{26}$/),
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    urls: {
      get: `https://api.replicate.com/v1/predictions/${made.id}`,
      cancel: `https://api.replicate.com/v1/predictions/${made.id}/cancel`,
      stream: expect.stringMatching(/^https:\/\/stream\.replicate\.com\/v1\/files\/./),
      web: `https://replicate.com/p/${made.id}`,
    },
  });
});

test('it starts, is processed and succeeds with one address', async () => {
  const { statuses, last } = await finished({ prompt, ...small });
  expect(statuses).toEqual(['starting', 'processing', 'succeeded']);
  expect(last).toMatchObject({
    error: null, data_removed: false, input: { prompt, ...small },
    started_at: expect.any(String), completed_at: expect.any(String),
    metrics: { image_count: 1, predict_time: expect.any(Number), total_time: expect.any(Number) },
  });
  expect(last.output).toMatch(new RegExp(`^${origin}/sandbox/replicate/files/[\\w-]+/out-0\\.png$`));
  const file = await get(last.output ?? '');
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(await sharp(Buffer.from(await file.arrayBuffer())).metadata()).toMatchObject({ format: 'png', width: 1536, height: 512 });
});

test('a seed gives the same bytes again, and a resolution beats a ratio', async () => {
  const bytes = async (input: Record<string, unknown>) => {
    const { last } = await finished(input, 'ideogram-v3-turbo');
    return Buffer.from(await (await get(last.output ?? '')).arrayBuffer());
  };
  const one = await bytes({ prompt, ...small, resolution: '800x1280' });
  expect(await sharp(one).metadata()).toMatchObject({ width: 800, height: 1280 });
  expect(one.equals(await bytes({ prompt, ...small, resolution: '800x1280' }))).toBe(true);
  expect(one.equals(await bytes({ prompt, ...small, resolution: '800x1280', style_preset: 'Bauhaus' }))).toBe(false);
});

test('each creation is one charge, by its own price', async () => {
  freshData();
  for (const model of Object.keys(models)) {
    await create({ prompt: `${prompt} fault:slow=600` }, model.split('/')[1], { 'x-request-tag': model });
  }
  const lines = await charges();
  expect(lines.map(({ model, key, usdMicros }) => [model, key, usdMicros])).toEqual(
    Object.entries(models).map(([model, { usdMicros }]) => [model, model, usdMicros]),
  );
  const promptHash = createHash('sha256').update(`${prompt} fault:slow=600`).digest('hex');
  expect(lines[0]).toMatchObject({ operation: 'generate', images: 1, promptHash });
});

test('cancel ends what runs, and leaves alone what has ended', async () => {
  const { id } = await predictionOf(await create({ prompt: `${prompt} fault:slow=600` }));
  expect(await predictionOf(await cancel(id))).toMatchObject({ id, status: 'canceled', output: null, completed_at: expect.any(String) });
  expect(await predictionOf(await ask(id))).toMatchObject({ status: 'canceled' });
  const { last } = await finished({ prompt, ...small });
  expect(await predictionOf(await cancel(last.id))).toMatchObject({ status: 'succeeded', output: last.output });
  expect((await cancel('0'.repeat(26))).status).toBe(404);
});

/** The status, title and fields of a refusal. */
async function refusal(response: Response) {
  const body = (await response.json()) as { title: string; detail: string; status: number; invalid_fields?: object[] };
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(body.status).toBe(response.status);
  return body;
}

const field = (name: string, type: string) => ({ type, field: `input.${name}`, description: expect.any(String) });

test('what is wrong with an input is told field by field', async () => {
  const before = (await charges()).length;
  const cases: [Record<string, unknown>, string, object[]][] = [
    [{}, 'ideogram-v2', [field('prompt', 'required')]],
    [{ prompt: 5 }, 'ideogram-v2', [field('prompt', 'invalid_type')]],
    [{ prompt, aspect_ratio: '4:5' }, 'ideogram-v2', [field('aspect_ratio', 'enum')]],
    [{ prompt, aspect_ratio: 'ASPECT_16_9' }, 'ideogram-v3-quality', [field('aspect_ratio', 'enum')]],
    [{ prompt, style_type: 'Render 3D' }, 'ideogram-v3-balanced', [field('style_type', 'enum')]],
    [{ prompt, style_type: 'RENDER_3D' }, 'ideogram-v2', [field('style_type', 'enum')]],
    [{ prompt, resolution: '800x1280' }, 'ideogram-v2a', [field('resolution', 'enum')]],
    [{ prompt, magic_prompt_option: 'ON' }, 'ideogram-v2', [field('magic_prompt_option', 'enum')]],
    [{ prompt, style_preset: 'Cubist' }, 'ideogram-v3-turbo', [field('style_preset', 'enum')]],
    [{ prompt, seed: 2147483648 }, 'ideogram-v2', [field('seed', 'too_big')]],
    [{ prompt, negative_prompt: 'fog' }, 'ideogram-v2a', [field('negative_prompt', 'additional_property_not_allowed')]],
    [{ prompt, num_images: 2 }, 'ideogram-v2', [field('num_images', 'additional_property_not_allowed')]],
    [{ style_type: '', seed: 'x' }, 'ideogram-v2', [field('prompt', 'required'), field('style_type', 'enum'), field('seed', 'invalid_type')]],
    [{ prompt: 'a fault:no' }, 'ideogram-v2', [field('prompt', 'enum')]],
    [{ prompt, image: 'data:image/png;base64,AA' }, 'ideogram-v2', [field('image', 'invalid_type')]],
  ];
  for (const [input, model, fields] of cases) {
    const body = await refusal(await create(input, model));
    expect(body, JSON.stringify(input)).toMatchObject({ title: 'Input validation failed', status: 422, invalid_fields: fields });
    for (const { field } of fields as { field: string }[]) expect(body.detail).toContain(`- ${field}: `);
  }
  expect((await charges()).length).toBe(before);
});

test('every documented word is understood', async () => {
  for (const [name, model] of Object.entries(models)) {
    // Understood and then refused for want of credit: nothing is drawn.
    const understood = async (input: Record<string, unknown>) =>
      expect((await create({ prompt: 'a fault:402', ...input }, name.split('/')[1])).status, JSON.stringify(input)).toBe(402);
    for (const aspect_ratio of model.ratios) await understood({ aspect_ratio });
    for (const resolution of model.sizes) await understood({ resolution });
    for (const style_type of model.styles) await understood({ style_type });
    for (const style_preset of model.presets ?? []) await understood({ style_preset });
  }
  const counts = Object.values(models).map(({ ratios, sizes, styles, presets }) => [ratios.length, sizes.length, styles.length, presets?.length]);
  expect(counts).toEqual([...Array.from({ length: 4 }, () => [11, 69, 7, undefined]), ...Array.from({ length: 3 }, () => [15, 70, 5, 63])]);
});

test('other refusals are problem+json too', async () => {
  const path = '/sandbox/replicate/v1/models/ideogram-ai/ideogram-v2/predictions';
  expect(await refusal(await create({ prompt }, 'ideogram-v2', { authorization: '' }))).toMatchObject({ title: 'Unauthenticated' });
  expect((await refusal(await ask('0'.repeat(26), {}))).status).toBe(401);
  expect((await refusal(await create({ prompt }, 'ideogram-v9'))).status).toBe(404);
  expect((await refusal(await post('{"input"', { path }))).status).toBe(400);
  expect((await refusal(await post({}, { path }))).status).toBe(422);
  expect((await refusal(await ask('0'.repeat(26)))).status).toBe(404);
  expect((await refusal(await ask('..%2Fsecret'))).status).toBe(404);
  expect((await refusal(await get('/sandbox/replicate/v1/trainings'))).status).toBe(404);
  const wrong = await sandbox(new Request(origin + path));
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await get('/sandbox/replicate/files/..%2F..%2Fsecret/out-0.png')).status).toBe(404);
});

test('asked at once and often, it is drawn once', async () => {
  const { id } = await predictionOf(await create({ prompt, ...small }));
  const ends = await Promise.all(Array.from({ length: 20 }, () => follow(id)));
  expect(new Set(ends.map(({ last }) => last.output)).size).toBe(1);
});

test('the list tells what was begun between two times, newest first, and wants a key', async () => {
  freshData();
  const ids: string[] = [];
  for (const words of ['one', 'two', 'three']) ids.push((await predictionOf(await create({ prompt: words, ...small }))).id);
  const list = async (query = '', headers: Record<string, string> = { authorization: 'Bearer a-key' }) =>
    sandbox(new Request(`${origin}/sandbox/replicate/v1/predictions${query}`, { headers }));
  const listed = async (query = '') => ((await (await list(query)).json()) as { results: Prediction[] }).results;
  const all = await listed();
  expect(all.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(all.map(({ created_at: at }) => at)).toEqual(all.map(({ created_at: at }) => at).toSorted().toReversed());
  expect(all[0]?.input).toMatchObject(small);
  const middle = all[1]?.created_at ?? '';
  expect((await listed(`?created_after=${middle}`)).every(({ created_at: at }) => at > middle)).toBe(true);
  expect((await listed(`?created_before=${middle}`)).every(({ created_at: at }) => at < middle)).toBe(true);
  expect((await list('?created_after=yesterday')).status).toBe(400);
  expect((await list('', {})).status).toBe(401);
  expect((await post({}, { path: '/sandbox/replicate/v1/predictions' })).status).toBe(405);
});

import { expect, test } from '@playwright/test';
import { only, jsonOf } from './ideogram-calls';
import { accepted, allOn, failure, poll, recorded, start, webContext } from './ideogram-web-calls';
import { canary, fileBytes, incoming } from './recording';

const base64 = fileBytes.toString('base64');

test('generate says what the starting text says, filled, and keeps the id to ask with', async () => {
  const fake = webContext(accepted());
  const step = await start(
    'generate',
    { prompt: 'a sign: "100%" {{seed}} 猫', aspectRatio: '16:9', style: 'render-3d', magicPrompt: 'off', count: 4 },
    fake.context,
    'ideogram-web-v3-1',
  );
  expect(only(fake.sent)).toMatchObject({ method: 'POST', url: 'https://gateway.invalid/api/ideogram/generate' });
  expect(jsonOf(fake.sent)).toEqual({
    prompt: 'a sign: "100%" {{seed}} 猫',
    private: true,
    model_version: 'V_3_1',
    use_autoprompt_option: 'OFF',
    sampling_speed: 0,
    aspect_ratio: '16:9',
    style_type: 'RENDER_3D',
    num_images: 4,
  });
  expect(step).toMatchObject({ state: 'running', handle: { requestId: 'QGvBNC-SReSCnZ7y-hnYbg' }, progress: 0 });
});

test('what is not set is left out', async () => {
  const fake = webContext(accepted());
  await start('generate', { prompt: 'a dog' }, fake.context);
  expect(jsonOf(fake.sent)).toEqual({ prompt: 'a dog', private: true, model_version: 'AUTO', sampling_speed: 0, num_images: 1 });
});

test('remix carries the picture in its JSON', async () => {
  const fake = webContext(accepted());
  await start('remix', { prompt: 'a dog', image: 'img_1', imageWeight: 60 }, fake.context);
  expect(only(fake.sent).url).toBe('https://gateway.invalid/api/ideogram/remix');
  expect(jsonOf(fake.sent)).toMatchObject({
    prompt: 'a dog',
    parent: { image: `data:image/png;base64,${base64}`, weight: 60, type: 'VARIATION' },
  });
  expect(fake.files).toEqual([{ imageId: 'img_1', maxBytes: 10_000_000 }]);
});

test('upscale names the picture by the ids it was made under', async () => {
  const fake = webContext(accepted());
  fake.context.made = async () => ({ handle: { requestId: 'R1', unseen: 0 }, ref: 'P1' });
  await start('upscale', { image: 'img_1' }, fake.context);
  expect(jsonOf(fake.sent)).toEqual({
    private: true,
    model_version: 'AUTO',
    parent: { request_id: 'R1', response_id: 'P1', weight: 100, type: 'SUPER_RES' },
    upscale_factor: 'X4',
    num_images: 1,
  });
  expect(fake.files).toEqual([]);
});

test('a picture made elsewhere is not upscaled by ids, and nothing is sent', async () => {
  const fake = webContext(accepted());
  expect(await failure(start('upscale', { image: 'img_1' }, fake.context))).toMatchObject({
    code: 'unsupported',
    fields: { image: expect.any(String) },
  });
  expect(fake.sent).toEqual([]);
});

test('but by its bytes where the template takes them', async () => {
  const body = { image: '{{imageBase64}}', parent: { request_id: '{{requestId}}', response_id: '{{responseId}}' } };
  const fake = webContext(accepted(), { options: { templates: { upscale: { path: '/up', body } } } });
  await start('upscale', { image: 'img_1' }, fake.context);
  expect(jsonOf(fake.sent)).toEqual({ image: base64 });
});

test('describe answers at once', async () => {
  const fake = webContext(incoming(200, { data: [{ caption: ' A dog. ' }, { caption: null }, { caption: 'At play.' }] }));
  const step = await start('describe', { image: 'img_1' }, fake.context);
  expect(jsonOf(fake.sent)).toEqual({ image: `data:image/png;base64,${base64}`, captioner_model_version: 'V_3_0' });
  expect(step).toEqual({ state: 'done', outputs: [], text: 'A dog.\n\nAt play.' });
});

test('always Bearer; Access-Token only where the connection sets it', async () => {
  const plain = webContext(accepted(), { auth: 'api-key' });
  await start('generate', { prompt: 'a' }, plain.context);
  expect(only(plain.sent).headers).toEqual({
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: `Bearer ${canary}`,
  });
  const keyed = webContext(incoming(200, { sampling_requests: [] }), { options: { ...allOn, accessToken: '12345678' } });
  await poll({ requestId: 'r' }, keyed.context);
  expect(only(keyed.sent)).toMatchObject({
    url: 'https://gateway.invalid/api/ideogram/task-request',
    headers: { Authorization: `Bearer ${canary}`, 'Access-Token': '12345678' },
  });
  expect(jsonOf(keyed.sent)).toEqual({ request_id: 'r' });
});

test('a prefix goes before every path', async () => {
  const fake = webContext(accepted(), { pathPrefix: '/sandbox/web' });
  await start('generate', { prompt: 'a' }, fake.context);
  expect(only(fake.sent).url).toBe('https://gateway.invalid/sandbox/web/api/ideogram/generate');
});

test('a template that is off sends nothing', async () => {
  const fake = webContext(accepted(), { options: {} });
  for (const [name, body] of [
    ['generate', { prompt: 'a' }],
    ['remix', { prompt: 'a', image: 'i' }],
    ['upscale', { image: 'i' }],
    ['describe', { image: 'i' }],
  ] as const) {
    expect(await failure(start(name, body, fake.context)), name).toMatchObject({ code: 'unsupported' });
  }
  expect(fake.sent).toEqual([]);
});

test('a submit answer without an id, or a fault after it was sent, is unclear and never a plain failure', async () => {
  for (const reply of [
    incoming(200, {}),
    incoming(200, { request_id: '' }),
    incoming(200, 'ok'),
    incoming(200, '{"request_id":"QGvB'),
    incoming(200, { code: 'x', message: 'busy', data: null }),
    incoming(500, { error: { message: 'boom' } }),
    incoming(502, '<html>'),
    incoming(200, recorded().body),
  ]) {
    const attempt = start('generate', { prompt: 'a' }, webContext(reply).context);
    expect(await failure(attempt), reply.text.slice(0, 60)).toMatchObject({ code: 'unknown_outcome' });
  }
});

test('a refusal is what it says', async () => {
  const cases = [
    [401, 'provider_auth'],
    [402, 'provider_payment'],
    [404, 'not_found'],
    [429, 'rate_limited'],
  ] as const;
  for (const [status, code] of cases) {
    const attempt = start('generate', { prompt: 'a' }, webContext(incoming(status, {})).context);
    expect(await failure(attempt)).toMatchObject({ code });
  }
});

import { expect, test } from '@playwright/test';
import type { ErrorCode } from '../../lib/schema/error';
import { operations } from '../../lib/schema/operation';
import type { ConnectionSettings, Incoming, Outgoing } from '../../lib/server/providers/provider';
import { replicate } from '../../lib/server/providers/replicate';
import { canary, fakeContext, incoming, recording } from './recording';

type Created = { request: { input: Record<string, unknown> }; status: number; body: Record<string, unknown> };
type Told = {
  name: string;
  status: number;
  headers: Record<string, string>;
  text: string;
  told: { code: ErrorCode; message: string; fields?: Record<string, string>; retryAfter?: number };
};

const gateway: Partial<ConnectionSettings> = {
  id: 'replicate', label: 'Replicate', dialect: 'replicate', pathPrefix: '/replicate',
};
const official: Partial<ConnectionSettings> = { ...gateway, baseUrl: 'https://api.replicate.com', pathPrefix: '' };
const recorded = recording<Created>('create', 'replicate');
const created = incoming(recorded.status, recorded.body);
const id = '2jycc2v9nnrmc0crap5tv5zaxr';
const running = { state: 'running', handle: { id }, progress: null };
const predictions = recording<{ name: string; body: Record<string, unknown> }[]>('predictions', 'replicate');
const stands = (name: string): Record<string, unknown> => {
  const found = predictions.find((entry) => entry.name === name);
  if (!found) throw new Error(`no recording ${name}`);
  return found.body;
};
const authorized = { Accept: 'application/json', Authorization: `Bearer ${canary}` };

async function generate(body: unknown, name = 'ideogram-v2-turbo', reply = created, settings = gateway) {
  const model = replicate.models.find((entry) => entry.id === name);
  if (!model) throw new Error(`no card ${name}`);
  const fake = fakeContext(reply, settings);
  const step = await replicate.start.generate?.(operations.generate.parse(body), model, fake.context);
  return { ...fake, step };
}
async function poll(reply: Incoming, settings = gateway, handle: { id: string } = { id }) {
  const fake = fakeContext(reply, settings);
  return { ...fake, step: await replicate.poll?.(handle, fake.context) };
}
const only = (sent: Outgoing[]): Outgoing => {
  expect(sent).toHaveLength(1);
  const [request] = sent;
  if (!request) throw new Error('nothing was sent');
  return request;
};
const inputOf = (sent: Outgoing[]): unknown => (JSON.parse(String(only(sent).body)) as { input: unknown }).input;

test('generate says what the gateway documents, and hands its reply over to polling', async () => {
  const { input } = recorded.request;
  const { sent, step } = await generate({ prompt: input['prompt'], aspectRatio: '1:1', magicPrompt: 'auto' });
  // What the page sets to "None" is what is left out.
  const { resolution: _none, style_type: _nor, ...expected } = input;
  expect(only(sent)).toEqual({
    method: 'POST',
    url: 'https://gateway.invalid/replicate/v1/models/ideogram-ai/ideogram-v2-turbo/predictions',
    headers: { ...authorized, 'Content-Type': 'application/json' },
    body: expect.any(String),
  });
  expect(inputOf(sent)).toEqual(expected);
  expect(Object.keys(JSON.parse(String(only(sent).body)) as object)).toEqual(['input']);
  expect(step).toEqual(running);
});

test('only the official host is asked to stop by itself, and nobody to hold the line', async () => {
  const { sent } = await generate({ prompt: 'a dog' }, 'ideogram-v3-turbo', incoming(201, recorded.body), official);
  expect(only(sent).url).toBe('https://api.replicate.com/v1/models/ideogram-ai/ideogram-v3-turbo/predictions');
  expect(only(sent).headers).toEqual({ ...authorized, 'Content-Type': 'application/json', 'Cancel-After': '10m' });
  const asked = await poll(incoming(200, stands('processing')), official);
  expect(only(asked.sent).headers).toEqual(authorized);
});

test('every word of the vocabulary has its wire spelling', async () => {
  const asked = { prompt: 'a sign: 100% "猫"', negativePrompt: 'fog', seed: 0, style: 'render-3d', magicPrompt: 'off' };
  const shaped = await generate({ ...asked, aspectRatio: '10:16' });
  const words = {
    prompt: asked.prompt, negative_prompt: 'fog', seed: 0, style_type: 'Render 3D', magic_prompt_option: 'Off',
  };
  expect(inputOf(shaped.sent)).toEqual({ ...words, aspect_ratio: '10:16' });
  const sized = await generate({ ...asked, resolution: '1344x768' });
  expect(inputOf(sized.sent)).toEqual({ ...words, resolution: '1344x768' });
  for (const [style, word] of Object.entries({ auto: 'Auto', general: 'General', realistic: 'Realistic', design: 'Design', anime: 'Anime' })) {
    expect(inputOf((await generate({ prompt: 'a', style })).sent)).toEqual({ prompt: 'a', style_type: word });
  }
});

test('each model goes by its name and gets only what it takes', async () => {
  const asked = { prompt: 'a', negativePrompt: 'b', style: 'anime', aspectRatio: '4:5', seed: 7, count: 4, magicPrompt: 'on' };
  const always = { prompt: 'a', seed: 7, magic_prompt_option: 'On' };
  const expected: Record<string, object> = {
    'ideogram-v3-balanced': { ...always, aspect_ratio: '4:5' },
    'ideogram-v3-turbo': { ...always, aspect_ratio: '4:5' },
    'ideogram-v3-quality': { ...always, aspect_ratio: '4:5' },
    'ideogram-v2': { ...always, negative_prompt: 'b', style_type: 'Anime' },
    'ideogram-v2-turbo': { ...always, negative_prompt: 'b', style_type: 'Anime' },
    'ideogram-v2a': { ...always, style_type: 'Anime' },
    'ideogram-v2a-turbo': { ...always, style_type: 'Anime' },
  };
  expect(replicate.models.map((model) => model.id)).toEqual(Object.keys(expected));
  for (const [name, input] of Object.entries(expected)) {
    const { sent } = await generate(asked, name);
    expect(only(sent).url).toContain(`/models/ideogram-ai/${name}/predictions`);
    expect(inputOf(sent), name).toEqual(input);
  }
});

test('the cards are what the field matrix says', () => {
  const rows = replicate.models.map(({ id: name, operations: offered }) => {
    const card = offered.generate;
    return [name, card?.aspectRatios.length, card?.resolutions.length, card?.styles.length, card?.negativePrompt, card?.count];
  });
  expect(rows).toEqual([
    ['ideogram-v3-balanced', 15, 69, 4, false, 1],
    ['ideogram-v3-turbo', 15, 69, 4, false, 1],
    ['ideogram-v3-quality', 15, 69, 4, false, 1],
    ['ideogram-v2', 11, 68, 6, true, 1],
    ['ideogram-v2-turbo', 11, 68, 6, true, 1],
    ['ideogram-v2a', 11, 68, 6, false, 1],
    ['ideogram-v2a-turbo', 11, 68, 6, false, 1],
  ]);
});

const address = 'https://replicate.delivery/xezq/2jycc2v9/out-0.png';
const picture = (url: string | null) => ({ source: url ? { url } : null, withheld: false, prompt: null, seed: null });
const told: Record<string, Record<string, unknown>> = {
  starting: running,
  processing: running,
  'succeeded, one address': { state: 'done', text: null, outputs: [picture(address)] },
  'succeeded, a list': { state: 'done', text: null, outputs: [picture(address)] },
  failed: {
    state: 'ended', as: 'failed', charge: 'unknown',
    error: { code: 'provider_failed', message: 'Replicate took this on and failed: Prediction failed: CUDA out of memory.' },
  },
  'failed for safety': {
    state: 'ended', as: 'failed', charge: 'unknown',
    error: { code: 'rejected', message: expect.stringContaining('refused this for safety: The input or output was flagged') },
  },
  canceled: { state: 'ended', as: 'canceled', charge: 'unknown', error: { code: 'timed_out' } },
  aborted: {
    state: 'ended', as: 'failed', charge: 'none',
    error: { code: 'timed_out', message: 'Replicate gave it up before it started. Nothing was charged.' },
  },
  'succeeded, data removed': { state: 'ended', as: 'failed', charge: 'billed', error: { code: 'lost' } },
};

for (const { name, body } of predictions) {
  test(`asked after: ${name}`, async () => {
    const { sent, step } = await poll(incoming(200, body));
    expect(only(sent)).toEqual({
      method: 'GET', url: `https://gateway.invalid/replicate/v1/predictions/${id}`, headers: authorized,
    });
    expect(step).toMatchObject(told[name] ?? {});
    expect(Object.keys(told)).toContain(name);
  });
  test(`answered at once: ${name}`, async () => {
    const { step } = await generate({ prompt: 'a' }, 'ideogram-v2', incoming(201, body));
    expect(step).toMatchObject(told[name] ?? {});
  });
}

test('no address that a prediction names is ever asked', async () => {
  const urls = { get: 'https://canary.invalid/get', cancel: 'https://canary.invalid/cancel', stream: 'https://canary.invalid/s' };
  const made = await generate({ prompt: 'a' }, 'ideogram-v2', incoming(201, { ...recorded.body, urls }));
  expect(JSON.stringify(made.step)).not.toContain('canary');
  const asked = await poll(incoming(200, { ...stands('processing'), urls }));
  expect(JSON.stringify([asked.step, asked.sent])).not.toContain('canary.invalid');
});

test('an odd output costs no picture beside it, and none is no picture', async () => {
  const done = stands('succeeded, one address');
  const cases: [unknown, object[]][] = [
    [[address, null, 3], [picture(address), picture(null), picture(null)]],
    ['', [picture(null)]],
    [null, []],
    [{ file: address }, []],
    [[], []],
  ];
  for (const [output, outputs] of cases) {
    const { step } = await poll(incoming(200, { ...done, output }));
    expect(step, JSON.stringify(output)).toMatchObject({ state: 'done', outputs });
  }
  const { step } = await poll(incoming(200, { ...done, input: { prompt: 'a', seed: 4711 } }));
  expect(step).toMatchObject({ outputs: [{ seed: 4711 }] });
});

test('an unknown status keeps running', async () => {
  for (const status of ['queued', 'booting', 'SUCCEEDED', '']) {
    expect((await poll(incoming(200, { ...recorded.body, status }))).step, status).toEqual(running);
  }
});

test('a failure without words, or with an object for words, is told all the same', async () => {
  for (const [error, words] of [[null, 'failed without saying why.'], ['', 'failed without saying why.'], [{ message: 'no' }, 'failed: no.']]) {
    const { step } = await poll(incoming(200, { ...recorded.body, status: 'failed', error }));
    expect(step).toMatchObject({ error: { message: `Replicate took this on and ${String(words)}` } });
  }
  const { step } = await poll(incoming(200, { ...recorded.body, status: 'failed', error: `bad token ${canary}` }));
  expect(JSON.stringify(step)).not.toContain(canary);
});

test('a reply to a creation that names no prediction may have been charged', async () => {
  const { id: _gone, ...nameless } = recorded.body;
  for (const body of [nameless, { ...nameless, id: '../account' }, { ...nameless, id: 5 }, {}, '', '<html>', { id }, { error: { message: 'x' } }]) {
    await expect(generate({ prompt: 'a' }, 'ideogram-v2', incoming(200, body))).rejects.toMatchObject({ code: 'unknown_outcome' });
  }
});

test('a handle that is no id asks nobody', async () => {
  const fake = fakeContext(created, gateway);
  for (const handle of [null, 'x', { id: '../../account' }, { id: '' }]) {
    await expect(replicate.poll?.(handle, fake.context)).rejects.toThrow();
  }
  expect(fake.sent).toEqual([]);
});

test('cancel says yes only to canceled, and a gateway without it is no fault', async () => {
  const cancel = async (reply: Incoming) => {
    const fake = fakeContext(reply, gateway);
    const stopped = await replicate.cancel?.({ id }, fake.context);
    expect(only(fake.sent)).toEqual({
      method: 'POST', url: `https://gateway.invalid/replicate/v1/predictions/${id}/cancel`, headers: authorized,
    });
    return stopped;
  };
  expect(await cancel(incoming(200, stands('canceled')))).toBe(true);
  for (const name of ['aborted', 'processing', 'succeeded, one address', 'failed']) {
    expect(await cancel(incoming(200, stands(name))), name).toBe(false);
  }
  for (const status of [404, 405]) expect(await cancel(incoming(status, '<html>')), String(status)).toBe(false);
  for (const status of [401, 429, 500]) {
    await expect(cancel(incoming(status, ''))).rejects.toMatchObject({ name: 'AppError' });
  }
});

const from = Date.parse('2026-11-22T09:59:00.000Z');
const until = Date.parse('2026-11-22T10:05:00.000Z');

async function find(reply: Incoming, fields: object = { prompt: 'a heron', seed: 7 }) {
  const fake = fakeContext(reply, gateway);
  const model = replicate.models.find(({ id: name }) => name === 'ideogram-v2');
  if (!model) throw new Error('no such model');
  const operation = { operation: 'generate' as const, ...operations.generate.parse(fields) };
  return { found: await replicate.find?.({ operation, from, until }, model, fake.context), sent: fake.sent };
}

test('what was begun is found by its model, its words, its seed and its time, on the list', async () => {
  const { found, sent } = await find(incoming(200, recording<{ body: object }>('list', 'replicate').body));
  expect(found).toEqual([{ id: 'found0000000000000000000a' }]);
  expect(only(sent)).toEqual({
    method: 'GET',
    url: 'https://gateway.invalid/replicate/v1/predictions?created_after=2026-11-22T09%3A59%3A00.000Z&created_before=2026-11-22T10%3A05%3A00.000Z',
    headers: authorized,
  });
});

test('what can no longer be told apart, because its words were removed, is not said to be missing', async () => {
  const { body } = recording<{ body: { results: ({ id: string } | null)[] } }>('list', 'replicate');
  const listed = (...ids: string[]) => incoming(200, { results: body.results.filter((made) => made && ids.includes(made.id)) });
  expect((await find(listed('removed00000000000000000e'))).found).toBeNull();
  expect((await find(listed())).found).toEqual([]);
  expect((await find(listed('removed00000000000000000e', 'found0000000000000000000a'))).found).toHaveLength(1);
});

test('a gateway without a list is no fault, and a list that cannot be read says nothing', async () => {
  for (const status of [404, 405]) expect((await find(incoming(status, '<html>'))).found, String(status)).toBeNull();
  for (const reply of [incoming(200, '<html>'), incoming(200, {}), incoming(500, ''), incoming(401, '')]) {
    await expect(find(reply)).rejects.toMatchObject({ name: 'AppError' });
  }
});

for (const { name, status, headers, text, told: expected } of recording<Told[]>('errors', 'replicate')) {
  test(`refused: ${name}`, async () => {
    const input = { prompt: 'a', aspectRatio: '1:1', style: 'auto', seed: 1 };
    const failure: unknown = await generate(input, 'ideogram-v2', incoming(status, text, headers)).catch((error: unknown) => error);
    const { code, message, fields, retryAfter } = failure as Told['told'];
    expect({ code, message, fields, retryAfter }).toEqual({ fields: undefined, retryAfter: undefined, ...expected });
  });
}

import { expect, test } from '@playwright/test';
import type { Incoming } from '../../lib/server/providers/provider';
import { outputs } from './ideogram-calls';
import { allOn, failure, poll, recorded, sample, webContext, type Sampled, type Settings } from './ideogram-web-calls';
import { incoming } from './recording';

const handle = { requestId: sample().request_id };
const ask = (reply: Incoming, from: { requestId: string; unseen?: number } = handle, changed: Settings = {}) =>
  poll(from, webContext(reply, changed).context);
const one = (changed: Record<string, unknown>): Incoming =>
  incoming(200, { sampling_requests: [{ ...sample(), ...changed }] });
const base = 'https://ideogram.ai/assets/progressive-image/balanced/response/';

test('the documented example: four pictures, the three without an address after the pattern of the cover', async () => {
  const { status, headers, body } = recorded();
  const step = await ask(incoming(status, body, headers));
  const { responses, seed } = sample();
  expect(responses.filter(({ image_url }) => image_url)).toHaveLength(1);
  expect(step).toEqual({
    state: 'done',
    text: null,
    outputs: responses.map(({ response_id, prompt }) => ({
      source: { url: base + response_id },
      withheld: false,
      prompt,
      seed,
      ref: response_id,
    })),
  });
});

test('nothing of the account behind the gateway is in what comes out', async () => {
  const { user } = sample();
  const step = await ask(one({ responses: [{ ...sample().responses[0], user }] }));
  expect(outputs(step)).toHaveLength(1);
  for (const word of Object.values(user as object).filter(Boolean)) expect(JSON.stringify(step)).not.toContain(word);
  const odd = await failure(ask(incoming(200, { sampling_requests: 'no', user })));
  expect(odd).toMatchObject({ code: 'unknown_outcome' });
  const cut = await failure(ask(incoming(200, JSON.stringify(recorded().body).slice(0, -40))));
  for (const error of [odd, cut]) {
    expect(JSON.stringify({ ...(error as Error), cause: (error as Error).cause })).not.toContain('vartanianbungal');
    expect(String(error)).not.toContain('vartanianbungal');
  }
});

const notDone = { is_completed: false, responses: [] };

test('each state before the end keeps polling, with its progress', async () => {
  const cases: [Record<string, unknown>, number | null][] = [
    [{ ...notDone, has_started: false, completion_percentage: 0 }, 0],
    [{ ...notDone, has_started: false, completion_percentage: 40 }, 0],
    [{ ...notDone, completion_percentage: 37 }, 37],
    [{ ...notDone, completion_percentage: 37.6 }, 38],
    [{ ...notDone, completion_percentage: 250 }, 100],
    [{ ...notDone, completion_percentage: -3 }, 0],
    [{ ...notDone, completion_percentage: null }, null],
    [{ ...notDone, completion_percentage: 'half' }, null],
    [{ is_completed: false, completion_percentage: 100 }, 100],
    [{ is_completed: undefined, completion_percentage: 100 }, 100],
  ];
  for (const [changed, progress] of cases) {
    expect(await ask(one(changed)), JSON.stringify(changed)).toMatchObject({
      state: 'running',
      progress,
      handle: { ...handle, unseen: 0 },
    });
  }
});

test('an error, or completed and empty, is an end whose charge is not known', async () => {
  const failed = { state: 'ended', as: 'failed', charge: 'unknown', error: { code: 'provider_failed' } };
  for (const changed of [
    { is_errored: true },
    { is_errored: true, ...notDone, completion_percentage: 10 },
    { responses: [] },
    { responses: null },
    { responses: undefined },
  ]) {
    expect(await ask(one(changed)), JSON.stringify(changed)).toMatchObject(failed);
  }
});

test('an id it does not know is asked after a few times more, then not found', async () => {
  const empty = incoming(200, { sampling_requests: [] });
  const first = await ask(empty);
  expect(first).toMatchObject({ state: 'running', handle: { ...handle, unseen: 1 }, progress: null });
  expect(await ask(empty, { ...handle, unseen: 1 })).toMatchObject({ state: 'running', handle: { unseen: 2 } });
  expect(await failure(ask(empty, { ...handle, unseen: 2 }))).toMatchObject({ code: 'not_found' });
  const seen = await ask(one({ ...notDone, completion_percentage: 5 }), { ...handle, unseen: 2 });
  expect(seen).toMatchObject({ handle: { ...handle, unseen: 0 } });
});

test("another task's entry is not this one's", async () => {
  const other = one({ request_id: 'another' });
  expect(await ask(other)).toMatchObject({ state: 'running', handle: { unseen: 1 } });
  const both = incoming(200, { sampling_requests: [null, { ...sample(), request_id: 'another', is_errored: true }, sample()] });
  expect(outputs(await ask(both))).toHaveLength(4);
  expect(outputs(await ask(one({ request_id: undefined })))).toHaveLength(4);
});

const sources = async (responses: unknown[]): Promise<unknown[]> =>
  outputs(await ask(one({ responses }))).map(({ source }) => (source && 'url' in source ? source.url : null));

test('addresses are built only from an address that shows how', async () => {
  const gateway = 'https://cdn.gateway.example/i/response/';
  const cover = { response_id: 'aaa', cover: true, image_url: `${gateway}aaa?size=full` };
  expect(await sources([{ response_id: 'bbb' }, cover])).toEqual([`${gateway}bbb?size=full`, `${gateway}aaa?size=full`]);
  expect(await sources([cover, { response_id: 'ccc', image_url: 'https://other.example/c.png' }])).toEqual([
    `${gateway}aaa?size=full`,
    'https://other.example/c.png',
  ]);
  const flat = { response_id: 'aaa', cover: true, image_url: 'https://cdn.gateway.example/aaa.png' };
  expect(await sources([flat, { response_id: 'bbb' }])).toEqual([flat.image_url, null]);
  expect(await sources([{ response_id: 'aaa' }, { response_id: 'bbb' }])).toEqual([null, null]);
  const longer = { response_id: 'aa', cover: true, image_url: `${gateway}aaa` };
  expect(await sources([longer, { response_id: 'bbb' }])).toEqual([longer.image_url, null]);
  expect(await sources([cover, null, { response_id: '../../x' }, { response_id: '' }, {}])).toEqual([
    `${gateway}aaa?size=full`, null, null, null, null,
  ]);
});

test('one odd field does not cost the pictures', async () => {
  const responses: Sampled['responses'] = sample().responses.map((entry, index) => ({ ...entry, prompt: index as never }));
  const step = await ask(one({ responses, seed: 'x', completion_percentage: {}, has_started: 'yes', user: 5 }));
  expect(outputs(step).map(({ prompt, seed }) => [prompt, seed])).toEqual(responses.map(() => [null, null]));
});

test('a poll that fails says nothing about the task', async () => {
  const cases = [
    [incoming(404, {}), 'not_found'],
    [incoming(429, {}, { 'retry-after': '3' }), 'rate_limited'],
    [incoming(401, {}), 'provider_auth'],
    [incoming(500, 'x'), 'unknown_outcome'],
    [incoming(200, 'x'), 'unknown_outcome'],
    [incoming(200, {}), 'unknown_outcome'],
    [incoming(400, { error: 'bad request_id' }), 'invalid_input'],
    [incoming(422, { error: 'failed safety check' }), 'rejected'],
    [incoming(402, {}), 'provider_payment'],
    [incoming(413, {}), 'too_large'],
    [incoming(404, { error: { message: 'Invalid URL (POST /api/ideogram/task-request)' } }), 'unsupported'],
  ] as const;
  for (const [reply, code] of cases) {
    expect(await failure(ask(reply)), `${reply.status} ${reply.text}`).toMatchObject({ code });
  }
});

test('neither secret is in what is said of a fault', async () => {
  const options = { ...allOn, accessToken: 'ACCESS-77aa88bb' };
  const error = (await failure(ask(incoming(400, { error: 'no ACCESS-77aa88bb here' }), handle, { options }))) as Error;
  expect(error.message).toContain('no … here');
  expect(JSON.stringify(error.cause)).not.toContain('ACCESS-77aa88bb');
});

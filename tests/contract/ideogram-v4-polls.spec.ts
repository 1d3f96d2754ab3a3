import { expect, test } from '@playwright/test';
import type { ErrorCode } from '../../lib/schema/error';
import { operations } from '../../lib/schema/operation';
import { ideogramV4 } from '../../lib/server/providers/ideogram-v4';
import type { ConnectionSettings } from '../../lib/server/providers/provider';
import {
  answer, card, gateway, generation, generations, id, jsonOf, official, older, only, poll, running, start,
} from './ideogram-v4-calls';
import { canary, connection, fakeContext, incoming, recording } from './recording';

type Recorded = {
  name: string; status: number; headers: Record<string, string>; text: string;
  told: { code: ErrorCode; message: string; fields?: Record<string, string>; retryAfter?: number };
};

const picture = (url: unknown, more: object = {}) => ({ source: url ? { url } : null, withheld: false, prompt: null, seed: null, ...more });
const address = (name: number) => expect.stringContaining(`/api/images/ephemeral/${name}.png?exp=1790000000&sig=`);
const words = { prompt: 'A red fox in the snow, soft morning light' };
const told: Record<string, Record<string, unknown>> = {
  'taken on': running,
  pending: running,
  'answered at once': { state: 'running' },
  completed: {
    state: 'done', text: null, usdMicros: 120_000,
    outputs: [
      picture(address(1), { ...words, seed: 1234567 }),
      picture(null, { ...words, withheld: true, seed: 1234568 }),
    ],
  },
  'completed, without prompt or seed': { state: 'done', text: null, usdMicros: 10_000, outputs: [picture(address(3))] },
  'failed for safety': {
    state: 'ended', as: 'failed', charge: 'none',
    error: { code: 'rejected', message: 'Ideogram refused this for safety: content policy violation.' },
  },
  'failed, billed': {
    state: 'ended', as: 'failed', charge: 'billed',
    error: { code: 'provider_failed', message: 'Ideogram took this on and failed: internal error.' },
  },
  'failed without a word': { state: 'ended', as: 'failed', charge: 'unknown', error: { code: 'provider_failed' } },
};

for (const { name } of generations) {
  test(`asked after: ${name}`, async () => {
    const { sent, step } = await poll(generation(name));
    expect(only(sent)).toEqual({
      method: 'GET',
      url: `https://api.ideogram.ai/v2/generations/${id}`,
      headers: { Accept: 'application/json', 'Api-Key': canary },
    });
    expect(Object.keys(told)).toContain(name);
    expect(step).toMatchObject(told[name] ?? {});
  });
}

test('pictures in the first answer are taken at once', async () => {
  const { step } = await start('generate', { prompt: 'a' }, 'ideogram-4-5', generation('answered at once'));
  expect(step).toMatchObject({ state: 'done', outputs: [{ source: { url: address(1) }, seed: 1234567 }] });
});

test('what stands in the first answer beside the id is heard', async () => {
  const { step } = await start('generate', { prompt: 'a' }, 'ideogram-4-5', generation('failed for safety'));
  expect(step).toMatchObject(told['failed for safety'] ?? {});
});

test('an unknown status keeps running', async () => {
  for (const status of ['queued', 'COMPLETED', '', null, 5]) {
    expect((await poll(incoming(200, { generation_id: id, status }))).step, String(status)).toEqual(running);
  }
});

test('an odd item costs no picture beside it, and none is no picture', async () => {
  const url = 'https://i.invalid/1.png';
  const cases: [unknown, object[]][] = [
    [[{ url }, null, 'x', { url: '' }], [picture(url), picture(null), picture(null), picture(null, { withheld: true })]],
    [[{ url, seed: 'x', prompt: 4 }], [picture(url)]],
    [null, []],
    ['x', []],
  ];
  for (const [data, outputs] of cases) {
    const { step } = await poll(incoming(200, { status: 'completed', data }));
    expect(step, JSON.stringify(data)).toEqual({ state: 'done', text: null, outputs });
  }
  const { step } = await poll(incoming(200, { status: 'completed', seed: 42, data: [{ url }] }));
  expect(step).toMatchObject({ outputs: [{ seed: 42 }] });
});

test('an id is asked for encoded, and a handle that is none asks nobody', async () => {
  const odd = await poll(generation('pending'), { generationId: '../../v1/models?a=b#c' });
  expect(only(odd.sent).url).toBe('https://api.ideogram.ai/v2/generations/..%2F..%2Fv1%2Fmodels%3Fa%3Db%23c');
  const fake = fakeContext(generation('pending'), official);
  for (const handle of [null, 'x', [], { generationId: '' }, { generationId: 5 }]) {
    await expect(ideogramV4.poll?.(handle, fake.context)).rejects.toThrow();
  }
  expect(fake.sent).toEqual([]);
});

test('a start that names neither generation nor picture may have been charged', async () => {
  for (const body of [{}, { generation_id: '' }, { generation_id: 5 }, { data: [] }, { data: [null] }, '', '<html>', { error: 'x' }]) {
    const failure = start('generate', { prompt: 'a' }, 'ideogram-4-5', incoming(200, body));
    await expect(failure, JSON.stringify(body)).rejects.toMatchObject({ code: 'unknown_outcome' });
  }
});

test('a refused question is no word about the generation', async () => {
  const codes: [number, string][] = [
    [400, 'invalid_input'], [402, 'provider_payment'], [422, 'rejected'], [403, 'provider_auth'],
    [404, 'not_found'], [429, 'rate_limited'], [500, 'unknown_outcome'],
  ];
  for (const [status, code] of codes) {
    await expect(poll(incoming(status, {})), String(status)).rejects.toMatchObject({ code });
  }
});

for (const { name, status, headers, text, told: expected } of recording<Recorded[]>('errors', 'ideogram-v4')) {
  test(`refused: ${name}`, async () => {
    const body = { prompt: 'a', aspectRatio: '1:1', renderingSpeed: 'turbo', seed: 1 };
    const reply = incoming(status, text, headers);
    const failure: unknown = await start('generate', body, 'ideogram-4-5', reply).catch((error: unknown) => error);
    const { code, message, fields, retryAfter } = failure as Recorded['told'];
    expect({ code, message, fields, retryAfter }).toEqual({ fields: undefined, retryAfter: undefined, ...expected });
  });
}

async function quote(model: string, operation: 'generate' | 'remix' | 'describe', settings: Partial<ConnectionSettings>) {
  const fake = fakeContext(answer('quote'), settings);
  const body = operation === 'generate' ? { prompt: 'a', count: 2 } : { prompt: 'a', image: 'i', count: 2 };
  const asked = operation === 'describe' ? { image: 'i' } : body;
  const input = operations[operation].parse(asked) as never;
  const usdMicros = await ideogramV4.quote?.(Object.assign({ operation }, input), card(model), fake.context);
  return { ...fake, usdMicros };
}

test('a quote is the same request as a dry run', async () => {
  const { sent, usdMicros } = await quote('ideogram-4-5', 'generate', official);
  expect(usdMicros).toBe(120_000);
  expect(only(sent).url).toBe('https://api.ideogram.ai/v2/image/generate/ideogram-4-5?dry_run=true');
  const paid = await start('generate', { prompt: 'a', count: 2 }, 'ideogram-4-5', generation('taken on'));
  expect(jsonOf(sent)).toEqual(jsonOf(paid.sent));
  const remix = await quote('ideogram-v4', 'remix', official);
  expect(only(remix.sent).url).toBe('https://api.ideogram.ai/v2/image/remix/ideogram-4?dry_run=true');
});

test('nobody is asked for a quote who may not know what a dry run is', async () => {
  const asked = [
    await quote('ideogram-4-5', 'generate', gateway),
    await quote('ideogram-v4', 'generate', older),
    await quote('ideogram-v4-describe', 'describe', official),
  ];
  for (const { sent, usdMicros } of asked) {
    expect(usdMicros).toBeNull();
    expect(sent).toEqual([]);
  }
});

test('an answer that is no price is no quote', async () => {
  const input = operations.generate.parse({ prompt: 'a' });
  for (const reply of [generation('answered at once'), incoming(200, {}), incoming(500, {})]) {
    const { context } = fakeContext(reply, official);
    await expect(ideogramV4.quote?.({ operation: 'generate', ...input }, card('ideogram-4-5'), context)).rejects.toThrow();
  }
});

test('the doctor’s questions cannot cost anything, and cover every operation', () => {
  for (const settings of [official, older, gateway]) {
    const probes = ideogramV4.doctor?.probes({ ...connection, ...settings }) ?? [];
    for (const { how, request } of probes) {
      if (how === 'dry-run') expect(request).toMatchObject({ method: 'POST', url: expect.stringMatching(/\?dry_run=true$/) });
      else expect(request.method).toBe('GET');
    }
    expect(probes.some(({ how }) => how === 'dry-run')).toBe(settings === official);
    expect(probes.some(({ about }) => 'key' in about)).toBe(true);
    const covered = probes.flatMap(({ about }) => ('operation' in about ? [`${about.operation} ${about.models?.join()}`] : []));
    const offered = ideogramV4.offered?.({ ...connection, ...settings }) ?? [];
    const all = offered.flatMap(({ id: model, operations: each }) => Object.keys(each).map((name) => `${name} ${model}`));
    expect(covered.toSorted()).toEqual(all.toSorted());
  }
});

import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { operations } from '@/lib/schema/operation';
import { priceEach } from '@/lib/schema/price';
import { ideogramV4 } from '@/lib/server/providers/ideogram-v4';
import type { Context, Json, Step } from '@/lib/server/providers/provider';
import { ledger } from '@/lib/server/sandbox/ledger';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { budgeted } from '@/lib/server/sandbox/v4/sizes';
import type { Ratio4 } from '@/lib/server/sandbox/v4/vocabulary';
import { card } from './ideogram-v4-calls';
import { connection } from './recording';
import { freshData, get, origin, photo, queue } from './sandbox-harness';

test.beforeEach(() => void freshData());

type Api = 'v1' | 'v2';
type Name = keyof typeof ideogramV4.start;

/** A context whose wire is the built-in gateway itself. */
const behind = (api: Api = 'v2', pathPrefix = '/sandbox'): Context => ({
  connection: { ...connection, baseUrl: origin, pathPrefix, auth: 'api-key', sandbox: true, options: { api } },
  async send({ url, ...request }) {
    const response = await sandbox(new Request(url, request as RequestInit));
    return { status: response.status, headers: response.headers, text: await response.text() };
  },
  async file() {
    const picture = await photo(640, 480);
    return { bytes: Buffer.from(await picture.arrayBuffer()), type: picture.type, name: 'image.png' };
  },
  made: async () => null,
});

async function run(name: Name, body: object, model: string, context: Context = behind()): Promise<Step> {
  let step = await ideogramV4.start[name]?.(operations[name].parse(body) as never, card(model), context);
  while (step?.state === 'running') {
    await new Promise((later) => setTimeout(later, 40));
    step = await ideogramV4.poll?.(step.handle as Json, context);
  }
  if (!step) throw new Error('no step');
  return step;
}

async function pictures(name: Name, body: object, model: string, context?: Context) {
  const step = await run(name, body, model, context);
  if (step.state !== 'done') throw new Error(JSON.stringify(step));
  return Promise.all(
    step.outputs.map(async (output) => {
      if (!output.source || !('url' in output.source)) throw new Error('no address');
      const bytes = Buffer.from(await (await get(output.source.url)).arrayBuffer());
      const { width, height, hasAlpha } = await sharp(bytes).metadata();
      return { ...output, width, height, hasAlpha, usdMicros: step.usdMicros };
    }),
  );
}

const words = { prompt: 'a lighthouse on a cliff at dusk', seed: 12 };

test('4.5 and 4.0 take all that their cards name, and cost what they say', async () => {
  for (const [model, renderingSpeed] of [['ideogram-4-5', 'turbo'], ['ideogram-4-5', undefined], ['ideogram-v4', 'quality']] as const) {
    const body = { ...words, magicPrompt: 'off', aspectRatio: '1:3', count: 2, renderingSpeed };
    const made = await pictures('generate', body, model);
    expect(made).toMatchObject([12, 13].map((seed) => ({ seed, width: 512, height: 1536, withheld: false })));
    const { price } = card(model).operations.generate ?? {};
    if (!price) throw new Error('no price');
    expect(made[0]?.usdMicros, `${model} ${renderingSpeed}`).toBe(2 * priceEach(price, { renderingSpeed }));
  }
});

test('a ratio that goes by its name has the shape that the card tells of it', () => {
  for (const [aspectRatio, [width, height]] of Object.entries(card('ideogram-v4-transparent').operations.generate?.sizes ?? {})) {
    const made = budgeted(aspectRatio.replace(':', 'x') as Exclude<Ratio4, 'AUTO'>, '1K');
    expect(Math.abs((made.width / made.height) * (height / width) - 1), aspectRatio).toBeLessThan(0.03);
  }
});

test('every ratio, size and speed is taken, on both ways', async () => {
  for (const api of ['v1', 'v2'] as const) {
    for (const { id, operations: offered } of ideogramV4.offered?.(behind(api).connection) ?? []) {
      for (const name of ['generate', 'remix', 'magic-prompt'] as const) {
        const one = offered[name];
        const asked = [
          ...(one?.aspectRatios ?? []).map((aspectRatio) => ({ aspectRatio })),
          ...(one?.resolutions ?? []).map((resolution) => ({ resolution })),
          ...(one?.renderingSpeeds ?? []).map((renderingSpeed) => ({ renderingSpeed })),
        ];
        for (const fields of asked) {
          const start = run(name, { prompt: 'a fault:402', ...(name === 'remix' && { image: 'i' }), ...fields }, id, behind(api));
          await expect(start, `${api} ${id} ${name} ${JSON.stringify(fields)}`).rejects.toMatchObject({ code: 'provider_payment' });
        }
      }
    }
  }
});

test('what works on a picture keeps its shape, on both ways', async () => {
  for (const api of ['v1', 'v2'] as const) {
    const [remixed] = await pictures('remix', { prompt: 'a hill', image: 'i', imageWeight: 80 }, 'ideogram-v4', behind(api));
    expect(remixed).toMatchObject({ width: 1152, height: 864, withheld: false });
    const [cut] = await pictures('remove-background', { image: 'i' }, 'ideogram-remove-background', behind(api));
    expect(cut).toMatchObject({ width: 640, height: 480, hasAlpha: true, prompt: null, seed: null });
    const [clear] = await pictures('generate', { ...words, aspectRatio: '3:1' }, 'ideogram-v4-transparent', behind(api));
    expect(clear).toMatchObject({ width: 1776, height: 592, hasAlpha: true });
  }
});

test('describe answers a prompt, magic prompt one that can be given back', async () => {
  for (const api of ['v1', 'v2'] as const) {
    const seen = await run('describe', { image: 'i' }, 'ideogram-v4-describe', behind(api));
    expect(seen).toMatchObject({ state: 'done', outputs: [], text: expect.stringMatching(/^A picture in landscape orientation, mostly \w+.*\. /) });
    const written = await run('magic-prompt', { prompt: 'three red boats at dawn', aspectRatio: '4:5' }, 'ideogram-v4-magic-prompt', behind(api));
    const text = written.state === 'done' ? (written.text ?? '') : '';
    expect(JSON.parse(text)).toMatchObject({ high_level_description: expect.stringContaining('three red boats') });
    const [made] = await pictures('generate', { prompt: text, aspectRatio: '1:3' }, 'ideogram-v4', behind(api));
    expect(made).toMatchObject({ width: 512, height: 1536, prompt: expect.stringContaining('three red boats') });
  }
});

test('a quote is what is charged, and charges nothing', async () => {
  const bodies: [Name, object, string][] = [
    ['generate', { ...words, count: 2, renderingSpeed: 'turbo', aspectRatio: '1:3' }, 'ideogram-4-5'],
    ['generate', { ...words, renderingSpeed: 'quality', aspectRatio: '1:3' }, 'ideogram-v4'],
    ['remix', { prompt: 'a hill', image: 'i', count: 2 }, 'ideogram-v4'],
    ['remove-background', { image: 'i' }, 'ideogram-remove-background'],
  ];
  for (const [at, [name, body, model]] of bodies.entries()) {
    const operation = Object.assign({ operation: name }, operations[name].parse(body)) as never;
    const quoted = await ideogramV4.quote?.(operation, card(model), behind());
    expect(await ledger()).toHaveLength(at);
    await run(name, body, model);
    expect((await ledger()).at(-1)?.usdMicros, JSON.stringify(body)).toBe(quoted);
  }
});

test('every prefix that a connection may have reaches it', async () => {
  for (const prefix of ['/sandbox/ideogram', '/sandbox/ideogram/v1']) {
    expect(await pictures('generate', { ...words, aspectRatio: '1:3' }, 'ideogram-4-5', behind('v2', prefix))).toHaveLength(1);
    expect(await pictures('generate', { ...words, aspectRatio: '1:3' }, 'ideogram-v4', behind('v1', prefix))).toHaveLength(1);
  }
});

test('refusals and ends are told by the studio’s own names', async () => {
  const codes: [string, string][] = [
    ['nsfw', 'rejected'], ['a fault:feature_limit', 'provider_payment'], ['a fault:daily_limit', 'provider_payment'],
    ['a fault:429', 'rate_limited'], ['a fault:500', 'unknown_outcome'], ['a fault:401', 'provider_auth'],
  ];
  for (const [prompt, code] of codes) {
    await expect(run('generate', { prompt }, 'ideogram-4-5'), prompt).rejects.toMatchObject({ code });
  }
  const ended = async (prompt: string) => run('generate', { prompt, aspectRatio: '1:3' }, 'ideogram-4-5');
  expect(await ended('a fault:unsafe')).toMatchObject({ state: 'ended', charge: 'none', error: { code: 'rejected' } });
  expect(await ended('a fault:failed')).toMatchObject({ state: 'ended', charge: 'billed', error: { code: 'provider_failed' } });
  const held = await ended('a fault:withheld');
  expect(held).toMatchObject({ state: 'done', outputs: [{ withheld: true, source: null }] });
  await queue({ operation: 'remove-background', fault: '403' });
  await expect(run('remove-background', { image: 'i' }, 'ideogram-remove-background')).rejects.toMatchObject({ code: 'provider_auth' });
});

test('the doctor’s questions are answered without a charge', async () => {
  for (const api of ['v1', 'v2'] as const) {
    const context = behind(api);
    const probes = ideogramV4.doctor?.probes(context.connection) ?? [];
    const statuses = await Promise.all(probes.map(async ({ request }) => (await context.send(request)).status));
    const asked = { v1: [200], v2: [200, 404] }[api];
    expect(statuses).toEqual([...asked, ...probes.slice(asked.length).map(() => 405)]);
  }
  expect(await ledger()).toEqual([]);
});

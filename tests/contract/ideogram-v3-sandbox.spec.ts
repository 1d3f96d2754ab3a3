import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { capability } from '@/lib/schema/model';
import { operations } from '@/lib/schema/operation';
import { ideogramV3 } from '@/lib/server/providers/ideogram-v3';
import type { Context, Provider } from '@/lib/server/providers/provider';
import { ledger } from '@/lib/server/sandbox/ledger';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { priceEach } from '@/lib/schema/price';
import { outputs } from './ideogram-calls';
import { card, type MakingName } from './ideogram-v3-calls';
import { connection } from './recording';
import { freshData, get, origin, photo, queue } from './sandbox-harness';

freshData();

/** A context whose wire is the built-in gateway itself. */
const behind = (pathPrefix: string): Context => ({
  connection: { ...connection, baseUrl: origin, pathPrefix, auth: 'api-key', sandbox: true },
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

async function ask(name: MakingName, body: object, id = 'ideogram-v3', pathPrefix = '/sandbox') {
  const start = ideogramV3.start[name] as NonNullable<Provider['start']['generate']>;
  const [output, ...others] = outputs(await start(operations[name].parse(body) as never, card(id), behind(pathPrefix)));
  expect(others).toEqual([]);
  if (!output?.source || !('url' in output.source)) throw new Error('no address');
  const bytes = Buffer.from(await (await get(output.source.url)).arrayBuffer());
  const { width, height, hasAlpha } = await sharp(bytes).metadata();
  return { ...output, width, height, hasAlpha };
}

const words = { prompt: 'a lighthouse on a cliff at dusk', magicPrompt: 'off', seed: 12 };
const palette = { members: [{ color: '#0a3a5a', weight: 1 }] };
const pictures = { styleImages: ['a', 'b', 'c'], characterImage: 'd' };

test('generate and remix take all that their cards name', async () => {
  const looks: object[] = [
    { style: 'fiction', stylePreset: 'woodblock-print', colorPalette: palette, renderingSpeed: 'flash', negativePrompt: 'fog' },
    { style: 'general', ...pictures, colorPalette: { name: 'ember' }, renderingSpeed: 'quality' },
    { styleCodes: ['AAFF5733', '0123abcd'], renderingSpeed: 'turbo' },
  ];
  for (const look of looks) {
    const made = await ask('generate', { ...words, aspectRatio: '4:5', ...look });
    expect(made).toMatchObject({ withheld: false, prompt: null, seed: 12, width: 896, height: 1120 });
    const remixed = await ask('remix', { ...words, image: 'i', imageWeight: 80, resolution: '576x1408', ...look });
    expect(remixed).toMatchObject({ withheld: false, prompt: null, seed: 12, width: 576, height: 1408 });
  }
});

test('every ratio is made in the size that its card names', async () => {
  for (const [aspectRatio, [width, height]] of Object.entries(card('ideogram-v3').operations.reframe?.sizes ?? {})) {
    expect(await ask('generate', { ...words, aspectRatio }), aspectRatio).toMatchObject({ width, height });
    expect(await ask('reframe', { image: 'i', aspectRatio }), aspectRatio).toMatchObject({ width, height });
  }
});

test('reframe names what it saw, and takes speed, look, seed and count', async () => {
  const made = await ask('reframe', {
    image: 'i', resolution: '1536x512', stylePreset: 'aura', colorPalette: palette, renderingSpeed: 'turbo', seed: 3,
  });
  expect(made).toMatchObject({ prompt: expect.stringMatching(/\w{3}/), seed: 3, width: 1536, height: 512 });
  expect(await ask('reframe', { image: 'i', aspectRatio: '16:9', styleImages: ['a'] })).toMatchObject({ width: 1344 });
});

test('replace-background keeps the shape of its source', async () => {
  for (const look of [{ stylePreset: 'bauhaus' }, { styleImages: ['a', 'b'] }, { styleCodes: ['AAFF5733'] }])
    expect(await ask('replace-background', { ...words, image: 'i', ...look })).toMatchObject({
      withheld: false, prompt: null, seed: 12, width: 640, height: 480,
    });
});

test('the transparent model makes pictures with an alpha channel', async () => {
  const body = { ...words, aspectRatio: '2:3', renderingSpeed: 'quality', negativePrompt: 'fog' };
  expect(await ask('generate', body, 'ideogram-v3-transparent')).toMatchObject({
    width: 832, height: 1248, hasAlpha: true, prompt: null,
  });
});

test('every prefix that a connection may have reaches it', async () => {
  for (const prefix of ['/sandbox', '/sandbox/ideogram', '/sandbox/ideogram/v1'])
    expect((await ask('generate', words, 'ideogram-v3', prefix)).withheld).toBe(false);
});

test('what is charged is what the card says', async () => {
  const rows: [MakingName, string, object][] = [
    ...['flash', 'turbo', 'default', 'quality'].flatMap((renderingSpeed): [MakingName, string, object][] => [
      ['generate', 'ideogram-v3', { ...words, renderingSpeed }],
      ['generate', 'ideogram-v3', { ...words, renderingSpeed, characterImage: 'c' }],
      ['reframe', 'ideogram-v3', { image: 'i', aspectRatio: '1:1', renderingSpeed }],
    ]),
    ['replace-background', 'ideogram-v3', { ...words, image: 'i' }],
    ['generate', 'ideogram-v3-transparent', { ...words, renderingSpeed: 'turbo' }],
  ];
  for (const [name, id, body] of rows) {
    await ask(name, body, id);
    const takes = capability.parse(card(id).operations[name]);
    if (!takes.price) throw new Error('no price');
    expect((await ledger()).at(-1)?.usdMicros, JSON.stringify(body)).toBe(priceEach(takes.price, body));
  }
});

test('a refusal is told by the studio\'s own names', async () => {
  await expect(ask('generate', { prompt: 'nsfw' })).rejects.toMatchObject({ code: 'rejected' });
  await expect(ask('generate', { ...words, style: 'design', styleImages: ['a'] })).rejects.toMatchObject({
    code: 'invalid_input', fields: { style: expect.stringContaining('must be AUTO or GENERAL') },
  });
  await queue({ operation: 'reframe', fault: '403' });
  await expect(ask('reframe', { image: 'i', aspectRatio: '1:1' })).rejects.toMatchObject({ code: 'provider_auth' });
});

test('the doctor\'s questions are answered without a charge', async () => {
  const before = (await ledger()).length;
  const context = behind('/sandbox');
  const probes = ideogramV3.doctor?.probes(context.connection) ?? [];
  const statuses = await Promise.all(probes.map(async ({ request }) => (await context.send(request)).status));
  expect(statuses).toEqual([200, 405, 405, 405, 405, 405]);
  expect(await ledger()).toHaveLength(before);
});

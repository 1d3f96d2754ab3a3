import { expect, test } from '@playwright/test';
import { operations } from '../../lib/schema/operation';
import { ideogramV4 } from '../../lib/server/providers/ideogram-v4';
import type { ConnectionSettings, Incoming } from '../../lib/server/providers/provider';
import type { Ask } from '../../lib/server/tasks/ask';
import { checkWeight } from '../../lib/server/tasks/capability';
import { quoteOf } from '../../lib/server/tasks/quote';
import { connection, fakeContext, incoming } from '../contract/recording';

const vendor: ConnectionSettings = { ...connection, baseUrl: 'https://api.ideogram.ai', pathPrefix: '', auth: 'api-key' };

function askOf(settings: ConnectionSettings, count = 2): Ask {
  const model = ideogramV4.offered?.(settings)[0];
  const card = model?.operations.generate;
  if (!model || !card) throw new Error('no card');
  const operation = { operation: 'generate' as const, ...operations.generate.parse({ prompt: 'a', count }) };
  return { connection: settings, provider: ideogramV4, model, card, operation };
}

async function quote(settings: ConnectionSettings, reply: Incoming) {
  const fake = fakeContext(reply, settings);
  return { quote: await quoteOf(askOf(settings), async () => fake.context), sent: fake.sent };
}

test('the provider’s word goes before the card’s figure', async () => {
  const reply = incoming(200, { object: 'price_quote', usd_micros: 111_000, qualifier: 'exact' });
  const { quote: told, sent } = await quote(vendor, reply);
  expect(told).toEqual({ usdMicros: 111_000, basis: 'quoted' });
  expect(sent.map(({ url }) => url)).toEqual(['https://api.ideogram.ai/v2/image/generate/ideogram-4-5?dry_run=true']);
});

test('a provider without an answer leaves the estimate', async () => {
  for (const reply of [incoming(402, {}), incoming(500, ''), incoming(200, { generation_id: 'x' }), incoming(422, {})]) {
    expect((await quote(vendor, reply)).quote).toEqual({ usdMicros: 120_000, basis: 'estimated' });
  }
  const unreachable = quoteOf(askOf(vendor), () => Promise.reject(new Error('no database')));
  expect(await unreachable).toEqual({ usdMicros: 120_000, basis: 'estimated' });
});

test('a gateway is not asked, and the sandbox is free without asking', async () => {
  const reply = incoming(200, { object: 'price_quote', usd_micros: 1 });
  const gateway = await quote({ ...vendor, baseUrl: 'https://gateway.invalid' }, reply);
  expect(gateway).toEqual({ quote: { usdMicros: 120_000, basis: 'estimated' }, sent: [] });
  const sandbox = await quote({ ...vendor, sandbox: true }, reply);
  expect(sandbox).toEqual({ quote: { usdMicros: 0, basis: 'free' }, sent: [] });
});

test('a weight that is taken only for the source’s own shape is refused beside another', () => {
  const card = ideogramV4.models.find(({ id }) => id === 'ideogram-v4')?.operations.remix;
  if (!card) throw new Error('no card');
  const check = (imageWeight: number | undefined, width: number, height: number, one = card) => () => {
    const operation = { operation: 'remix' as const, ...operations.remix.parse({ prompt: 'a', image: 'i', imageWeight }) };
    checkWeight(operation, one, { width: 1200, height: 675 }, { width, height });
  };
  expect(check(40, 1280, 720)).not.toThrow();
  expect(check(undefined, 720, 1280)).not.toThrow();
  expect(check(40, 720, 1280, { ...card, weightKeepsShape: false })).not.toThrow();
  const fields = { imageWeight: 'cannot be set together with another shape' };
  expect(check(40, 720, 1280)).toThrow(expect.objectContaining({ code: 'unsupported', fields }));
});

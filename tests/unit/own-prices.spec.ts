import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { settle as fit } from '@/lib/client/fit';
import { emptyDraft } from '@/lib/client/draft-storage';
import { priceOf } from '@/lib/client/price';
import { addConnection, changeConnection } from '@/lib/server/connection-changes';
import { connections } from '@/lib/server/connections';
import { publicConnections } from '@/lib/server/offers';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { quoteOperation } from '@/lib/server/tasks/quote';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { Workshop } from '../workshop';

const request = { dialect: 'ideogram-v3', baseUrl: 'https://gateway.example', key: 'sk-0123456789abcdef' };
const asOf = '2026-11-20';
const model = 'ideogram-v3';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

const input = (body: object = {}) => operations.generate.parse({ prompt: 'a', count: 3, ...body });
const quoted = async (body: object = {}) => (await quoteOperation('generate', input(body))).usdMicros;
const accepted = async (body: object = {}) => (await acceptOperation('generate', input(body))).usdMicros;
/** What the page writes beside the button. */
function shown(renderingSpeed: 'turbo' | null = null): number | null {
  const settled = fit({ ...emptyDraft, count: 3, renderingSpeed }, publicConnections());
  if (!settled) throw new Error('nothing is offered');
  return priceOf(settled.connection, settled.capability, settled).usdMicros;
}

test('button, quote, estimate and the card of a running task follow the prices of the connection', async () => {
  const { id } = await addConnection(request);
  expect([shown(), shown('turbo'), await quoted(), await accepted()]).toEqual([180_000, 90_000, 180_000, 180_000]);
  const entry = await changeConnection(id, { prices: { asOf, models: { [model]: { usdMicros: 41_000, speeds: { turbo: 11_000 } } } } });
  expect(entry.prices).toEqual({ asOf, models: { [model]: { usdMicros: 41_000, speeds: { turbo: 11_000 } } } });
  expect([shown(), shown('turbo'), await quoted(), await accepted()]).toEqual([123_000, 33_000, 123_000, 123_000]);
  expect(await accepted({ renderingSpeed: 'turbo' })).toBe(33_000);
  // A speed without a figure of its own costs the common one, whatever the card asks for it.
  expect(await quoted({ renderingSpeed: 'quality' })).toBe(123_000);
  const [connection] = publicConnections();
  expect(connection?.models.find((one) => one.id === model)?.operations.generate?.price).toEqual({
    usdMicros: 41_000, speeds: { turbo: 11_000 }, per: 'output', asOf,
  });
  expect(connection?.models.find((one) => one.id !== model)?.operations.generate?.price).toMatchObject({ asOf: '2026-11-16' });
  expect(findSpeaker({ connection: id, model, operation: 'generate' })?.card.price?.usdMicros).toBe(41_000);
  expect(await changeConnection(id, { label: 'Same' })).toMatchObject({ prices: entry.prices });
  expect(await changeConnection(id, { prices: null })).toMatchObject({ prices: null });
  expect(await quoted()).toBe(180_000);
});

test('a model without a price gets one, by the picture or by the source as its operation is', async () => {
  const web = { dialect: 'ideogram-web', baseUrl: 'https://web.example', key: 'k', options: { templates: { generate: true, describe: true } } };
  const { id } = await addConnection({ ...web, prices: { asOf, models: { 'ideogram-web-auto': { usdMicros: 20_000 }, 'ideogram-web-describe': { usdMicros: 0 } } } });
  const cards = publicConnections().find((one) => one.id === id)?.models.map((one) => [one.id, Object.values(one.operations)[0]?.price]);
  expect(cards).toContainEqual(['ideogram-web-auto', { usdMicros: 20_000, per: 'output', asOf }]);
  expect(cards).toContainEqual(['ideogram-web-describe', { usdMicros: 0, per: 'input', asOf }]);
  expect(await quoted({ connection: id, model: 'ideogram-web-auto' })).toBe(60_000);
});

test('a price of nothing that is there is refused by its field', async () => {
  const { id } = await addConnection(request);
  const fault = { code: 'invalid_input', fields: { 'prices.models.ideogram-v9': 'is no model of ideogram-v3' } };
  const prices = { asOf, models: { 'ideogram-v9': { usdMicros: 1 } } };
  await expect(changeConnection(id, { prices })).rejects.toMatchObject(fault);
  await expect(addConnection({ ...request, prices })).rejects.toMatchObject(fault);
  expect(connections()).toHaveLength(1);
});

test('a file sets them too, as figures alone, and the sandbox stays free', async () => {
  const file = path.join(shop.folder, 'mine.json');
  const prices = { asOf, models: { [model]: 25_000 } };
  const entry = { id: 'mine', dialect: 'ideogram-v3', baseUrl: 'https://x.example', key: 'k', prices };
  writeFileSync(file, JSON.stringify({ connections: [entry, { ...entry, id: 'try', baseUrl: 'sandbox', pathPrefix: '/sandbox' }] }));
  await shop.reconfigure({ ATELIER_CONNECTIONS: file });
  expect(await quoted()).toBe(75_000);
  expect(await quoted({ connection: 'try' })).toBe(0);
  rmSync(file);
});

import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { operations, type OperationName } from '@/lib/schema/operation';
import { ledger } from '@/lib/server/sandbox/ledger';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import { imagesOfTasks } from '@/lib/server/store/images';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings } from '@/lib/server/tasks/worker';
import { Workshop } from '../workshop';

let gateway: { origin: string; close(): Promise<void> };
const file = path.join(tmpdir(), `atelier-v4-${process.pid}.json`);
let shop: Workshop;
test.beforeEach(async () => {
  gateway = await serveSandbox();
  const entry = { dialect: 'ideogram-v4', baseUrl: gateway.origin, pathPrefix: '/sandbox', auth: 'api-key', key: 'k-0123456789' };
  writeFileSync(file, JSON.stringify({ connections: [{ id: 'newer', ...entry }, { id: 'older', ...entry, api: 'v1' }] }));
  shop = await Workshop.open({
    ATELIER_CONNECTIONS: file,
    ATELIER_TRUSTED_HOSTS: new URL(gateway.origin).host,
    ATELIER_SANDBOX: 'off',
  });
});
test.afterEach(async () => {
  await shop.stop();
  await gateway.close();
  await shop.close();
  rmSync(file);
});

const words = { prompt: 'a quiet harbour', aspectRatio: '1:3', seed: 5 };
const accept = async (name: OperationName, body: object): Promise<string> =>
  (await acceptOperation(name, operations[name].parse(body) as never)).id;
const generate = (prompt: string, more: object = {}) =>
  accept('generate', { ...words, model: 'ideogram-4-5', magicPrompt: 'off', prompt, ...more });
const work = () => shop.work({ findSpeaker, slots: usualSettings(shop.db).slots });

test('4.5 runs, is asked after, its pictures are saved and its price is the vendor’s', async () => {
  const id = await generate('a quiet harbour', { count: 2, renderingSpeed: 'turbo' });
  work();
  await shop.until(id, ({ status }) => status === 'running');
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 60_000, missing: [] });
  const images = await imagesOfTasks(shop.db, [id]);
  expect(images.map(({ width, height, seed }) => [width, height, seed])).toEqual([[512, 1536, 5], [512, 1536, 6]]);
  expect(images[0]).toMatchObject({ model: 'ideogram-4-5', connection: 'newer', usedPrompt: null });
  expect(await ledger()).toHaveLength(1);
});

test('a restart in the middle asks on: one generation, one charge, one picture', async () => {
  const id = await generate('a quiet harbour fault:slow=1');
  work();
  const { handle } = await shop.until(id, ({ status }) => status === 'running');
  await shop.stop();
  work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'succeeded', sends: 1 });
  expect(row.handle).toEqual(handle);
  expect(await imagesOfTasks(shop.db, [id])).toHaveLength(1);
  expect(await ledger()).toHaveLength(1);
});

test('a picture goes on: remixed, cut out, described, on both ways', async () => {
  for (const connection of ['newer', 'older']) {
    const first = await accept('generate', { ...words, connection, model: 'ideogram-v4' });
    work();
    expect((await shop.hurriedEnd(first)).status).toBe('succeeded');
    const image = (await imagesOfTasks(shop.db, [first]))[0]?.id;
    const ids = {
      remix: await accept('remix', { prompt: 'a hill', image, connection, imageWeight: 60 }),
      'remove-background': await accept('remove-background', { image, connection }),
      describe: await accept('describe', { image, connection }),
      'magic-prompt': await accept('magic-prompt', { prompt: 'two boats', connection }),
    };
    for (const id of Object.values(ids)) expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded' });
    const [remixed] = await imagesOfTasks(shop.db, [ids.remix]);
    expect(remixed).toMatchObject({ width: 512, height: 1536, parentId: image });
    const described = await shop.hurriedEnd(ids.describe);
    expect(described).toMatchObject({ charge: 'billed', usdMicros: 10_000, text: expect.stringContaining('portrait orientation') });
    const magic = await shop.hurriedEnd(ids['magic-prompt']);
    expect(magic).toMatchObject({ charge: 'unknown', usdMicros: null });
    expect(JSON.parse(magic.text ?? '')).toHaveProperty('compositional_deconstruction');
    await shop.stop();
  }
});

const ends: [string, Record<string, unknown>, number][] = [
  ['fault:402', { status: 'failed', charge: 'none', error: { code: 'provider_payment' } }, 0],
  ['fault:daily_limit', { status: 'failed', charge: 'none', error: { code: 'provider_payment' } }, 0],
  ['fault:unsafe', { status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'rejected' } }, 0],
  ['fault:aborted', { status: 'failed', charge: 'none', usdMicros: 0, error: { code: 'provider_failed' } }, 0],
  ['fault:failed', { status: 'failed', charge: 'billed', error: { code: 'provider_failed' } }, 1],
  ['fault:withheld', { status: 'failed', charge: 'withheld', usdMicros: 60_000, error: { code: 'rejected' } }, 1],
  ['fault:close', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:cut', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:500', { status: 'unknown', charge: 'unknown' }, 1],
  ['fault:429=0', { status: 'failed', charge: 'none', error: { code: 'rate_limited' } }, 0],
  ['fault:expired', { status: 'failed', charge: 'billed', error: { code: 'lost' } }, 1],
];
for (const [fault, expected, charges] of ends) {
  test(`${fault} ends as it should, charged ${charges} times`, async () => {
    const id = await generate(`a quiet harbour ${fault}`);
    work();
    expect(await shop.hurriedEnd(id)).toMatchObject(expected);
    expect(await ledger()).toHaveLength(charges);
  });
}

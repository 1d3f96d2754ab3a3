import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { operations, type OperationName } from '@/lib/schema/operation';
import { queueFault } from '@/lib/server/sandbox/faults';
import { ledger } from '@/lib/server/sandbox/ledger';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import type { TaskRow } from '@/lib/server/store/tasks';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { loadTask } from '@/lib/server/tasks/view';
import { usualSettings } from '@/lib/server/tasks/worker';
import { Workshop } from '../workshop';

/** The sandbox behind a socket stands for a gateway that costs. */
let gateway: Awaited<ReturnType<typeof serveSandbox>>;
let shop: Workshop;
let folder: string;

test.beforeEach(async () => {
  gateway = await serveSandbox();
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-v3-'));
  const file = path.join(folder, 'connections.json');
  const entry = { id: 'gate', dialect: 'ideogram-v3', baseUrl: gateway.origin, pathPrefix: '/sandbox/ideogram/v1', key: 'k' };
  writeFileSync(file, JSON.stringify({ connections: [entry] }));
  shop = await Workshop.open({
    ATELIER_CONNECTIONS: file,
    ATELIER_SANDBOX: 'off',
    ATELIER_TRUSTED_HOSTS: new URL(gateway.origin).host,
  });
});
test.afterEach(async () => {
  await shop.stop();
  await gateway.close();
  await shop.close();
  rmSync(folder, { recursive: true });
});

const accept = async (name: OperationName, body: object): Promise<string> =>
  (await acceptOperation(name, operations[name].parse(body) as never)).id;
const run = async (name: OperationName, body: object): Promise<TaskRow> => {
  const id = await accept(name, body);
  await shop.stop();
  shop.work({ findSpeaker, slots: usualSettings(shop.db).slots });
  return shop.hurriedEnd(id);
};
const picturesOf = async ({ id }: Pick<TaskRow, 'id'>) => (await loadTask(id)).images;

/** A picture to work on, made by the same connection. */
async function source(): Promise<string> {
  const made = await run('generate', {
    prompt: 'a lighthouse on a cliff', aspectRatio: '3:2', magicPrompt: 'off', seed: 5, renderingSpeed: 'turbo',
  });
  expect(made).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 30_000 });
  const [image] = await picturesOf(made);
  if (!image) throw new Error('no picture');
  expect(image).toMatchObject({ width: 1248, height: 832, seed: 5, model: 'ideogram-v3', connection: 'gate' });
  return image.id;
}

test('reframe goes through: its pictures have the new shape and their parent', async () => {
  const image = await source();
  const row = await run('reframe', { image, aspectRatio: '1:2', count: 2, seed: 7, renderingSpeed: 'quality' });
  expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 180_000, width: 704, height: 1408 });
  const pictures = await picturesOf(row);
  expect(pictures.map(({ width, height, seed, parentId }) => [width, height, seed, parentId])).toEqual([
    [704, 1408, 7, image],
    [704, 1408, 8, image],
  ]);
  // The service captions what it reframed; its source's words stay as they were asked.
  for (const { prompt, usedPrompt } of pictures)
    expect([prompt, usedPrompt]).toEqual(['a lighthouse on a cliff', null]);
  expect((await ledger()).map(({ operation, images, usdMicros }) => [operation, images, usdMicros])).toEqual([
    ['generate', 1, 30_000],
    ['reframe', 2, 180_000],
  ]);
});

test('replace-background goes through with reference pictures and keeps the shape', async () => {
  const image = await source();
  const body = { image, prompt: 'a snowy forest', magicPrompt: 'off', styleImages: [image, image], seed: 9 };
  const row = await run('replace-background', body);
  expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 60_000 });
  expect(await picturesOf(row)).toMatchObject([
    { width: 1248, height: 832, seed: 9, parentId: image, prompt: 'a snowy forest', usedPrompt: null },
  ]);
  expect(await ledger()).toHaveLength(2);
});

test('remix takes a character reference, and is charged for it', async () => {
  const image = await source();
  const body = { image, prompt: 'the same at night', magicPrompt: 'off', characterImage: image, resolution: '832x960' };
  expect(await run('remix', body)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 150_000 });
  expect((await ledger()).at(-1)?.usdMicros).toBe(150_000);
});

const ends: [string, Record<string, unknown>, number][] = [
  ['402', { status: 'failed', charge: 'none', error: { code: 'provider_payment' } }, 0],
  ['403', { status: 'failed', charge: 'none', error: { code: 'provider_auth' } }, 0],
  ['unsafe', { status: 'failed', charge: 'none', error: { code: 'rejected' } }, 0],
  ['close', { status: 'unknown', charge: 'unknown' }, 1],
  ['cut', { status: 'unknown', charge: 'unknown' }, 1],
  ['500', { status: 'unknown', charge: 'unknown' }, 1],
  ['withheld', { status: 'failed', charge: 'withheld', error: { code: 'rejected' } }, 1],
  ['expired', { status: 'failed', charge: 'billed', error: { code: 'lost' } }, 1],
];
for (const operation of ['reframe', 'replace-background'] as const) {
  for (const [fault, expected, charges] of ends) {
    test(`${operation}: ${fault} ends as it should, charged ${charges} times`, async () => {
      const image = await source();
      queueFault({ operation, fault });
      const body = operation === 'reframe' ? { image, resolution: '832x960' } : { image, prompt: 'a wood' };
      expect(await run(operation, body)).toMatchObject(expected);
      expect(await ledger()).toHaveLength(1 + charges);
    });
  }
}

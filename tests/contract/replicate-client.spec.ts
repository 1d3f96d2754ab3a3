import { expect, test } from '@playwright/test';
import Replicate, { type Prediction } from 'replicate';
import sharp from 'sharp';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import { inOneMoment } from './one-moment';
import { freshData } from './sandbox-harness';

freshData();
let origin: string;
let close: () => Promise<void>;
let client: Replicate;
test.beforeAll(async () => {
  ({ origin, close } = await serveSandbox());
  client = new Replicate({ auth: 'r8_any', baseUrl: `${origin}/sandbox/replicate/v1` });
});
test.afterAll(() => close());

const model = 'ideogram-ai/ideogram-v2-turbo';
const input = { prompt: 'a quiet harbour', aspect_ratio: '3:1', seed: 5 };
const charged = async (): Promise<number> =>
  ((await (await fetch(`${origin}/sandbox/ledger`)).json()) as unknown[]).length;

test('the official client runs a model and reads its picture', async () => {
  const before = await charged();
  const seen: string[] = [];
  // It makes a file of an https address only; this one it leaves as it is.
  const first = Promise.withResolvers<void>();
  const running = await inOneMoment(async () => {
    const ended = client.run(model, { input }, ({ status }: Prediction) => {
      seen.push(status);
      first.resolve();
    });
    await Promise.race([first.promise, ended]);
    return { ended };
  });
  const output = await running.ended;
  const bytes = Buffer.from(await (await fetch(String(output))).arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1536, height: 512 });
  expect(seen[0]).toBe('starting');
  expect(seen.at(-1)).toBe('succeeded');
  expect(await charged()).toBe(before + 1);
});

test('it creates, waits, and cancels', async () => {
  const made = await inOneMoment(() => client.predictions.create({ model, input }));
  expect(made.status).toBe('starting');
  expect(await client.wait(made, { interval: 50 })).toMatchObject({ id: made.id, status: 'succeeded' });
  const long = await client.predictions.create({ model, input: { ...input, prompt: 'a quiet harbour fault:slow=600' } });
  expect(await client.predictions.cancel(long.id)).toMatchObject({ id: long.id, status: 'canceled' });
});

test('it tells a refused input and a failed prediction', async () => {
  await expect(client.run(model, { input: { ...input, style_type: 'RENDER_3D' } })).rejects.toThrow(/422[\s\S]*input\.style_type/);
  await expect(client.run(model, { input: { ...input, prompt: 'a fault:failed' } })).rejects.toThrow('Prediction failed');
});

test('its own retries are those that the ledger shows: a 429 is sent again, free of charge', async () => {
  const before = await charged();
  const queue = { operation: 'generate', fault: '429', value: 0, times: 2 };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${origin}/sandbox/faults`, { method: 'POST', headers, body: JSON.stringify(queue) });
  await client.run(model, { input });
  expect(await charged()).toBe(before + 1);
});

test('a connection that breaks makes it buy the same several times, which is why the studio does not use it', async () => {
  const before = await charged();
  const broken = { ...input, prompt: 'a quiet harbour fault:close' };
  await expect(client.predictions.create({ model, input: broken })).rejects.toThrow();
  expect(await charged()).toBeGreaterThan(before + 1);
});

import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { SandboxFault } from '@/lib/server/sandbox/delivery';
import { ledger } from '@/lib/server/sandbox/ledger';
import { detail, freshData, generate, get, items, photo, queue, send } from './sandbox-harness';

freshData();

const shape = { aspect_ratio: 'ASPECT_3_1', magic_prompt_option: 'OFF', seed: 1 };
const ask = (fault: string, more: Record<string, unknown> = {}, signal?: AbortSignal) =>
  generate({ prompt: `a quiet harbour ${fault}`, ...shape, ...more }, { signal });

/** Runs something and says how many charges it made. */
async function charges(work: () => Promise<unknown>): Promise<number> {
  const before = (await ledger()).length;
  await work();
  return (await ledger()).length - before;
}

const failed = (what: string) => ({
  error: `${what} provided failed safety check due to the inclusion of prohibited content.`,
});
const refusals = {
  'fault:unsafe': [422, failed('Prompt')],
  nsfw: [422, failed('Prompt')],
  'fault:401': [401, { message: 'Access denied. Please verify your API Token is valid.' }],
  'fault:402': [402, {
    error: 'Add a payment method and credits to use this API key.', reject_reason: 'insufficient_funds',
  }],
  'fault:403': [403, { message: 'This account is not authorized for this operation.' }],
  'fault:429': [429, { error: 'Too many requests in flight.', reject_reason: 'inflight_limit' }],
} as const;

for (const [word, [status, body]] of Object.entries(refusals)) {
  test(`${word} answers ${status} and charges nothing`, async () => {
    const charged = await charges(async () => {
      const response = await ask(word);
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBeNull();
      expect(await response.json()).toEqual(body);
    });
    expect(charged).toBe(0);
  });
}

test('fault:429 with a value says when to come back', async () => {
  expect((await ask('fault:429=2')).headers.get('retry-after')).toBe('2');
});

test('fault:500 fails after the charge', async () => {
  expect(await charges(async () => expect((await ask('fault:500')).status).toBe(500))).toBe(1);
});

test('fault words leave the prompt and may be several', async () => {
  const prompt = 'a fault:withheld=2 quiet harbour fault:slow=0';
  const response = await generate({ prompt, ...shape, num_images: 2 });
  const made = await items(response);
  expect(made.map(({ prompt }) => prompt)).toEqual(['a quiet harbour', 'a quiet harbour']);
  expect(made.map(({ is_image_safe }) => is_image_safe)).toEqual([true, false]);
});

test('fault:withheld leaves the address empty and charges all the same', async () => {
  const charged = await charges(async () => {
    const made = await items(await ask('fault:withheld', { num_images: 2 }));
    expect(made.map(({ is_image_safe, url }) => [is_image_safe, url])).toEqual([[false, ''], [false, '']]);
  });
  expect(charged).toBe(1);
});

test('fault:close rejects after the body was read, and charges', async () => {
  const charged = await charges(async () => {
    const fault = await ask('fault:close').catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(SandboxFault);
    expect(fault).toMatchObject({ afterBody: true });
  });
  expect(charged).toBe(1);
});

test('fault:hang ends only with the caller\'s signal, and charges', async () => {
  const leave = new AbortController();
  const charged = await charges(async () => {
    const before = (await ledger()).length;
    const reply = ask('fault:hang', {}, leave.signal).then(() => 'answered', (error: Error) => error.message);
    await expect.poll(async () => (await ledger()).length).toBe(before + 1);
    leave.abort(new Error('the caller left'));
    expect(await reply).toBe('the caller left');
  });
  expect(charged).toBe(1);
});

test('fault:cut breaks the body in the middle, and charges', async () => {
  const charged = await charges(async () => {
    const response = await ask('fault:cut=40');
    const announced = Number(response.headers.get('content-length'));
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBe(40);
    expect(announced).toBeGreaterThan(40);
    await expect(reader?.read()).rejects.toBeInstanceOf(SandboxFault);
  });
  expect(charged).toBe(1);
});

test('fault:drip comes in pieces and comes whole', async () => {
  const response = await ask('fault:drip=0.4');
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body ?? []) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(10);
  const body: { data: unknown[] } = JSON.parse(Buffer.concat(pieces).toString());
  expect(body.data).toHaveLength(1);
});

test('a caller that leaves in the middle of fault:drip gets no end', async () => {
  const leave = new AbortController();
  const reader = (await ask('fault:drip=2', {}, leave.signal)).body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  leave.abort();
  await expect((async () => { while (!(await reader?.read())?.done); })()).rejects.toThrow(/abort/i);
});

test('fault:slow keeps the answer back, and charges before it', async () => {
  const leave = new AbortController();
  const before = (await ledger()).length;
  const reply = ask('fault:slow=3600', {}, leave.signal).then(() => 'answered', () => 'left');
  await expect.poll(async () => (await ledger()).length).toBe(before + 1);
  leave.abort();
  expect(await reply).toBe('left');
  expect((await ask('fault:slow=0.01')).status).toBe(200);
});

test('fault:expired gives a link that has died', async () => {
  const [dead, alive] = await items(await ask('fault:expired=1', { num_images: 2 }));
  expect((await get(dead?.url ?? '')).status).toBe(410);
  expect((await get(alive?.url ?? '')).status).toBe(200);
});

test('fault:corrupt gives a PNG that cannot be decoded', async () => {
  const [made] = await items(await ask('fault:corrupt'));
  const bytes = Buffer.from(await (await get(made?.url ?? '')).arrayBuffer());
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
  await expect(sharp(bytes, { failOn: 'error' }).stats()).rejects.toThrow();
});

for (const [name, start] of [['html', '<!doctype html>'], ['svg', '<svg '], ['gif', 'GIF8']] as const) {
  test(`fault:${name} gives such a file as image/png`, async () => {
    const [made, plain] = await items(await ask(`fault:${name}=1`, { num_images: 2 }));
    const response = await get(made?.url ?? '');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect((await response.text()).startsWith(start)).toBe(true);
    expect((await (await get(plain?.url ?? '')).text()).slice(1, 4)).toBe('PNG');
  });
}

test('queued faults strike the operation they name, as often as they say, oldest first', async () => {
  const image_file = await photo();
  expect((await queue({ operation: 'describe', fault: '429', value: 7, times: 2 })).status).toBe(201);
  await queue({ operation: 'describe', fault: 'unsafe' });
  expect((await ask('')).status).toBe(200);
  const replies = [];
  for (let turn = 0; turn < 4; turn += 1) replies.push(await send('describe', { image_file }));
  expect(replies.map(({ status }) => status)).toEqual([429, 429, 422, 200]);
  expect(replies[0]?.headers.get('retry-after')).toBe('7');
  expect(await replies[2]?.json()).toEqual(failed('Image'));
  expect(await (await get('/sandbox/faults')).json()).toEqual([]);
});

test('a queued fault without an operation strikes any of them, but no download', async () => {
  const [made] = await items(await ask(''));
  await queue({ fault: '402' });
  expect((await get(made?.url ?? '')).status).toBe(200);
  const refused = await ask('');
  expect(refused.status).toBe(402);
  expect(await detail(refused)).toContain('credits');
});

test('downloads can be made to fail too', async () => {
  const [made] = await items(await ask(''));
  for (const fault of ['500', '403', '429', 'close', 'cut']) await queue({ operation: 'file', fault });
  const url = made?.url ?? '';
  for (const status of [500, 403, 429]) expect((await get(url)).status).toBe(status);
  await expect(get(url)).rejects.toBeInstanceOf(SandboxFault);
  const cut = await get(url);
  await expect(cut.arrayBuffer()).rejects.toBeInstanceOf(SandboxFault);
  expect((await get(url)).status).toBe(200);
});

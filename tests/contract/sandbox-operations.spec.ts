import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { detail, freshData, generate, get, items, photo, send } from './sandbox-harness';

freshData();

const small = {
  prompt: 'a lighthouse on a cliff at dusk, calm sea', magic_prompt_option: 'OFF', aspect_ratio: 'ASPECT_1_3',
};
const link = /^http:\/\/sandbox\.invalid\/sandbox\/files\/[\w-]{22}\.png\?exp=\d{10}&sig=[0-9a-f]{64}$/;

async function bytesAt(url: string): Promise<Buffer> {
  const response = await get(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/png');
  return Buffer.from(await response.arrayBuffer());
}

test('generate answers the documented envelope and a picture of the size it names', async () => {
  const response = await generate({ ...small, seed: 12345, style_type: 'DESIGN' });
  expect(response.status).toBe(200);
  const body: { created: string; data: { url: string }[] } = await response.json();
  expect(new Date(body.created).toISOString()).toBe(body.created);
  expect(body.data).toEqual([
    {
      prompt: small.prompt,
      resolution: '512x1536',
      is_image_safe: true,
      seed: 12345,
      url: expect.stringMatching(link),
      style_type: 'DESIGN',
    },
  ]);
  const { format, width, height } = await sharp(await bytesAt(body.data[0]?.url ?? '')).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 512, height: 1536 });
});

test('several pictures of one request have following seeds and differ', async () => {
  const made = await items(await generate({ ...small, num_images: 3, seed: 2147483646 }));
  expect(made.map(({ seed }) => seed)).toEqual([2147483646, 2147483647, 0]);
  const files = await Promise.all(made.map(({ url }) => bytesAt(url)));
  expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(3);
});

test('the same seed draws the same picture, no seed another one', async () => {
  const [first, again, other] = await Promise.all(
    [{ seed: 7 }, { seed: 7 }, {}].map(async (seed) => (await items(await generate({ ...small, ...seed })))[0]),
  );
  expect(await bytesAt(first?.url ?? '')).toEqual(await bytesAt(again?.url ?? ''));
  expect(other?.seed).not.toBe(7);
});

async function prompts(prompt: string, option?: string): Promise<string | undefined> {
  const [made] = await items(await generate({ ...small, prompt, magic_prompt_option: option, seed: 1 }));
  return made?.prompt;
}

test('magic prompt rewrites when ON, and when AUTO or not said only a short prompt', async () => {
  const long = 'seven white herons standing in a flooded rice field';
  expect(await prompts(long, 'OFF')).toBe(long);
  expect(await prompts('a fox', 'OFF')).toBe('a fox');
  expect(await prompts(long, 'AUTO')).toBe(long);
  expect(await prompts(long)).toBe(long);
  for (const rewritten of [await prompts('a fox', 'AUTO'), await prompts('a fox'), await prompts(long, 'ON')]) {
    expect(rewritten?.length).toBeGreaterThan(20);
    expect([long, 'a fox']).not.toContain(rewritten);
  }
});

test('a percent-encoded prompt is not decoded', async () => {
  const prompt = 'A%20serene%20tropical%20beach%20';
  const [made] = await items(await generate({ ...small, prompt }));
  expect(made?.prompt).toBe(prompt);
});

for (const [how, part] of [
  ['a text part', (json: string) => json],
  ['an application/json part', (json: string) => new Blob([json], { type: 'application/json' })],
] as const) {
  test(`remix takes image_request as ${how}`, async () => {
    const request = part(JSON.stringify({ ...small, model: 'V_1', image_weight: 80, seed: 3 }));
    const [made] = await items(await send('remix', { image_file: await photo(), image_request: request }));
    expect(made).toMatchObject({ prompt: small.prompt, resolution: '512x1536', seed: 3, is_image_safe: true });
    expect(await sharp(await bytesAt(made?.url ?? '')).metadata()).toMatchObject({ width: 512, height: 1536 });
  });
}

/** How much more red than blue a remix at this weight has. */
async function redness(weight: number): Promise<number> {
  const image_request = JSON.stringify({ ...small, image_weight: weight, seed: 3 });
  const [made] = await items(await send('remix', { image_file: await photo(), image_request }));
  const { channels } = await sharp(await bytesAt(made?.url ?? '')).stats();
  return (channels[0]?.mean ?? 0) - (channels[2]?.mean ?? 0);
}

test('remix keeps more of the source the higher its weight', async () => {
  // The source is orange: 160 more red than blue.
  expect(Math.abs((await redness(95)) - 160)).toBeLessThan(Math.abs((await redness(5)) - 160));
});

test('upscale names the size before and after, and takes an empty request', async () => {
  const [made] = await items(await send('upscale', { image_file: await photo(200, 120), image_request: '{}' }));
  const { width, height } = await sharp(await bytesAt(made?.url ?? '')).metadata();
  expect(made).toMatchObject({ prompt: '', resolution: '200x120', upscaled_resolution: `${width}x${height}` });
  expect(width).toBeGreaterThan(200);
});

test('upscale refuses a source whose result could not be sent', async () => {
  const response = await send('upscale', { image_file: await photo(4096, 1025), image_request: '{}' });
  expect(response.status).toBe(400);
  expect(await detail(response)).toContain('too large to upscale');
});

test('describe answers words', async () => {
  const response = await send('describe', { image_file: await photo(), describe_model_version: 'V_2' });
  const body: unknown = await response.json();
  expect(body).toEqual({ descriptions: [{ text: expect.stringMatching(/\w+ \w+/) }] });
});

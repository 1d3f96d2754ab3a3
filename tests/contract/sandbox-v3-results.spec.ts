import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { ledger } from '@/lib/server/sandbox/ledger';
import { SandboxFault } from '@/lib/server/sandbox/delivery';
import { detail, freshData, get, items, photo, post, queue, send, type Item } from './sandbox-harness';

freshData();

const generate = (fields: Record<string, unknown>, call = 'generate') =>
  post({ prompt: 'a red kite over dunes', ...fields }, { path: `/sandbox/v1/ideogram-v3/${call}` });
const work = (call: string, parts: Parameters<typeof send>[1]) => send(`ideogram-v3/${call}`, parts);

const only = async (response: Response): Promise<Item> => {
  const [item, ...others] = await items(response);
  expect(others).toEqual([]);
  if (!item) throw new Error('no picture');
  return item;
};
const picture = async ({ url }: Pick<Item, 'url'>) => {
  const bytes = Buffer.from(await (await get(url)).arrayBuffer());
  const { width, height, hasAlpha } = await sharp(bytes).metadata();
  return { bytes, size: `${width}x${height}`, hasAlpha };
};

test('generate answers pictures of the asked size, each with its own seed', async () => {
  const response = await generate({ aspect_ratio: '2x1', seed: 5, num_images: 2, magic_prompt: 'OFF', style_type: 'DESIGN' });
  const made = await items(response);
  expect(made).toEqual(
    [5, 6].map((seed) => ({
      prompt: 'a red kite over dunes', resolution: '1408x704', is_image_safe: true, seed, style_type: 'DESIGN',
      url: expect.stringMatching(/^http:\/\/sandbox\.invalid\/sandbox\/files\/[\w-]{22}\.png\?exp=\d+&sig=[0-9a-f]{64}$/),
    })),
  );
  for (const item of made) expect((await picture(item)).size).toBe('1408x704');
});

test('a preset, a code, a palette and a reference each change the picture; the same words do not', async () => {
  const one = { seed: 5, magic_prompt: 'OFF', resolution: '832x960' };
  const image = await photo();
  const form = { prompt: 'a red kite over dunes', ...one, seed: '5' };
  const made = await Promise.all(
    [
      generate(one),
      generate(one),
      generate({ ...one, style_preset: 'BLUEPRINT' }),
      generate({ ...one, style_codes: ['00000009'] }),
      generate({ ...one, color_palette: { name: 'ULTRAMARINE' } }),
      work('generate', { ...form, style_reference_images: image }),
    ].map(async (response) => (await picture(await only(await response))).bytes.toString('base64')),
  );
  expect(made[1]).toBe(made[0]);
  expect(new Set(made).size).toBe(5);
});

test('remix works on the picture in the asked shape', async () => {
  const parts = { prompt: 'a hill', image: await photo(), aspect_ratio: '1x3', seed: '3', magic_prompt: 'OFF' };
  const near = await only(await work('remix', { ...parts, image_weight: '100' }));
  expect(near).toMatchObject({ resolution: '512x1536', prompt: 'a hill', seed: 3, style_type: 'GENERAL' });
  const { dominant } = await sharp((await picture(near)).bytes).stats();
  expect(dominant.r).toBeGreaterThan(dominant.b);
});

test('reframe has exactly the asked size, keeps what was there and names what it saw', async () => {
  const made = await only(await work('reframe', { image: await photo(512, 512), resolution: '1536x640', seed: '3' }));
  expect(made).toEqual({
    prompt: expect.stringMatching(/\w{3}/), resolution: '1536x640', is_image_safe: true, seed: 3, url: expect.any(String),
  });
  const { bytes, size } = await picture(made);
  expect(size).toBe('1536x640');
  const middle = await sharp(bytes).extract({ left: 700, top: 300, width: 20, height: 20 }).raw().toBuffer();
  expect([...middle.subarray(0, 3)]).toEqual([0xd0, 0x80, 0x30]);
});

test('replace-background keeps the shape of its source, however large', async () => {
  const shapes: [number, number, string, string][] = [
    [96, 64, '1248x832', '96x64'],
    [2400, 1600, '1248x832', '1254x836'],
  ];
  for (const [width, height, resolution, size] of shapes) {
    const parts = { prompt: 'a forest', image: await photo(width, height), magic_prompt: 'OFF' };
    const made = await only(await work('replace-background', parts));
    expect(made).toMatchObject({ resolution, upscaled_resolution: size, prompt: 'a forest' });
    expect((await picture(made)).size).toBe(size);
  }
});

test('generate-transparent has an alpha channel, and is enlarged when asked', async () => {
  const plain = await only(await generate({ aspect_ratio: '3x2' }, 'generate-transparent'));
  expect(plain).not.toHaveProperty('upscaled_resolution');
  expect(plain).not.toHaveProperty('style_type');
  const { bytes, size, hasAlpha } = await picture(plain);
  expect([plain.resolution, size, hasAlpha]).toEqual(['1248x832', '1248x832', true]);
  expect((await sharp(bytes).stats()).isOpaque).toBe(false);
  const larger = await only(await generate({ aspect_ratio: '3x2', upscale_factor: 'X2' }, 'generate-transparent'));
  expect(larger).toMatchObject({ resolution: '1248x832', upscaled_resolution: '2496x1664' });
  expect(await picture(larger)).toMatchObject({ size: '2496x1664', hasAlpha: true });
});

test('each call is charged once, by its speed and what it was given', async () => {
  const image = await photo();
  const small = { resolution: '832x960', num_images: '2' };
  const before = (await ledger()).length;
  const runs: [Promise<Response>, [string, string, number, number]][] = [
    [generate({ rendering_speed: 'FLASH', num_images: 3 }), ['generate', 'ideogram-v3', 3, 90_000]],
    [generate({ rendering_speed: 'TURBO' }), ['generate', 'ideogram-v3', 1, 30_000]],
    [generate({}), ['generate', 'ideogram-v3', 1, 60_000]],
    [generate({ rendering_speed: 'QUALITY' }), ['generate', 'ideogram-v3', 1, 90_000]],
    [
      work('generate', { prompt: 'a', ...small, character_reference_images: image, rendering_speed: 'QUALITY' }),
      ['generate', 'ideogram-v3', 2, 400_000],
    ],
    [work('remix', { prompt: 'a', image, character_reference_images: image }), ['remix', 'ideogram-v3', 1, 150_000]],
    [work('reframe', { image, ...small, rendering_speed: 'TURBO' }), ['reframe', 'ideogram-v3', 2, 60_000]],
    [work('replace-background', { prompt: 'a', image }), ['replace-background', 'ideogram-v3', 1, 60_000]],
    [
      generate({ rendering_speed: 'TURBO', num_images: 2 }, 'generate-transparent'),
      ['generate', 'ideogram-v3-transparent', 2, 80_000],
    ],
    [
      generate({ rendering_speed: 'QUALITY', upscale_factor: 'X2' }, 'generate-transparent'),
      ['generate', 'ideogram-v3-transparent', 1, 220_000],
    ],
  ];
  for (const [response] of runs) expect((await response).status).toBe(200);
  const lines = (await ledger()).slice(before);
  const rows = lines.map(({ operation, model, images, usdMicros }) => [operation, model, images, usdMicros]);
  expect(rows.toSorted()).toEqual(runs.map(([, row]) => row).toSorted());
});

test('faults are asked for in the prompt, or queued by the name of the operation', async () => {
  const image = await photo();
  const bad = await generate({ prompt: 'a fault:withold' });
  expect(await detail(bad)).toBe("'withold' is not a fault of this sandbox - 'prompt'");
  expect((await generate({ prompt: 'nsfw' })).status).toBe(422);
  const [dark, light] = await items(await generate({ prompt: 'a fault:withheld=1', num_images: 2 }));
  expect([dark?.is_image_safe, dark?.url, light?.is_image_safe]).toEqual([false, '', true]);
  const reframe = () => work('reframe', { image, resolution: '832x960' });
  const background = () => work('replace-background', { image, prompt: 'a wood' });
  for (const fault of ['429', 'unsafe', 'close']) await queue({ operation: 'reframe', fault });
  await queue({ operation: 'replace-background', fault: '500' });
  expect((await generate({})).status).toBe(200);
  expect((await reframe()).status).toBe(429);
  const unsafe = await reframe();
  expect([unsafe.status, await detail(unsafe)]).toEqual([
    422, 'Image provided failed safety check due to the inclusion of prohibited content.',
  ]);
  await expect(reframe()).rejects.toBeInstanceOf(SandboxFault);
  expect((await reframe()).status).toBe(200);
  expect((await background()).status).toBe(500);
  expect((await background()).status).toBe(200);
});

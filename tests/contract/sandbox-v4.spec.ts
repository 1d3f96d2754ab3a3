import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { charges } from './generations-harness';
import { detail, freshData, get, items, photo, post, queue, send, type Item } from './sandbox-harness';

test.beforeEach(() => void freshData());

const call = (path: string, body: Record<string, unknown>) => post(body, { path: `/sandbox/v1/ideogram-v4/${path}` });
const work = (path: string, parts: Parameters<typeof send>[1]) => send(`ideogram-v4/${path}`, parts);
const quick = { resolution: '512x1536', seed: 5 };
const structured = {
  high_level_description: 'A harbour at dusk',
  compositional_deconstruction: {
    background: 'a violet sky',
    elements: [
      { type: 'obj', desc: 'two boats', bbox: [500, 200, 800, 700] },
      { type: 'text', text: 'HARBOUR', desc: 'wide letters', bbox: [40, 100, 200, 900] },
    ],
  },
  style_description: { medium: 'linocut', color_palette: ['#123f47', '#e2b13f'] },
};

const picture = async ({ url }: Pick<Item, 'url'>) => {
  const bytes = Buffer.from(await (await get(url)).arrayBuffer());
  const { width, height, hasAlpha } = await sharp(bytes).metadata();
  return { bytes, size: `${width}x${height}`, hasAlpha };
};
const only = async (response: Response): Promise<Item> => {
  const [item, ...others] = await items(response);
  expect(others).toEqual([]);
  if (!item) throw new Error('no picture');
  return item;
};
const answerOf = async (response: Response) => (await response.json()) as { json_prompt: typeof structured; aspect_ratio: string };

test('generate answers one picture of the asked size, its words written out', async () => {
  const response = await call('generate', { text_prompt: 'a quiet harbour', ...quick });
  const body = (await response.clone().json()) as Record<string, unknown>;
  expect(body).toMatchObject({ created: expect.stringMatching(/^20\d\d-/), response_type: 'url' });
  const item = await only(response);
  expect(item).toMatchObject({ resolution: '512x1536', is_image_safe: true, seed: 5 });
  expect(item.prompt).toMatch(/^a quiet harbour, /);
  expect((await picture(item)).size).toBe('512x1536');
});

test('a structured prompt is taken as it is: its words, its lettering, its colours', async () => {
  const one = await only(await call('generate', { json_prompt: structured, ...quick }));
  expect(one.prompt).toBe('A harbour at dusk. a violet sky. two boats. “HARBOUR”. linocut');
  const { style_description: _colours, ...plain } = structured;
  const other = await only(await call('generate', { json_prompt: { ...plain, style_description: { medium: 'linocut' } }, ...quick }));
  expect((await picture(one)).bytes.equals((await picture(other)).bytes)).toBe(false);
});

test('what is not taken is named', async () => {
  const refused: [string, Record<string, unknown>, RegExp][] = [
    ['generate', {}, /exactly one of 'text_prompt' and 'json_prompt'/],
    ['generate', { text_prompt: 'a', json_prompt: structured }, /exactly one of/],
    ['generate', { text_prompt: 'a', rendering_speed: 'FLASH' }, /'FLASH' is not one of .* - 'rendering_speed'/],
    ['generate', { text_prompt: 'a', num_images: 2 }, /'num_images' unexpected/],
    ['generate', { text_prompt: 'a', resolution: '832x960' }, /'832x960' is not one of .* - 'resolution'/],
    ['generate', { json_prompt: { high_level_description: 'a' } }, /required property - 'json_prompt.compositional_deconstruction'/],
    ['generate-transparent', { text_prompt: 'a', aspect_ratio: '16:9' }, /'16:9' is not one of .* - 'aspect_ratio'/],
    ['magic-prompt', {}, /'text_prompt' is a required property/],
  ];
  for (const [path, body, said] of refused) {
    const response = await call(path, body);
    expect([path, response.status]).toEqual([path, 400]);
    expect(await detail(response)).toMatch(said);
  }
  expect(await charges()).toEqual([]);
});

test('remix keeps the shape of its source, and a weight binds it to it', async () => {
  const parts = { text_prompt: 'a hill', image: await photo(120, 90) };
  expect(await only(await work('remix', parts))).toMatchObject({ resolution: '1152x864' });
  expect((await work('remix', { ...parts, image_weight: '80', resolution: '1152x864' })).status).toBe(200);
  const refused = await work('remix', { ...parts, image_weight: '80', resolution: '512x1536' });
  expect([refused.status, await detail(refused)]).toEqual([400, expect.stringContaining("'image_weight' cannot be used")]);
  expect((await work('remix', { ...parts, seed: '4' })).status).toBe(400);
});

test('transparent has an alpha channel and the pixels of its budget', async () => {
  const made = await only(await call('generate-transparent', { text_prompt: 'a red kite', aspect_ratio: '16x9', seed: 3 }));
  expect(made.resolution).toBe('1360x768');
  expect(await picture(made)).toMatchObject({ size: '1360x768', hasAlpha: true });
});

test('remove-background answers a picture and no words', async () => {
  const response = await send('remove-background', { image: await photo() });
  const [item] = await items(response);
  expect(item).toEqual({ is_image_safe: true, url: expect.stringMatching(/\.png\?exp=\d+&sig=/) });
  expect(await picture(item ?? { url: '' })).toMatchObject({ size: '96x64', hasAlpha: true });
});

test('magic prompt writes out what is in the words: things, lettering, light, colour, shape', async () => {
  const words = 'three red boats in fog at dawn, a poster saying “HARBOUR”';
  const { json_prompt: written, aspect_ratio } = await answerOf(await call('magic-prompt', { text_prompt: words }));
  expect(aspect_ratio).toBe('4x5');
  expect(written.high_level_description).toContain('three red boats in fog at dawn');
  const { background, elements } = written.compositional_deconstruction;
  expect(background).toMatch(/early morning, fog/);
  expect(elements.filter(({ type }) => type === 'text')).toMatchObject([{ text: 'HARBOUR', bbox: expect.any(Array) }]);
  expect(elements.filter(({ desc }) => desc === 'boats')).toHaveLength(3);
  for (const { bbox: [top = 0, left = 0, bottom = 0, right = 0] } of elements) {
    expect(top < bottom && left < right && right <= 1000).toBe(true);
  }
  const asked = await answerOf(await call('magic-prompt', { text_prompt: words, aspect_ratio: '1x3' }));
  expect(asked.aspect_ratio).toBe('1x3');
  const again = await call('generate', { json_prompt: written, ...quick });
  expect(again.status).toBe(200);
});

test('describe sees the picture, and tells what was asked for', async () => {
  const seen = await answerOf(await work('describe', { image_file: await photo() }));
  expect(seen.json_prompt.high_level_description).toMatch(/landscape orientation, mostly (orange|ochre|gold)/);
  expect(seen.json_prompt.compositional_deconstruction.elements[0]?.bbox).toHaveLength(4);
  expect(seen.json_prompt).not.toHaveProperty('style_description');
  const more = await answerOf(await work('describe', {
    image_file: await photo(), include_bbox: 'false', include_style_descriptions: 'true', include_tags: 'true',
  }));
  expect(more.json_prompt.compositional_deconstruction.elements[0]).not.toHaveProperty('bbox');
  expect(more.json_prompt).toMatchObject({ style_description: { color_palette: [expect.stringMatching(/^#d\w8\w3\w$/)] }, tags: [expect.any(String)] });
  expect((await call('generate', { json_prompt: more.json_prompt, ...quick })).status).toBe(200);
});

test('each is charged once, and a refusal not at all', async () => {
  await call('generate', { text_prompt: 'a quiet harbour', ...quick, rendering_speed: 'TURBO' });
  await call('generate', { text_prompt: 'a quiet harbour fault:402', ...quick });
  await call('generate', { text_prompt: 'nsfw', ...quick });
  await call('magic-prompt', { text_prompt: 'a quiet harbour' });
  await work('describe', { image_file: await photo() });
  await send('remove-background', { image: await photo() });
  const lines = (await charges()).map(({ operation, model, images, usdMicros }) => [operation, model, images, usdMicros]);
  expect(lines).toEqual([
    ['generate', 'ideogram-v4', 1, 30_000],
    ['magic-prompt', 'ideogram-v4-magic-prompt', 0, 0],
    ['describe', 'ideogram-v4-describe', 0, 10_000],
    ['remove-background', 'ideogram-remove-background', 1, 10_000],
  ]);
});

test('the other reasons of 402 and 429 can be asked for', async () => {
  const told: [string, number][] = [
    ['402', 402], ['subscription_required', 402], ['priority_credit_required', 402], ['feature_limit', 402],
    ['429', 429], ['daily_limit', 429],
  ];
  for (const [name, status] of told) {
    const response = await call('generate', { text_prompt: `a fault:${name}`, ...quick });
    const reason = { 402: 'insufficient_funds', 429: 'inflight_limit' }[name] ?? name;
    expect([response.status, await response.json()]).toEqual([status, { error: expect.any(String), reject_reason: reason }]);
  }
  await queue({ operation: 'describe', fault: 'feature_limit' });
  expect((await work('describe', { image_file: await photo() })).status).toBe(402);
});

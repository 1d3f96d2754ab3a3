import { expect, test } from '@playwright/test';
import { operations } from '../../lib/schema/operation';
import { ideogram } from '../../lib/server/providers/ideogram';
import {
  replay,
  one,
  card,
  generate,
  remix,
  only,
  jsonOf,
  requestOf,
  formOf,
  outputs,
} from './ideogram-calls';
import { canary, fakeContext, fileBytes, recording } from './recording';

test('generate says what a gateway documents, field for field', async () => {
  const { image_request: documented } = recording<{ request: { image_request: Record<string, unknown> } }>(
    'generate',
  ).request;
  const { sent } = await generate({
    prompt: documented['prompt'],
    magicPrompt: 'auto',
    aspectRatio: '10:16',
    seed: 12345,
    style: 'general',
    negativePrompt: 'string',
  });
  // The page's `resolution: "string"` is a placeholder beside an aspect ratio; the two exclude each other.
  const { resolution: _placeholder, ...expected } = documented;
  expect(only(sent)).toMatchObject({
    method: 'POST',
    url: 'https://gateway.invalid/ideogram/v1/generate',
    headers: {
      Authorization: `Bearer ${canary}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
  });
  expect(Object.keys(only(sent).headers)).toHaveLength(3);
  expect(jsonOf(sent)).toEqual({ image_request: { ...expected, num_images: 1 } });
});

test('the official host gets its own header and no prefix', async () => {
  const { sent } = await generate({ prompt: 'a dog' }, 'ideogram-v2', replay('generate'), {
    auth: 'api-key',
    baseUrl: 'https://api.ideogram.ai',
    pathPrefix: '',
  });
  expect(only(sent).url).toBe('https://api.ideogram.ai/generate');
  expect(only(sent).headers).toEqual({
    'Api-Key': canary,
    'Content-Type': 'application/json',
    Accept: 'application/json',
  });
  expect(jsonOf(sent)).toEqual({ image_request: { prompt: 'a dog', model: 'V_2', num_images: 1 } });
});

test('every word of the vocabulary has its wire spelling', async () => {
  const { sent } = await generate(
    {
      prompt: 'a sign that reads 100% "猫" \u{1F408}',
      resolution: '1344x768',
      style: 'render-3d',
      magicPrompt: 'off',
      count: 8,
      seed: 0,
      colorPalette: {
        members: [
          { color: '#111111' },
          { color: '#222222', weight: 0.25 },
          { color: '#333333', weight: 0.75 },
        ],
      },
    },
    'ideogram-v2-turbo',
  );
  expect(requestOf(sent)).toEqual({
    prompt: 'a sign that reads 100% "猫" \u{1F408}',
    model: 'V_2_TURBO',
    resolution: 'RESOLUTION_1344_768',
    style_type: 'RENDER_3D',
    magic_prompt_option: 'OFF',
    num_images: 8,
    seed: 0,
    color_palette: {
      members: [
        { color_hex: '#333333', color_weight: 0.75 },
        { color_hex: '#222222', color_weight: 0.25 },
        { color_hex: '#111111' },
      ],
    },
  });
  const preset = await generate({ prompt: 'a', colorPalette: { name: 'ember' }, magicPrompt: 'on' });
  expect(requestOf(preset.sent)).toMatchObject({
    color_palette: { name: 'EMBER' },
    magic_prompt_option: 'ON',
  });
});

test('each model goes by its wire name and gets only what it takes', async () => {
  const asked = {
    prompt: 'a dog',
    negativePrompt: 'cats',
    aspectRatio: '16:9',
    style: 'anime',
    colorPalette: { name: 'ember' },
    seed: 7,
    count: 2,
    magicPrompt: 'auto',
  };
  const shared = {
    prompt: 'a dog',
    aspect_ratio: 'ASPECT_16_9',
    seed: 7,
    num_images: 2,
    magic_prompt_option: 'AUTO',
  };
  const version2 = {
    ...shared,
    negative_prompt: 'cats',
    style_type: 'ANIME',
    color_palette: { name: 'EMBER' },
  };
  const version2a = { ...shared, style_type: 'ANIME' };
  const version1 = { ...shared, negative_prompt: 'cats' };
  const expected: Record<string, object> = {
    'ideogram-v2': { ...version2, model: 'V_2' },
    'ideogram-v2-turbo': { ...version2, model: 'V_2_TURBO' },
    'ideogram-v2a': { ...version2a, model: 'V_2A' },
    'ideogram-v2a-turbo': { ...version2a, model: 'V_2A_TURBO' },
    'ideogram-v1': { ...version1, model: 'V_1' },
    'ideogram-v1-turbo': { ...version1, model: 'V_1_TURBO' },
  };
  const makers = ideogram.models.filter((model) => model.operations.generate);
  expect(makers.map((model) => model.id)).toEqual(Object.keys(expected));
  for (const { id } of makers) expect(requestOf((await generate(asked, id)).sent), id).toEqual(expected[id]);
  const sized = await generate({ prompt: 'a', resolution: '1344x768' }, 'ideogram-v2a');
  expect(requestOf(sized.sent)).not.toHaveProperty('resolution');
});

test('an exact size and a ratio never go out together', async () => {
  const fake = fakeContext(replay('generate'));
  const input = {
    ...operations.generate.parse({ prompt: 'a', aspectRatio: '16:9' }),
    resolution: '1344x768',
  };
  await ideogram.start.generate?.(input, card('ideogram-v2'), fake.context);
  expect(requestOf(fake.sent)).toMatchObject({ resolution: 'RESOLUTION_1344_768' });
  expect(requestOf(fake.sent)).not.toHaveProperty('aspect_ratio');
});

test('remix sends the file and plain JSON, never percent-encoded', async () => {
  const { sent, files } = await remix(
    {
      image: 'img_1',
      prompt: 'A serene tropical beach 海滩',
      imageWeight: 50,
      magicPrompt: 'auto',
      aspectRatio: '10:16',
      seed: 12345,
      style: 'general',
      negativePrompt: 'brush strokes, painting',
    },
    'ideogram-v1',
  );
  const { url, headers } = only(sent);
  expect(url).toBe('https://gateway.invalid/ideogram/v1/remix');
  // The boundary of a form is the HTTP client's to write.
  expect(headers).toEqual({ Authorization: `Bearer ${canary}`, Accept: 'application/json' });
  expect(files).toEqual([{ imageId: 'img_1', maxBytes: 10_000_000 }]);
  const form = formOf(sent);
  expect([...form.keys()]).toEqual(['image_file', 'image_request']);
  const file = form.get('image_file') as File;
  expect([file.name, file.type]).toEqual(['dog 狗.png', 'image/png']);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(fileBytes);
  expect(JSON.parse(String(form.get('image_request')))).toEqual({
    prompt: 'A serene tropical beach 海滩',
    model: 'V_1',
    aspect_ratio: 'ASPECT_10_16',
    magic_prompt_option: 'AUTO',
    seed: 12345,
    num_images: 1,
    negative_prompt: 'brush strokes, painting',
    image_weight: 50,
  });
});

test('upscale names no model', async () => {
  const fake = fakeContext(replay('remix'));
  await ideogram.start.upscale?.(
    operations.upscale.parse({
      image: 'img_1',
      resemblance: 60,
      detail: 40,
      magicPrompt: 'on',
      seed: 3,
      prompt: 'sharp',
    }),
    card('ideogram-upscale'),
    fake.context,
  );
  expect(only(fake.sent).url).toBe('https://gateway.invalid/ideogram/v1/upscale');
  expect(JSON.parse(String(formOf(fake.sent).get('image_request')))).toEqual({
    prompt: 'sharp',
    resemblance: 60,
    detail: 40,
    magic_prompt_option: 'ON',
    seed: 3,
    num_images: 1,
  });
});

test('upscale without any wish still carries a request', async () => {
  const fake = fakeContext(one({ prompt: '' }));
  const input = operations.upscale.parse({ image: 'img_1' });
  const step = await ideogram.start.upscale?.(input, card('ideogram-upscale'), fake.context);
  expect(JSON.parse(String(formOf(fake.sent).get('image_request')))).toEqual({ num_images: 1 });
  expect(outputs(step)[0]?.prompt).toBeNull();
});

test('describe sends the file alone', async () => {
  const fake = fakeContext(replay('describe'));
  const input = operations.describe.parse({ image: 'img_1' });
  const step = await ideogram.start.describe?.(input, card('ideogram-describe'), fake.context);
  expect(only(fake.sent).url).toBe('https://gateway.invalid/ideogram/v1/describe');
  expect([...formOf(fake.sent).keys()]).toEqual(['image_file']);
  expect(step).toEqual({
    state: 'done',
    outputs: [],
    text: 'A golden retriever runs through tall grass.\n\nA dog at play.',
  });
});

test('a card without the operation sends nothing', async () => {
  const fake = fakeContext(replay('generate'));
  const start = ideogram.start.generate?.(
    operations.generate.parse({ prompt: 'a' }),
    card('ideogram-upscale'),
    fake.context,
  );
  await expect(start).rejects.toMatchObject({ name: 'AppError', code: 'unsupported' });
  expect(fake.sent).toEqual([]);
});

import { expect, test } from '@playwright/test';
import { stylePresets } from '../../lib/schema/style-presets';
import { ideogram } from '../../lib/server/providers/ideogram';
import { ideogramV3 } from '../../lib/server/providers/ideogram-v3';
import { formOf, jsonOf, only } from './ideogram-calls';
import { ask, card, filesIn, textsOf, urlOf } from './ideogram-v3-calls';
import { canary, connection, fileBytes, recording } from './recording';

type Documented = { request: Record<string, unknown>; referred: Record<string, unknown> };
const documented = (name: string) => recording<Documented>(name, 'ideogram-v3');

const official = { auth: 'api-key', baseUrl: 'https://api.ideogram.ai', pathPrefix: '' } as const;

test('generate says what the vendor\'s sample says, as JSON', async () => {
  const { sent } = await ask(
    'generate',
    { prompt: 'A picture of a cat', renderingSpeed: 'turbo' },
    { settings: official },
  );
  expect(only(sent)).toMatchObject({
    method: 'POST',
    url: 'https://api.ideogram.ai/v1/ideogram-v3/generate',
    headers: { 'Api-Key': canary, 'Content-Type': 'application/json', Accept: 'application/json' },
  });
  expect(Object.keys(only(sent).headers)).toHaveLength(3);
  expect(jsonOf(sent)).toEqual({ ...documented('generate').request, num_images: 1 });
});

test('generate with reference pictures is multipart, each one a part of the same name', async () => {
  const { sent, files } = await ask('generate', {
    prompt: 'A picture of a cat', aspectRatio: '3:1', styleImages: ['one', 'two'],
  });
  expect(urlOf(sent)).toBe('https://gateway.invalid/ideogram/v1/ideogram-v3/generate');
  // The boundary of a form is the HTTP client's to write.
  expect(only(sent).headers).toEqual({ Authorization: `Bearer ${canary}`, Accept: 'application/json' });
  expect(textsOf(sent)).toEqual({ ...documented('generate').referred, num_images: '1' });
  expect(filesIn(sent)).toEqual(['style_reference_images', 'style_reference_images']);
  for (const file of formOf(sent).getAll('style_reference_images') as File[]) {
    expect([file.name, file.type]).toEqual(['dog 狗.png', 'image/png']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(fileBytes);
  }
  // Ten megabytes for all of them together.
  expect(files).toEqual([
    { imageId: 'one', maxBytes: 5_000_000 },
    { imageId: 'two', maxBytes: 5_000_000 },
  ]);
});

const everything = {
  prompt: 'a sign that reads "100% 猫"',
  negativePrompt: 'fog',
  aspectRatio: '16:9',
  renderingSpeed: 'quality',
  magicPrompt: 'off',
  style: 'fiction',
  stylePreset: '80s-illustration',
  colorPalette: { members: [{ color: '#111111', weight: 0.25 }, { color: '#222222', weight: 0.75 }] },
  seed: 0,
  count: 8,
};
const members = [{ color_hex: '#222222', color_weight: 0.75 }, { color_hex: '#111111', color_weight: 0.25 }];
const spelled = {
  prompt: 'a sign that reads "100% 猫"',
  negative_prompt: 'fog',
  aspect_ratio: '16x9',
  rendering_speed: 'QUALITY',
  magic_prompt: 'OFF',
  style_type: 'FICTION',
  style_preset: '80S_ILLUSTRATION',
  color_palette: { members },
  seed: 0,
  num_images: 8,
};

test('every field of generate has its wire spelling, as JSON and as parts', async () => {
  expect(jsonOf((await ask('generate', everything)).sent)).toEqual(spelled);
  const { sent, files } = await ask('generate', { ...everything, characterImage: 'face' });
  expect(textsOf(sent)).toEqual({
    ...spelled,
    seed: '0',
    num_images: '8',
    color_palette: JSON.stringify({ members }),
  });
  expect(filesIn(sent)).toEqual(['character_reference_images']);
  expect(files).toEqual([{ imageId: 'face', maxBytes: 10_000_000 }]);
});

test('style codes are a list in JSON and a repeated part in a form', async () => {
  const styleCodes = ['AAFF5733', '0123abcd'];
  const generated = await ask('generate', { prompt: 'a', styleCodes, colorPalette: { name: 'ember' } });
  expect(jsonOf(generated.sent)).toEqual({
    prompt: 'a', style_codes: styleCodes, color_palette: { name: 'EMBER' }, num_images: 1,
  });
  const { sent } = await ask('remix', { prompt: 'a', image: 'i', styleCodes, colorPalette: { name: 'ember' } });
  expect(textsOf(sent)).toEqual({
    prompt: 'a', style_codes: styleCodes, color_palette: '{"name":"EMBER"}', num_images: '1',
  });
});

test('every ratio, size, speed and preset goes by a word of the wire', async () => {
  const takes = card('ideogram-v3').operations.generate;
  const bodyOf = async (body: object) => jsonOf((await ask('generate', { prompt: 'a', ...body })).sent);
  for (const aspectRatio of takes?.aspectRatios ?? [])
    expect(await bodyOf({ aspectRatio })).toHaveProperty('aspect_ratio', aspectRatio.replace(':', 'x'));
  for (const resolution of takes?.resolutions ?? [])
    expect(await bodyOf({ resolution })).toEqual({ prompt: 'a', resolution, num_images: 1 });
  for (const renderingSpeed of ['flash', 'turbo', 'default', 'quality'])
    expect(await bodyOf({ renderingSpeed })).toHaveProperty('rendering_speed', renderingSpeed.toUpperCase());
  const words = await Promise.all(stylePresets.map((stylePreset) => bodyOf({ stylePreset })));
  expect(words.map((body) => (body as { style_preset: string }).style_preset)).toEqual(
    stylePresets.map((preset) => preset.toUpperCase().replaceAll('-', '_')),
  );
});

test('remix says what the vendor\'s example says', async () => {
  const { sent, files } = await ask('remix', {
    image: 'img_1', prompt: 'A photo of a cat', imageWeight: 50, aspectRatio: '1:2', renderingSpeed: 'default',
    style: 'auto',
  });
  expect(urlOf(sent)).toBe('https://gateway.invalid/ideogram/v1/ideogram-v3/remix');
  expect(filesIn(sent)).toEqual(['image']);
  expect(textsOf(sent)).toEqual({ ...documented('remix').request, image_weight: '50', num_images: '1' });
  expect(files).toEqual([{ imageId: 'img_1', maxBytes: 10_000_000 }]);
});

test('remix takes all that generate takes, and each kind of picture under its own name', async () => {
  const { sent, files } = await ask('remix', {
    ...everything, stylePreset: undefined, image: 'i', imageWeight: 100, styleImages: ['a', 'b', 'c'],
    characterImage: 'face',
  });
  const { style_preset: _left, ...others } = spelled;
  expect(textsOf(sent)).toEqual({
    ...others, seed: '0', num_images: '8', image_weight: '100', color_palette: JSON.stringify({ members }),
  });
  const style = 'style_reference_images';
  expect(filesIn(sent)).toEqual(['image', style, style, style, 'character_reference_images']);
  expect(files.map(({ maxBytes }) => maxBytes)).toEqual([10_000_000, 3_333_333, 3_333_333, 3_333_333, 10_000_000]);
});

test('reframe always sends a size and never a prompt or a ratio', async () => {
  const sized = await ask('reframe', { image: 'i', resolution: '512x1536' });
  expect(urlOf(sized.sent)).toBe('https://gateway.invalid/ideogram/v1/ideogram-v3/reframe');
  expect(filesIn(sized.sent)).toEqual(['image']);
  expect(textsOf(sized.sent)).toEqual({ ...documented('reframe').request, num_images: '1' });
  const takes = card('ideogram-v3').operations.reframe;
  expect(Object.keys(takes?.sizes ?? {})).toHaveLength(15);
  for (const [aspectRatio, [width, height]] of Object.entries(takes?.sizes ?? {})) {
    const { sent } = await ask('reframe', { image: 'i', aspectRatio });
    expect(textsOf(sent)).toEqual({ resolution: `${width}x${height}`, num_images: '1' });
  }
});

test('reframe takes speed, look, seed and count, and refuses a shape that it has no size for', async () => {
  const { sent } = await ask('reframe', {
    image: 'i', aspectRatio: '2:1', renderingSpeed: 'flash', styleCodes: ['AAFF5733'],
    colorPalette: { name: 'fresh' }, seed: 7, count: 2,
  });
  expect(textsOf(sent)).toEqual({
    resolution: '1408x704', rendering_speed: 'FLASH', style_codes: 'AAFF5733', color_palette: '{"name":"FRESH"}',
    seed: '7', num_images: '2',
  });
  for (const shape of [{ aspectRatio: '7:5' }, { resolution: '640x1024' }])
    await expect(ask('reframe', { image: 'i', ...shape })).rejects.toMatchObject({ code: 'unsupported' });
});

test('replace-background says what the vendor\'s example says, and no size', async () => {
  const { sent } = await ask('replace-background', {
    image: 'i', prompt: 'Add a forest in the background', magicPrompt: 'on', renderingSpeed: 'quality',
    stylePreset: 'watercolor',
  });
  expect(urlOf(sent)).toBe('https://gateway.invalid/ideogram/v1/ideogram-v3/replace-background');
  expect(filesIn(sent)).toEqual(['image']);
  expect(textsOf(sent)).toEqual({
    ...documented('replace-background').request, style_preset: 'WATERCOLOR', num_images: '1',
  });
});

test('the transparent model has a path of its own and takes no look', async () => {
  const { sent } = await ask('generate', { ...everything, renderingSpeed: 'flash' }, { id: 'ideogram-v3-transparent' });
  expect(urlOf(sent)).toBe('https://gateway.invalid/ideogram/v1/ideogram-v3/generate-transparent');
  expect(jsonOf(sent)).toEqual({
    prompt: everything.prompt, negative_prompt: 'fog', aspect_ratio: '16x9', magic_prompt: 'OFF', seed: 0, num_images: 8,
  });
  const quick = await ask(
    'generate',
    { prompt: 'a', renderingSpeed: 'turbo', resolution: '1024x1024' },
    { id: 'ideogram-v3-transparent' },
  );
  expect(jsonOf(quick.sent)).toEqual({ prompt: 'a', rendering_speed: 'TURBO', num_images: 1 });
  await expect(
    ask('remix', { prompt: 'a', image: 'i' }, { id: 'ideogram-v3-transparent' }),
  ).rejects.toMatchObject({ code: 'unsupported' });
});

test('a prefix comes before /v1, and one that ends in a version is not given a second', async () => {
  const addresses: [string, string][] = [
    ['', '/v1/ideogram-v3/generate'],
    ['/ideogram', '/ideogram/v1/ideogram-v3/generate'],
    ['/ideogram/v1', '/ideogram/v1/ideogram-v3/generate'],
    ['/v1', '/v1/ideogram-v3/generate'],
    ['/sandbox', '/sandbox/v1/ideogram-v3/generate'],
  ];
  for (const [pathPrefix, path] of addresses) {
    const { sent } = await ask('generate', { prompt: 'a' }, { settings: { pathPrefix } });
    expect(urlOf(sent), pathPrefix).toBe(`https://gateway.invalid${path}`);
  }
});

test('the cards are what the field matrix and the price list say', () => {
  const [first, transparent] = ideogramV3.models;
  const { generate, remix, reframe, 'replace-background': background } = first?.operations ?? {};
  for (const takes of [generate, remix, reframe, background]) {
    expect([takes?.stylePresets.length, takes?.styleCodes, takes?.styleImages, takes?.count]).toEqual([62, 4, 3, 8]);
    expect(takes?.renderingSpeeds).toEqual(['flash', 'turbo', 'default', 'quality']);
    expect(takes?.price?.speeds).toEqual({ flash: 30_000, turbo: 30_000, default: 60_000, quality: 90_000 });
  }
  for (const takes of [generate, remix]) {
    expect([takes?.aspectRatios.length, takes?.resolutions.length, takes?.styles.length]).toEqual([15, 69, 5]);
    expect(takes?.characterImage).toBe(true);
    expect(takes?.price?.character).toEqual({ flash: 100_000, turbo: 100_000, default: 150_000, quality: 200_000 });
  }
  expect(remix?.imageWeight).toEqual({ min: 1, max: 100, default: 50 });
  for (const takes of [reframe, background]) expect([takes?.styles, takes?.characterImage]).toEqual([[], false]);
  expect([reframe?.prompt, reframe?.magicPrompt, reframe?.resolutions.length]).toEqual(['none', false, 69]);
  expect([background?.prompt, background?.aspectRatios, background?.keepsShape]).toEqual(['required', [], true]);
  const alone = transparent?.operations.generate;
  expect(Object.keys(transparent?.operations ?? {})).toEqual(['generate']);
  expect([alone?.aspectRatios.length, alone?.resolutions, alone?.styles, alone?.stylePresets]).toEqual([15, [], [], []]);
  expect(alone?.renderingSpeeds).toEqual(['turbo', 'default', 'quality']);
  expect(alone?.price?.speeds).toEqual({ turbo: 40_000, default: 70_000, quality: 100_000 });
});

test('the doctor asks each paid path by GET, and the key by a call that is free', () => {
  const asked = (provider: typeof ideogramV3, pathPrefix: string) =>
    provider.doctor?.probes({ ...connection, ...official, pathPrefix }).map(({ how, about, request }) => {
      expect(request).toMatchObject({ method: 'GET', headers: { 'Api-Key': canary } });
      expect(request.body).toBeUndefined();
      return [how, about, request.url.replace('https://api.ideogram.ai', '')];
    });
  expect(asked(ideogramV3, '/ideogram/v1')).toEqual([
    ['unpaid', { key: true }, '/ideogram/models'],
    ['wrong-method', { operation: 'generate', models: ['ideogram-v3'] }, '/ideogram/v1/ideogram-v3/generate'],
    [
      'wrong-method',
      { operation: 'generate', models: ['ideogram-v3-transparent'] },
      '/ideogram/v1/ideogram-v3/generate-transparent',
    ],
    ['wrong-method', { operation: 'remix', models: ['ideogram-v3'] }, '/ideogram/v1/ideogram-v3/remix'],
    ['wrong-method', { operation: 'reframe', models: ['ideogram-v3'] }, '/ideogram/v1/ideogram-v3/reframe'],
    [
      'wrong-method',
      { operation: 'replace-background', models: ['ideogram-v3'] },
      '/ideogram/v1/ideogram-v3/replace-background',
    ],
  ]);
  const makers = ideogram.models.filter((model) => model.operations.generate).map(({ id }) => id);
  expect(asked(ideogram, '')).toEqual([
    ['unpaid', { key: true }, '/models'],
    ['wrong-method', { operation: 'generate', models: makers }, '/generate'],
    ['wrong-method', { operation: 'remix', models: makers }, '/remix'],
    ['wrong-method', { operation: 'upscale', models: ['ideogram-upscale'] }, '/upscale'],
    ['wrong-method', { operation: 'describe', models: ['ideogram-describe'] }, '/describe'],
  ]);
  expect([ideogram.doctor?.answers, ideogramV3.doctor?.answers]).toEqual(['at-once', 'at-once']);
});

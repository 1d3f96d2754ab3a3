import { expect, test } from '@playwright/test';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import { models } from '@/lib/server/sandbox/replicate/vocabulary';
import { aspectRatios, speeds, stylePresets, styleTypes } from '@/lib/server/sandbox/v3/vocabulary';
import { magicOptions, paletteNames, resolutions, resolutions3 } from '@/lib/server/sandbox/vocabulary';
import { detail, freshData, origin, photo, post, queue, send } from './sandbox-harness';

freshData();

// Understood and then refused for want of credit: nothing is drawn, and a 400 would have come before it.
const prompt = 'a red kite over dunes fault:402';
type Fields = Record<string, unknown>;
const pathOf = (call: string) => `/sandbox/v1/ideogram-v3/${call}`;
const generate = (fields: Fields, call = 'generate') => post({ prompt, ...fields }, { path: pathOf(call) });

const understood = async (fields: Fields, call?: string) => {
  const response = await generate(fields, call);
  expect(response.status, `${JSON.stringify(fields)}: ${await detail(response.clone())}`).toBe(402);
};
const refused = async (fields: Fields, message: RegExp | string, call?: string) => {
  const response = await generate(fields, call);
  expect(response.status, JSON.stringify(fields)).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: { detail: string } = await response.json();
  expect(body).toEqual({ type: 'about:blank', title: 'Bad Request', detail: expect.any(String), status: 400 });
  expect(body.detail).toMatch(message);
};
/** What a multipart call says of its parts. */
const told = async (call: string, parts: Parameters<typeof send>[1]) => {
  const response = await send(`ideogram-v3/${call}`, parts);
  return `${response.status} ${await detail(response)}`;
};
const unpaid = '402 Add a payment method and credits to use this API key.';

test('every documented word is understood', async () => {
  expect([aspectRatios.length, resolutions3.length, stylePresets.length]).toEqual([15, 69, 62]);
  await understood({});
  for (const aspect_ratio of aspectRatios) await understood({ aspect_ratio });
  for (const resolution of resolutions3) await understood({ resolution });
  for (const style_type of styleTypes) await understood({ style_type });
  for (const style_preset of stylePresets) await understood({ style_preset });
  for (const rendering_speed of speeds) await understood({ rendering_speed });
  for (const magic_prompt of magicOptions) await understood({ magic_prompt });
  for (const name of paletteNames) await understood({ color_palette: { name } });
  await understood({ style_codes: ['AAFF5733', '0123abcd'], negative_prompt: 'fog', enable_copyright_detection: null });
});

test('the sizes differ from the legacy ones, and the presets from Replicate\'s names, as documented', () => {
  const legacy = resolutions.map((name) => name.replace('RESOLUTION_', '').replace('_', 'x'));
  expect(resolutions3.filter((size) => !legacy.includes(size))).toEqual(['800x1280']);
  expect(legacy.filter((size) => !resolutions3.includes(size))).toEqual([
    '640x1024', '720x1280', '768x1024', '768x1152', '768x1232',
    '1024x640', '1024x768', '1152x768', '1232x768', '1280x720',
  ]);
  const named = models['ideogram-ai/ideogram-v3-turbo']?.presets?.filter((name) => name !== 'None') ?? [];
  expect(stylePresets).toEqual(named.map((name) => name.toUpperCase().replaceAll("'", '').replaceAll(' ', '_')));
});

test('words of other generations are not', async () => {
  const strangers: Record<string, unknown[]> = {
    aspect_ratio: ['ASPECT_16_9', '16:9', '4x1', 'AUTO'],
    resolution: ['RESOLUTION_1024_1024', '640x1024', '2048x2048'],
    style_type: ['ANIME', 'RENDER_3D', 'auto', ''],
    rendering_speed: ['BASIC', 'fast', 1],
    style_preset: ['Bauhaus', 'bauhaus', 'NONE'],
    magic_prompt: [true, 'Auto'],
  };
  for (const [field, values] of Object.entries(strangers))
    for (const value of values) await refused({ [field]: value }, `- '${field}'`);
  await refused({ magic_prompt_option: 'ON' }, "Additional properties are not allowed ('magic_prompt_option' unexpected)");
  await refused({ image_request: { prompt } }, "'image_request' unexpected");
  await refused({ prompt: undefined }, "'prompt' is a required property - 'prompt'");
  for (const style_codes of [['AAFF573'], ['#AAFF573'], ['AAFF573G'], [], 'AAFF5733']) await refused({ style_codes }, 'style_codes');
  for (const color_palette of [{}, { name: 'ember' }, { members: [] }, { name: 'EMBER', members: [{ color_hex: '#aabbcc' }] }])
    await refused({ color_palette }, 'color_palette');
});

test('a shape and a style can each be said in one way', async () => {
  await refused({ aspect_ratio: '1x1', resolution: '1024x1024' }, "'resolution' cannot be given together with 'aspect_ratio'");
  const style_codes = ['AAFF5733'];
  await refused({ style_codes, style_type: 'AUTO' }, "'style_codes' cannot be given together with 'style_type'");
  await refused({ style_codes, style_preset: 'AURA' }, "'style_codes' cannot be given together with 'style_preset'");
  await understood({ style_type: 'DESIGN', style_preset: 'AURA', color_palette: { name: 'EMBER' } });
});

const taken: Record<string, unknown> = {
  prompt, negative_prompt: 'fog', aspect_ratio: '3x2', resolution: '1024x1024', rendering_speed: 'FLASH',
  magic_prompt: 'OFF', style_type: 'GENERAL', style_preset: 'AURA', style_codes: ['AAFF5733'],
  color_palette: { name: 'EMBER' }, image_weight: 3, upscale_factor: 'X2', seed: 1, num_images: 2,
};
// The matrix of shared/upstream/ideogram.md 11, and sections 6.1 to 6.6.
const lacking: Record<string, string[]> = {
  generate: ['image_weight', 'upscale_factor'],
  remix: ['upscale_factor'],
  reframe: [
    'prompt', 'negative_prompt', 'aspect_ratio', 'magic_prompt', 'style_type', 'image_weight', 'upscale_factor',
  ],
  'replace-background': [
    'negative_prompt', 'aspect_ratio', 'resolution', 'style_type', 'image_weight', 'upscale_factor',
  ],
  'generate-transparent': [
    'resolution', 'rendering_speed', 'style_type', 'style_preset', 'style_codes', 'color_palette', 'image_weight',
  ],
};

for (const [call, strangers] of Object.entries(lacking)) {
  test(`${call} takes its own fields and refuses the others, as parts of a form`, async () => {
    const needed: Record<string, string | Blob> = { prompt, image: await photo() };
    if (call === 'reframe') Object.assign(needed, { resolution: '1024x1024' });
    if (call === 'reframe') delete needed['prompt'];
    if (call.startsWith('generate')) delete needed['image'];
    // Nothing in a reframe's words can ask for a refusal.
    const times = Object.keys(taken).length - strangers.length;
    if (call === 'reframe') await queue({ operation: 'reframe', fault: '402', times });
    for (const [field, value] of Object.entries(taken)) {
      const text = typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value;
      const part = Array.isArray(text) ? text.map(String) : String(text);
      const answer = await told(call, { ...needed, [field]: part });
      if (strangers.includes(field)) expect(answer, field).toMatch(new RegExp(`^400 .*'${field}'`));
      else expect(answer, field).toBe(unpaid);
    }
  });
}

test('FLASH is refused without a background only', async () => {
  await refused(
    { rendering_speed: 'FLASH' },
    "'FLASH' is not one of ['TURBO', 'DEFAULT', 'QUALITY', 'BALANCED'] - 'rendering_speed'",
    'generate-transparent',
  );
  for (const upscale_factor of ['X1', 'X2', 'X4']) await understood({ upscale_factor }, 'generate-transparent');
  await refused({ upscale_factor: 'X8' }, "'X8' is not one of ['X1', 'X2', 'X4'] - 'upscale_factor'", 'generate-transparent');
});

test('a part is read as what its field is', async () => {
  const whole = {
    prompt, seed: '7', num_images: '2', style_codes: ['AAFF5733', '0123abcd'], enable_copyright_detection: 'true',
  };
  expect(await told('generate', whole)).toBe(unpaid);
  const members = JSON.stringify({ members: [{ color_hex: '#aabbcc', color_weight: 0.5 }] });
  expect(await told('generate', { prompt, color_palette: members })).toBe(unpaid);
  const typed = new Blob([members], { type: 'application/json' });
  expect(await told('generate', { prompt, color_palette: typed })).toBe(unpaid);
  const wrong: [Parameters<typeof send>[1], string][] = [
    [{ seed: 'seven' }, "400 'seven' is not of type 'number' - 'seed'"],
    [{ num_images: '9' }, "400 9 is greater than the maximum of 8 - 'num_images'"],
    [{ color_palette: '{"name":' }, "400 The part is not valid JSON - 'color_palette'"],
    [{ aspect_ratio: await photo() }, "400 The part is not text - 'aspect_ratio'"],
    [{ style_reference_images: 'a.png' }, "400 The part is not a file - 'style_reference_images'"],
  ];
  for (const [parts, sentence] of wrong) expect(await told('generate', { prompt, ...parts })).toBe(sentence);
});

test('pictures are taken where the call has a use for them', async () => {
  const image = await photo();
  const style_reference_images = [image, image, image];
  const character_reference_images = image;
  const all = { style_reference_images, character_reference_images, character_reference_images_mask: image };
  expect(await told('generate', { prompt, ...all })).toBe(unpaid);
  expect(await told('remix', { prompt, image, ...all })).toBe(unpaid);
  expect(await told('replace-background', { prompt, image, style_reference_images })).toBe(unpaid);
  for (const call of ['replace-background', 'reframe']) {
    const field = call === 'reframe' ? 'resolution' : 'prompt';
    const parts = { [field]: call === 'reframe' ? '1024x1024' : prompt, image, character_reference_images };
    expect(await told(call, parts)).toMatch(/^400 .*'character_reference/);
  }
  expect(await told('generate-transparent', { prompt, style_reference_images })).toMatch(/^400 .*'style_reference/);
  expect(await told('generate', { prompt, image })).toMatch(/^400 .*'image' unexpected/);
});

test('rules between pictures and words', async () => {
  const image = await photo();
  const style_reference_images = image;
  const rules: [string, Parameters<typeof send>[1], string][] = [
    ['generate', { style_reference_images, style_codes: 'AAFF5733' }, "400 'style_codes' cannot be used"],
    ['generate', { style_reference_images, style_preset: 'AURA' }, "400 'style_preset' cannot be used"],
    ['generate', { style_reference_images, style_type: 'DESIGN' }, "400 With 'style_reference_images'"],
    ['generate', { character_reference_images: [image, image] }, '400 Only one of'],
    ['generate', { character_reference_images_mask: image }, "400 'character_reference_images_mask' must match"],
    [
      'remix',
      { image, character_reference_images: image, character_reference_images_mask: await photo(10, 10) },
      "400 'character_reference_images_mask' must have the size",
    ],
    ['remix', {}, "400 'image' is a required property"],
    ['remix', { image: new Blob(['<svg/>']) }, '400 Only JPEG, PNG and WebP'],
  ];
  for (const [call, parts, sentence] of rules) expect(await told(call, { prompt, ...parts })).toContain(sentence);
  for (const style_type of ['AUTO', 'GENERAL'])
    expect(await told('generate', { prompt, style_reference_images, style_type })).toBe(unpaid);
  const large = new Blob([await image.arrayBuffer(), new Uint8Array(6 * 1024 * 1024)]);
  const heavy = { prompt, style_reference_images: [large, large] };
  expect(await told('generate', heavy)).toBe("400 The pictures of 'style_reference_images' must be at most 10 MB in total.");
});

test('what works on a picture takes multipart only', async () => {
  for (const call of ['remix', 'reframe', 'replace-background'])
    expect(await detail(await generate({}, call))).toContain('expected multipart/form-data');
  const missing = await told('reframe', { image: await photo() });
  expect(missing).toBe("400 'resolution' is a required property - 'resolution'");
});

test('a model of the account\'s own does not exist', async () => {
  const asked = await generate({ custom_model_uri: 'model/mine/version/1' });
  expect(asked.status).toBe(404);
  expect(await detail(asked)).toContain('custom_model_uri');
});

test('each spelling of a path reaches the call, and no other', async () => {
  for (const path of ['/sandbox/v1/ideogram-v3/generate', '/sandbox/ideogram/v1/ideogram-v3/generate'])
    expect((await post({ prompt }, { path })).status).toBe(402);
  const nowhere = ['/sandbox/ideogram-v3/generate', '/sandbox/v1/v1/ideogram-v3/generate', '/sandbox/v1/ideogram-v3/try-on'];
  for (const path of nowhere) expect((await post({ prompt }, { path })).status).toBe(404);
  for (const call of Object.keys(lacking)) {
    const asked = await sandbox(new Request(origin + pathOf(call)));
    expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST']);
  }
});

test('a key is wanted, and can be tested for nothing', async () => {
  const keyless = new Request(origin + pathOf('generate'), {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt }),
  });
  expect((await sandbox(keyless)).status).toBe(401);
  for (const path of ['/sandbox/models', '/sandbox/ideogram/models']) {
    const asked = await sandbox(new Request(origin + path, { headers: { 'api-key': 'k' } }));
    expect(await asked.json()).toEqual({ models: [] });
    expect((await sandbox(new Request(origin + path))).status).toBe(401);
  }
});

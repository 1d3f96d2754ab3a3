import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { sandbox } from '@/lib/server/sandbox/sandbox';
import {
  aspectRatios, magicOptions, models, paletteNames, resolutions, styleTypes,
} from '@/lib/server/sandbox/vocabulary';
import { detail, freshData, generate, origin, photo, post, queue, send } from './sandbox-harness';

freshData();

// Understood and then refused for want of credit: nothing is drawn, and a 400 would have come before it.
const prompt = 'a red kite over dunes fault:402';
const understood = async (fields: Record<string, unknown>) => {
  const response = await generate({ prompt, ...fields });
  expect(response.status, `${JSON.stringify(fields)}: ${await detail(response.clone())}`).toBe(402);
};
const refused = async (fields: Record<string, unknown>, message: RegExp | string) => {
  const response = await generate({ prompt, ...fields });
  expect(response.status, JSON.stringify(fields)).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: { detail: string } = await response.json();
  expect(body).toEqual({ type: 'about:blank', title: 'Bad Request', detail: expect.any(String), status: 400 });
  expect(body.detail).toMatch(message);
};

const palm = 'A serene tropical beach scene. Dominating the foreground are tall palm trees with lush green leaves';
const seedGenerate = {
  model: 'V_2', magic_prompt_option: 'AUTO', prompt: palm, aspect_ratio: 'ASPECT_10_16', seed: 12345,
  style_type: 'GENERAL', negative_prompt: 'string',
};
const seedRemix = {
  image_weight: 50, model: 'V_1', magic_prompt_option: 'AUTO', prompt: 'A%20serene%20tropical%20beach%20',
  aspect_ratio: 'ASPECT_10_16', seed: 12345, negative_prompt: 'brush%20strokes%2C%20painting',
};

test('the generate page\'s own example is understood, without its "resolution": "string"', async () => {
  await understood({ ...seedGenerate, prompt: `${palm} fault:402` });
  await refused(
    { ...seedGenerate, resolution: 'string' },
    /^'string' is not one of \['RESOLUTION_512_1536', .* - 'image_request\.resolution'$/,
  );
});

test('the remix page\'s own example is understood, without the style that its model does not take', async () => {
  const fault = { ...seedRemix, prompt: `${seedRemix.prompt} fault:402` };
  const image_file = await photo();
  expect((await send('remix', { image_file, image_request: JSON.stringify(fault) })).status).toBe(402);
  const whole = JSON.stringify({ ...seedRemix, style_type: 'GENERAL' });
  const styled = await send('remix', { image_file, image_request: whole });
  expect(styled.status).toBe(400);
  expect(await detail(styled)).toBe("'style_type' is not taken by 'V_1' - 'image_request.style_type'");
});

test('only the prompt is required', async () => {
  await understood({});
  await refused({ prompt: undefined }, "'prompt' is a required property - 'image_request.prompt'");
  await refused({ prompt: '  ' }, 'must not be empty');
});

test('every documented word is understood', async () => {
  expect([models.length, aspectRatios.length, resolutions.length, styleTypes.length]).toEqual([8, 11, 78, 9]);
  expect(new Set(resolutions).size).toBe(78);
  for (const model of models) await understood({ model });
  for (const aspect_ratio of aspectRatios) await understood({ aspect_ratio });
  for (const resolution of resolutions) await understood({ resolution });
  for (const style_type of styleTypes) await understood({ style_type });
  for (const magic_prompt_option of magicOptions) await understood({ magic_prompt_option });
  for (const name of paletteNames) await understood({ color_palette: { name } });
});

test('words of other generations are not', async () => {
  const strangers = {
    model: ['V_4', 'V_3_TURBO', 'V_2_1', 'v_2', 2],
    aspect_ratio: ['16:9', '1x1', 'ASPECT_2_1', 'ASPECT_4_5'],
    resolution: ['1024x1024', 'RESOLUTION_800_1280'],
    style_type: ['3D', 'auto', ''],
  };
  for (const [field, values] of Object.entries(strangers)) {
    for (const value of values) await refused({ [field]: value }, `'image_request.${field}'`);
  }
  await refused(
    { magic_prompt_option: true },
    "True is not one of ['AUTO', 'ON', 'OFF'] - 'image_request.magic_prompt_option'",
  );
  await refused(
    { magic_prompt: 'ON' },
    "Additional properties are not allowed ('magic_prompt' unexpected) - 'image_request'",
  );
});

test('every range has its ends', async () => {
  for (const seed of [0, 2147483647]) await understood({ seed });
  for (const seed of [-1, 2147483648, 1.5, '7']) await refused({ seed }, /image_request\.seed/);
  for (const num_images of [1, 8]) await understood({ num_images });
  for (const num_images of [0, 9, '2', null]) await refused({ num_images }, /image_request\.num_images/);
});

test('aspect_ratio and resolution exclude each other', async () => {
  await refused(
    { aspect_ratio: 'ASPECT_1_1', resolution: 'RESOLUTION_1024_1024' },
    "'resolution' cannot be given together with 'aspect_ratio' - 'image_request.resolution'",
  );
});

test('a palette is a name or one to eight colours', async () => {
  const member = { color_hex: '#0a7C3f', color_weight: 0.05 };
  const eight = Array.from({ length: 8 }, () => member);
  for (const members of [[{ color_hex: '#abc' }], [{ ...member, color_weight: 1 }], eight]) {
    await understood({ color_palette: { members } });
  }
  const one = [
    { color_hex: 'red' }, { color_hex: '#abcd' }, { color_weight: 1 }, { ...member, color_weight: 0.04 },
    { ...member, color_weight: 1.1 },
  ];
  for (const members of [[], [...eight, member], ...one.map((value) => [value])]) {
    await refused({ color_palette: { members } }, /image_request\.color_palette/);
  }
  for (const color_palette of [{}, { name: 'EMBER', members: [member] }, { name: 'ember' }, 'EMBER']) {
    await refused({ color_palette }, /image_request\.color_palette/);
  }
});

test('each model takes its own fields and refuses the others', async () => {
  const fields = {
    resolution: 'RESOLUTION_1024_1024', style_type: 'ANIME', negative_prompt: 'fog',
    color_palette: { name: 'EMBER' },
    aspect_ratio: 'ASPECT_3_2', seed: 1, num_images: 2, magic_prompt_option: 'ON',
  };
  // The matrix of shared/upstream/ideogram.md 11; the last four are taken by every model.
  const refusedBy: Record<string, string[]> = {
    V_1: ['resolution', 'style_type', 'color_palette'],
    V_1_TURBO: ['resolution', 'style_type', 'color_palette'],
    V_2: [],
    V_2_TURBO: [],
    V_2A: ['resolution', 'negative_prompt', 'color_palette'],
    V_2A_TURBO: ['resolution', 'negative_prompt', 'color_palette'],
  };
  for (const [model, misplaced] of Object.entries(refusedBy)) {
    for (const [field, value] of Object.entries(fields)) {
      const sentence = `'${field}' is not taken by '${model}' - 'image_request.${field}'`;
      if (misplaced.includes(field)) await refused({ model, [field]: value }, sentence);
      else await understood({ model, [field]: value });
    }
  }
});

test('remix and upscale keep their ranges', async () => {
  const image_file = await photo();
  const status = async (operation: string, fields: object) =>
    (await send(operation, { image_file, image_request: JSON.stringify({ prompt, ...fields }) })).status;
  for (const value of [1, 100]) {
    expect(await status('remix', { image_weight: value })).toBe(402);
    expect(await status('upscale', { resemblance: value, detail: value })).toBe(402);
  }
  for (const value of [0, 101, 50.5, '50']) {
    expect(await status('remix', { image_weight: value })).toBe(400);
    expect(await status('upscale', { resemblance: value })).toBe(400);
    expect(await status('upscale', { detail: value })).toBe(400);
  }
  expect(await status('upscale', { num_images: 9 })).toBe(400);
  expect(await status('upscale', { aspect_ratio: 'ASPECT_1_1' })).toBe(400);
  expect((await send('describe', { image_file, describe_model_version: 'V_9' })).status).toBe(400);
});

const callWith = (header: [string, string]) =>
  sandbox(
    new Request(`${origin}/sandbox/generate`, {
      method: 'POST',
      headers: [['content-type', 'application/json'], header],
      body: JSON.stringify({ image_request: { prompt } }),
    }),
  );

test('a key is taken in each documented header, and none is 401', async () => {
  const keys: [string, string][] = [['authorization', 'Bearer k'], ['api-key', 'k'], ['authorization', 'k']];
  for (const header of keys) {
    expect((await callWith(header)).status).toBe(402);
  }
  const keyless: [string, string][] = [
    ['authorization', 'Bearer '], ['authorization', ''], ['authorization', 'Basic a b'], ['api-key', ''],
    ['x-key', 'k'],
  ];
  for (const header of keyless) {
    const response = await callWith(header);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: 'Access denied. Please verify your API Token is valid.' });
  }
});

test('each spelling of a path reaches the operation, and no other', async () => {
  for (const path of ['/sandbox/ideogram/v1/generate', '/sandbox/ideogram/generate', '/sandbox/generate']) {
    expect((await post({ image_request: { prompt } }, { path })).status).toBe(402);
  }
  for (const path of ['/sandbox/v1/generate', '/sandbox/ideogram/v2/generate', '/generate', '/sandbox/generate/']) {
    expect((await post({ image_request: { prompt } }, { path })).status).toBe(404);
  }
  const get = await sandbox(new Request(`${origin}/sandbox/ideogram/v1/generate`));
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a body of the wrong kind is refused', async () => {
  const bad = [
    await post('{"image_request":'),
    await post('[]'),
    await post({ prompt }),
    await post({ image_request: { prompt } }, { headers: { 'content-type': 'text/plain' } }),
    await post('--x', { path: '/sandbox/remix', headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    await post({ image_request: { prompt } }, { path: '/sandbox/remix' }),
  ];
  for (const response of bad) expect(response.status, await detail(response.clone())).toBe(400);
});

test('an upload is a JPEG, PNG or WebP of at most 10 MB that can be read', async () => {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } });
  const as = async (format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff') =>
    new Blob([new Uint8Array(await picture.clone().toFormat(format).toBuffer())]);
  const image_request = JSON.stringify({ prompt });
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    expect((await send('remix', { image_file: await as(format), image_request })).status).toBe(402);
  }
  const jpeg = await as('jpeg');
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']);
  const refusals = {
    'Only JPEG, PNG and WebP': [await as('gif'), await as('tiff'), svg, new Blob([])],
    'Could not read a source image.': [jpeg.slice(0, jpeg.size / 2), (await as('png')).slice(0, 60)],
    'at most 10 MB': [new Blob([await jpeg.arrayBuffer(), new Uint8Array(10 * 1024 * 1024)])],
  };
  for (const [sentence, files] of Object.entries(refusals)) {
    for (const image_file of files) {
      const response = await send('remix', { image_file, image_request });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.stringContaining(sentence) });
    }
  }
  expect(await detail(await send('describe', {}))).toContain("'image_file' is a required property");
  expect(await detail(await send('remix', { image_file: jpeg }))).toContain("'image_request' is a required property");
});

test('a body over the limit is refused without being kept', async () => {
  const response = await send('describe', { image_file: new Blob([new Uint8Array(33 * 1024 * 1024)]) });
  expect(response.status).toBe(413);
});

test('a fault that does not exist is named, in a prompt and in the queue', async () => {
  const inPrompt = await generate({ prompt: 'a fox fault:withold' });
  expect(inPrompt.status).toBe(400);
  expect(await detail(inPrompt)).toBe("'withold' is not a fault of this sandbox - 'image_request.prompt'");
  expect((await queue({ fault: 'withold' })).status).toBe(400);
  expect((await queue({ fault: '429', operation: 'edit' })).status).toBe(400);
});

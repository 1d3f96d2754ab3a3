import { expect, test } from '@playwright/test';
import { ideogramV4 } from '../../lib/server/providers/ideogram-v4';
import {
  answer, card, formOf, gateway, generation, jsonOf, official, older, only, running, start,
} from './ideogram-v4-calls';
import { canary, connection, incoming, recording } from './recording';

const always = { private: true, async: true };
const structured = JSON.stringify({
  high_level_description: 'a fox',
  compositional_deconstruction: { background: 'snow', elements: [{ type: 'obj', desc: 'fox', bbox: [1, 2, 3, 4] }] },
});
const v1 = (): ReturnType<typeof incoming> => {
  const { status, body, headers } = recording<{ status: number; body: unknown; headers: Record<string, string> }>(
    'generate-v1', 'ideogram-v4',
  );
  return incoming(status, body, headers);
};

test('4.5 goes to v2, private and asynchronous, with the studio’s speed as its quality', async () => {
  const body = { prompt: 'a fox', aspectRatio: '16:9', seed: 0, count: 3, magicPrompt: 'auto', renderingSpeed: 'turbo' };
  const { sent, step } = await start('generate', body, 'ideogram-4-5', generation('taken on'));
  expect(only(sent)).toEqual({
    method: 'POST',
    url: 'https://api.ideogram.ai/v2/image/generate/ideogram-4-5',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'Api-Key': canary },
    body: expect.any(String),
  });
  expect(jsonOf(sent)).toEqual({
    ...always, prompt: 'a fox', size: '1280x720', seed: 0, num_images: 3, magic_prompt: 'auto', quality: 'low',
  });
  expect(step).toEqual(running);
});

test('4.5 is never left to its own dearest quality', async () => {
  const qualities: [string | undefined, string][] = [[undefined, 'medium'], ['turbo', 'low'], ['default', 'medium'], ['quality', 'high']];
  for (const [renderingSpeed, quality] of qualities) {
    const { sent } = await start('generate', { prompt: 'a', renderingSpeed }, 'ideogram-4-5', generation('taken on'));
    expect(jsonOf(sent), renderingSpeed).toEqual({ ...always, prompt: 'a', num_images: 1, quality });
  }
});

test('4.0 on v2 takes a size, a ratio as its 1K size, a speed and a seed', async () => {
  const asked = { prompt: 'a', seed: 7, count: 8, renderingSpeed: 'quality', magicPrompt: 'off' };
  const words = { ...always, prompt: 'a', seed: 7, num_images: 8, rendering_speed: 'quality', magic_prompt: 'off' };
  const shapes: [object, string | undefined][] = [
    [{}, undefined], [{ aspectRatio: '1:3' }, '512x1536'], [{ resolution: '3328x1248' }, '3328x1248'],
  ];
  for (const [shape, resolution] of shapes) {
    const { sent } = await start('generate', { ...asked, ...shape }, 'ideogram-v4', generation('taken on'));
    expect(only(sent).url).toBe('https://api.ideogram.ai/v2/image/generate/ideogram-4');
    expect(jsonOf(sent)).toEqual({ ...words, resolution });
  }
});

test('transparent names a ratio on both ways', async () => {
  const asked = { prompt: 'a', aspectRatio: '1:4', seed: 3 };
  const newer = await start('generate', asked, 'ideogram-v4-transparent', generation('taken on'));
  expect(only(newer.sent).url).toBe('https://api.ideogram.ai/v2/image/generate/ideogram-4-transparent');
  expect(jsonOf(newer.sent)).toEqual({ ...always, prompt: 'a', aspect_ratio: '1x4', seed: 3, num_images: 1 });
  const before = await start('generate', asked, 'ideogram-v4-transparent', v1(), older);
  expect(only(before.sent).url).toBe('https://api.ideogram.ai/v1/ideogram-v4/generate-transparent');
  expect(jsonOf(before.sent)).toEqual({ text_prompt: 'a', aspect_ratio: '1x4', seed: 3 });
});

test('4.0 on v1 is one exchange, without a count and with the older spelling', async () => {
  const asked = { prompt: 'a fox', aspectRatio: '16:9', renderingSpeed: 'turbo', seed: 5 };
  const { sent, step } = await start('generate', asked, 'ideogram-v4', v1(), older);
  expect(only(sent).url).toBe('https://api.ideogram.ai/v1/ideogram-v4/generate');
  expect(jsonOf(sent)).toEqual({ text_prompt: 'a fox', resolution: '1280x720', rendering_speed: 'TURBO', seed: 5 });
  expect(step).toEqual({
    state: 'done',
    text: null,
    outputs: [{
      source: { url: expect.stringContaining('https://ideogram.ai/api/images/ephemeral/1.png?exp=') },
      withheld: false, prompt: 'A red fox in the snow, soft morning light', seed: 1234567,
    }],
  });
});

test('a structured prompt goes as such and turns magic prompt off', async () => {
  const before = await start('generate', { prompt: structured }, 'ideogram-v4', v1(), older);
  expect(jsonOf(before.sent)).toEqual({ json_prompt: JSON.parse(structured) });
  const newer = await start('generate', { prompt: structured, magicPrompt: 'on' }, 'ideogram-v4', generation('taken on'));
  expect(jsonOf(newer.sent)).toEqual({ ...always, prompt: structured, magic_prompt: 'off', num_images: 1 });
  for (const prompt of ['{"a": 1}', '{ broken', '["high_level_description"]', '{"high_level_description": 5}']) {
    const { sent } = await start('generate', { prompt }, 'ideogram-v4', v1(), older);
    expect(jsonOf(sent), prompt).toEqual({ text_prompt: prompt });
  }
});

test('remix is a form: the weight only where one is set, never a seed', async () => {
  const asked = { prompt: 'a', image: 'i', seed: 9, count: 2, renderingSpeed: 'turbo' };
  const newer = await start('remix', { ...asked, imageWeight: 80 }, 'ideogram-v4', generation('taken on'));
  expect(only(newer.sent).url).toBe('https://api.ideogram.ai/v2/image/remix/ideogram-4');
  expect(only(newer.sent).headers).toEqual({ Accept: 'application/json', 'Api-Key': canary });
  expect(formOf(newer.sent)).toEqual({
    fields: { private: 'true', async: 'true', prompt: 'a', image_weight: '80', rendering_speed: 'turbo', num_images: '2' },
    files: ['image'],
  });
  expect(newer.step).toEqual(running);
  const before = await start('remix', { ...asked, count: 1, aspectRatio: '4:5' }, 'ideogram-v4', v1(), older);
  expect(only(before.sent).url).toBe('https://api.ideogram.ai/v1/ideogram-v4/remix');
  expect(formOf(before.sent)).toEqual({
    fields: { text_prompt: 'a', resolution: '896x1120', rendering_speed: 'TURBO' }, files: ['image'],
  });
  expect(before.files).toEqual([{ imageId: 'i', maxBytes: 10_000_000 }]);
});

test('remove background sends the picture alone, and on v2 keeps it private', async () => {
  const newer = await start('remove-background', { image: 'i' }, 'ideogram-remove-background', generation('taken on'));
  expect(only(newer.sent).url).toBe('https://api.ideogram.ai/v2/image/remove-background/ideogram-1');
  expect(formOf(newer.sent)).toEqual({ fields: { private: 'true', async: 'true' }, files: ['image'] });
  const reply = answer('remove-background v1');
  const before = await start('remove-background', { image: 'i' }, 'ideogram-remove-background', reply, older);
  expect(only(before.sent).url).toBe('https://api.ideogram.ai/v1/remove-background');
  expect(formOf(before.sent)).toEqual({ fields: {}, files: ['image'] });
  expect(before.step).toMatchObject({ state: 'done', outputs: [{ withheld: false, prompt: null, seed: null }] });
});

test('describe answers sentences, on either way', async () => {
  const text =
    'A lighthouse on a cliff at dusk. A violet sky over a calm sea. A white lighthouse with a red lamp. ' +
    'The words “HARBOUR”: Wide letters along the lower edge. Print. Screen print. Calm and graphic. Low evening light.';
  const newer = await start('describe', { image: 'i' }, 'ideogram-v4-describe', answer('describe v2'));
  expect(only(newer.sent).url).toBe('https://api.ideogram.ai/v2/image/describe/ideogram-4');
  expect(formOf(newer.sent)).toEqual({ fields: { include_style_descriptions: 'true' }, files: ['image'] });
  expect(newer.step).toEqual({ state: 'done', outputs: [], text });
  const before = await start('describe', { image: 'i' }, 'ideogram-v4-describe', answer('describe v1'), older);
  expect(only(before.sent).url).toBe('https://api.ideogram.ai/v1/ideogram-v4/describe');
  expect(formOf(before.sent)).toEqual({ fields: {}, files: ['image_file'] });
  expect(before.step).toEqual({ state: 'done', outputs: [], text });
});

test('magic prompt stays on v1 and answers what the model can be given again', async () => {
  const reply = answer('magic-prompt');
  for (const settings of [official, older]) {
    const { sent, step } = await start('magic-prompt', { prompt: 'a', aspectRatio: '4:5' }, 'ideogram-v4-magic-prompt', reply, settings);
    expect(only(sent).url).toBe('https://api.ideogram.ai/v1/ideogram-v4/magic-prompt');
    expect(jsonOf(sent)).toEqual({ text_prompt: 'a', aspect_ratio: '4x5' });
    const { json_prompt: expected } = JSON.parse(reply.text) as { json_prompt: unknown };
    const text = step?.state === 'done' ? (step.text ?? '') : '';
    expect(JSON.parse(text)).toEqual(expected);
    expect(text).toContain('\n        "bbox": [100, 420, 820, 580],\n');
    const again = await start('generate', { prompt: text }, 'ideogram-v4', v1(), older);
    expect(jsonOf(again.sent)).toEqual({ json_prompt: expected });
  }
});

test('behind a gateway the version of its legacy prefix gives way to the path’s own, and the key is a bearer', async () => {
  const { sent } = await start('generate', { prompt: 'a' }, 'ideogram-4-5', generation('taken on'), gateway);
  expect(only(sent).url).toBe('https://gateway.invalid/ideogram/v2/image/generate/ideogram-4-5');
  expect(only(sent).headers['Authorization']).toBe(`Bearer ${canary}`);
  const magic = await start('magic-prompt', { prompt: 'a' }, 'ideogram-v4-magic-prompt', answer('magic-prompt'), gateway);
  expect(only(magic.sent).url).toBe('https://gateway.invalid/ideogram/v1/ideogram-v4/magic-prompt');
});

test('a connection offers what its API has, and a quote only where the vendor itself answers', () => {
  const rows = (settings: object) =>
    ideogramV4.offered?.({ ...connection, ...settings }).flatMap(({ id: model, operations }) =>
      Object.entries(operations).map(([name, one]) => [model, name, one.count, one.magicPrompt, one.seed, one.quoted]),
    );
  expect(rows(official)).toEqual([
    ['ideogram-4-5', 'generate', 8, true, true, true],
    ['ideogram-v4', 'generate', 8, true, true, true],
    ['ideogram-v4', 'remix', 8, false, false, true],
    ['ideogram-v4-transparent', 'generate', 8, true, true, true],
    ['ideogram-remove-background', 'remove-background', 1, false, false, true],
    ['ideogram-v4-describe', 'describe', 1, false, false, false],
    ['ideogram-v4-magic-prompt', 'magic-prompt', 1, false, false, false],
  ]);
  expect(rows(older)?.map(([model]) => model)).not.toContain('ideogram-4-5');
  expect(rows(older)?.every(([, , count, magic, , quoted]) => count === 1 && magic === false && quoted === false)).toBe(true);
  expect(rows(gateway)?.map((row) => row.at(-1))).toEqual(Array.from({ length: 7 }, () => false));
  expect(ideogramV4.options?.safeParse({ api: 'v3' }).success).toBe(false);
  expect(ideogramV4.options?.safeParse({ api: 'v1', more: 1 }).success).toBe(false);
  expect(ideogramV4.options?.parse({})).toEqual({ api: 'v2' });
});

test('the cards name 38 sizes, and prices by speed', () => {
  for (const name of ['ideogram-4-5', 'ideogram-v4']) {
    const one = card(name).operations.generate;
    expect(one?.resolutions).toHaveLength(38);
    expect(one?.aspectRatios).toHaveLength(15);
    expect(one?.renderingSpeeds).toEqual(['turbo', 'default', 'quality']);
    expect(one?.price).toMatchObject({ usdMicros: 60_000, speeds: { turbo: 30_000, quality: 100_000 } });
  }
  expect(card('ideogram-v4').operations.remix).toMatchObject({ weightKeepsShape: true, keepsShape: true });
  expect(card('ideogram-v4-magic-prompt').operations['magic-prompt']?.price).toBeNull();
});

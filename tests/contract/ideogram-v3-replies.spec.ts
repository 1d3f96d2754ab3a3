import { expect, test } from '@playwright/test';
import type { ErrorCode } from '../../lib/schema/error';
import { outputs, one, type Pictures } from './ideogram-calls';
import { ask, replay, type MakingName } from './ideogram-v3-calls';
import { incoming, recording } from './recording';

const least = {
  generate: { prompt: 'a hill', renderingSpeed: 'turbo', style: 'auto' },
  remix: { prompt: 'a hill', image: 'i' },
  reframe: { image: 'i', resolution: '1024x1024' },
  'replace-background': { prompt: 'a hill', image: 'i' },
};
const names = Object.keys(least) as MakingName[];

test('the recorded replies give their pictures, seeds and the prompt that was used', async () => {
  for (const name of [...names, 'transparent'] as const) {
    const { data } = recording<{ body: Pictures }>(name, 'ideogram-v3').body;
    const operation = name === 'transparent' ? 'generate' : name;
    const id = name === 'transparent' ? 'ideogram-v3-transparent' : 'ideogram-v3';
    const { step } = await ask(operation, least[operation], { id, reply: replay(name) });
    expect(step).toEqual({
      state: 'done',
      text: null,
      outputs: data.map(({ url, prompt, seed }) => ({ source: { url }, withheld: false, prompt, seed })),
    });
  }
});

test('the prompt is told only when it is another one than was asked', async () => {
  const { step } = await ask('generate', { prompt: 'A photo of a cat' });
  expect(outputs(step).map(({ prompt }) => prompt)).toEqual([null]);
});

test('a picture can be withheld beside one that is not', async () => {
  const item = { prompt: 'x', resolution: '1024x1024', seed: 1 };
  const reply = incoming(200, {
    created: '2026-11-20T08:12:01.123456+00:00',
    data: [
      { ...item, is_image_safe: true, url: 'https://i.invalid/1.png' },
      { ...item, is_image_safe: false, url: null },
      { ...item, is_image_safe: false },
    ],
  });
  const { step } = await ask('reframe', { ...least.reframe, count: 3 }, { reply });
  expect(outputs(step)).toMatchObject([
    { source: { url: 'https://i.invalid/1.png' }, withheld: false },
    { source: null, withheld: true },
    { source: null, withheld: true },
  ]);
});

test('a field that is not as documented costs nothing', async () => {
  const reply = one({ resolution: 5, upscaled_resolution: null, style_type: {}, prompt: ['x'], seed: 'y' });
  const { step } = await ask('replace-background', least['replace-background'], { reply });
  expect(outputs(step)).toEqual([
    { source: { url: 'https://i.invalid/1.png' }, withheld: false, prompt: null, seed: null },
  ]);
});

test('a 200 without a picture may have been charged', async () => {
  for (const name of names)
    for (const body of [{}, { created: 'x', data: [] }, '', '<html>'])
      await expect(ask(name, least[name], { reply: incoming(200, body) })).rejects.toMatchObject({
        code: 'unknown_outcome',
      });
});

type RecordedError = {
  name: string;
  operation: MakingName;
  status: number;
  headers: Record<string, string>;
  text: string;
  told: { code: ErrorCode; message: string; fields?: Record<string, string>; retryAfter?: number };
};

for (const { name, operation, status, headers, text, told } of recording<RecordedError[]>('errors', 'ideogram-v3')) {
  test(`tells ${name}`, async () => {
    const attempt = ask(operation, least[operation], { reply: incoming(status, text, headers) });
    const error = await attempt.then(() => null, (thrown: Record<string, unknown>) => thrown);
    const { code, message, fields, retryAfter } = error ?? {};
    expect({ code, message, fields, retryAfter }).toEqual({ fields: undefined, retryAfter: undefined, ...told });
  });
}

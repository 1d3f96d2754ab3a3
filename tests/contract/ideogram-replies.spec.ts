import { expect, test } from '@playwright/test';
import { operations } from '../../lib/schema/operation';
import { ideogram } from '../../lib/server/providers/ideogram';
import { type Pictures, one, card, generate, remix, outputs } from './ideogram-calls';
import { fakeContext, incoming, recording } from './recording';

test('the recorded replies give their pictures, seeds and rewritten prompts', async () => {
  for (const name of ['generate', 'remix']) {
    const { data } = recording<{ body: Pictures }>(name).body;
    const { step } =
      name === 'generate'
        ? await generate({ prompt: 'a beach', count: 2 })
        : await remix({ image: 'img_1', prompt: 'a beach', count: 2 });
    expect(step).toEqual({
      state: 'done',
      text: null,
      outputs: data.map(({ url, prompt, seed }) => ({ source: { url }, withheld: false, prompt, seed })),
    });
  }
});

test('the prompt used is told only when it is another one', async () => {
  const asked = recording<{ body: Pictures }>('generate').body.data[0]?.prompt;
  const { step } = await generate({ prompt: asked });
  expect(outputs(step).map(({ prompt }) => prompt)).toEqual([null, null]);
});

test('a withheld picture is no missing picture', async () => {
  const withheld = { source: null, withheld: true };
  const missing = { source: null, withheld: false };
  const cases: [Record<string, unknown>, object][] = [
    [{ url: '', is_image_safe: false }, withheld],
    [{ url: null, is_image_safe: false }, withheld],
    [{ url: 'https://i.invalid/1.png', is_image_safe: false }, withheld],
    [{ url: '', is_image_safe: undefined }, withheld],
    [{ url: null }, missing],
    [{ url: undefined }, missing],
    [{ url: '' }, missing],
  ];
  for (const [fields, expected] of cases) {
    const { step } = await generate({ prompt: 'a' }, 'ideogram-v2', one(fields));
    expect(outputs(step), JSON.stringify(fields)).toMatchObject([expected]);
  }
});

test('one odd field or one odd item does not cost the pictures', async () => {
  const reply = incoming(200, {
    created: 1732000000,
    request_id: 'x',
    data: [
      null,
      {
        url: 'https://i.invalid/1.png',
        seed: '12',
        prompt: 5,
        is_image_safe: 'yes',
        resolution: 1,
        new: {},
      },
    ],
  });
  const { step } = await generate({ prompt: 'a' }, 'ideogram-v2', reply);
  expect(outputs(step)).toEqual([
    { source: null, withheld: false, prompt: null, seed: null },
    { source: { url: 'https://i.invalid/1.png' }, withheld: false, prompt: null, seed: null },
  ]);
});

test('a 200 that holds no result may have been charged, and says what came', async () => {
  const cases: [unknown, string][] = [
    [{}, 'without a result'],
    [{ data: null }, 'without a result'],
    [{ data: [] }, 'without a result'],
    [{ data: [null, 3] }, 'without a result'],
    [{ error: { message: 'upstream failed', type: 'upstream_error' } }, 'and said: upstream failed'],
    ['<html>Sign in</html>', 'with a web page'],
    ['', 'with an empty body'],
    ['{"data":[{"url":"https://i.inv', 'with JSON that could not be read'],
  ];
  for (const [body, came] of cases) {
    const attempt = generate({ prompt: 'a' }, 'ideogram-v2', incoming(200, body));
    await expect(attempt).rejects.toMatchObject({
      code: 'unknown_outcome',
      message: `Ideogram answered 200 ${came}. It may have run and been charged.`,
    });
  }
});

test('a description without words is no result', async () => {
  for (const body of [
    { descriptions: [] },
    { descriptions: [{ text: ' ' }, {}] },
    { descriptions: null },
    {},
  ]) {
    const fake = fakeContext(incoming(200, body));
    const input = operations.describe.parse({ image: 'img_1' });
    const attempt = ideogram.start.describe?.(input, card('ideogram-describe'), fake.context);
    await expect(attempt).rejects.toMatchObject({ code: 'unknown_outcome' });
  }
});

test('a refused field goes by its studio name, and only if it was sent', async () => {
  const refusal = incoming(400, {
    detail: "'x' is not one of [...] - 'style_type'",
    title: 'Bad Request',
    status: 400,
  });
  await expect(generate({ prompt: 'a', style: 'anime' }, 'ideogram-v2', refusal)).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { style: "was not accepted: 'x' is not one of [...] - 'style_type'" },
  });
  await expect(generate({ prompt: 'a' }, 'ideogram-v2', refusal)).rejects.toMatchObject({
    fields: undefined,
  });
  const quoted = incoming(400, { detail: "'a seed' is not of type 'integer' - 'image_request.num_images'" });
  const counted = generate({ prompt: 'a', seed: 1 }, 'ideogram-v2', quoted);
  await expect(counted).rejects.toMatchObject({ fields: { count: expect.stringContaining('a seed') } });
  await expect(counted).rejects.not.toHaveProperty('fields.seed');
  const file = incoming(400, { message: 'image_file must be a PNG' });
  await expect(remix({ image: 'img_1', prompt: 'a' }, 'ideogram-v2', file)).rejects.toMatchObject({
    fields: { image: 'was not accepted: image_file must be a PNG' },
  });
});

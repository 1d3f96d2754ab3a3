import { expect, test } from '@playwright/test';
import type { Json } from '../../lib/server/providers/provider';
import { fillBody, placeholdersIn, readBody } from '../../lib/server/providers/ideogram-web-body';
import { ideogramWeb } from '../../lib/server/providers/ideogram-web';
import { placeholders, startingTemplates, webOptions } from '../../lib/server/providers/ideogram-web-templates';
import { connection } from './recording';

const offered = (options: { [key: string]: Json }) =>
  ideogramWeb.offered?.({ ...connection, dialect: 'ideogram-web', options }) ?? [];
const names = (options: { [key: string]: Json }) =>
  offered(options).flatMap(({ id, operations }) => Object.keys(operations).map((name) => `${id} ${name}`));

test('everything is off until a connection says so', () => {
  expect(offered({})).toEqual([]);
  expect(offered({ templates: {} })).toEqual([]);
  expect(names({ templates: { generate: false, describe: true } })).toEqual(['ideogram-web-describe describe']);
});

test('the starting texts are valid and name nothing unknown', () => {
  for (const name of ['generate', 'remix', 'upscale', 'describe'] as const) {
    const { templates } = webOptions.parse({ templates: { [name]: true } });
    expect(templates[name]).toMatchObject(startingTemplates[name]);
    expect([...(templates[name]?.uses ?? [])].every((used) => placeholders[name].some((known) => known === used))).toBe(true);
  }
  expect(names({ templates: { generate: true, remix: true, upscale: true, describe: true } })).toEqual([
    'ideogram-web-auto generate', 'ideogram-web-auto remix',
    'ideogram-web-v3-1 generate', 'ideogram-web-v3-1 remix',
    'ideogram-web-v3-0 generate', 'ideogram-web-v3-0 remix',
    'ideogram-web-v0-3 generate', 'ideogram-web-v0-3 remix',
    'ideogram-web-upscale upscale', 'ideogram-web-describe describe',
  ]);
});

test('a control is there only if the template sends it', () => {
  const [full] = offered({ templates: { generate: true } });
  expect(full?.operations.generate).toMatchObject({
    prompt: 'required', magicPrompt: true, count: 8, seed: false, negativePrompt: false, styles: expect.arrayContaining(['anime']),
  });
  const bare = offered({ templates: { generate: { path: '/g', body: '{"p": {{prompt}}, "s": {{seed}}}' } } });
  expect(bare.map(({ id }) => id)).toEqual(['ideogram-web-auto']);
  expect(bare[0]?.operations.generate).toMatchObject({
    aspectRatios: [], sizes: {}, styles: [], magicPrompt: false, count: 1, seed: true, negativePrompt: false,
  });
  const [upscale] = offered({ templates: { upscale: true } });
  expect(upscale?.operations.upscale).toMatchObject({ prompt: 'none', count: 1, resemblance: null, detail: null, seed: false });
});

const refusal = (template: Json, operation = 'generate'): string => {
  const parsed = webOptions.safeParse({ templates: { [operation]: template } });
  const [issue] = parsed.error?.issues ?? [];
  return issue ? `${issue.path.join('.')} ${issue.message}` : 'taken';
};
const body = (text: Json): Json => ({ path: '/g', body: text });

test('a template is refused with its field and its fault', () => {
  expect(refusal(body('{"p": {{prompt}}'))).toBe('templates.generate.body is not JSON once its placeholders are filled');
  expect(refusal(body('{"p": {{prompt}}, "n": {{count}} 3}'))).toContain('is not JSON once');
  expect(refusal(body('["{{prompt}}"]'))).toContain('must be a JSON object');
  expect(refusal(body('{"p": {{prompt}}, "x": {{promt}}}'))).toContain('names the unknown placeholder {{promt}}; there are {{prompt}}');
  expect(refusal(body({ p: '{{prompt}}', w: '{{imageWeight}}' }))).toContain('unknown placeholder {{imageWeight}}');
  expect(refusal(body({ p: '{{prompt}}', w: '{{}}' }))).toContain('unknown placeholder {{}}');
  expect(refusal(body({ p: '{{prompt}} {{seed' }))).toContain('braces that are no whole placeholder');
  expect(refusal(body({ '{{prompt}}': 1 }))).toContain('names a property by a placeholder');
  expect(refusal(body({ p: 'a dog' }))).toBe('templates.generate.body needs {{prompt}}');
  expect(refusal(body({ p: '{{prompt}}' }), 'remix')).toBe('templates.remix.body needs {{imageDataUrl}} or {{imageBase64}}');
  expect(refusal(body({ p: '{{requestId}}' }), 'upscale')).toContain('needs {{requestId}} and {{responseId}} or');
  expect(refusal({ path: 'g', body: { p: '{{prompt}}' } })).toContain('path');
  expect(refusal({ path: '/../{{prompt}}', body: { p: '{{prompt}}' } })).toContain('path');
  expect(refusal('on')).toContain('must be true, false');
  expect(webOptions.safeParse({ tempaltes: {} }).success).toBe(false);
  expect(webOptions.safeParse({ templates: { reframe: true } }).success).toBe(false);
  expect(webOptions.safeParse({ accessToken: 'two words' }).success).toBe(false);
});

const filled = (text: string | Json, values: Parameters<typeof fillBody>[1]): Json => {
  const read = readBody(text);
  if ('fault' in read) throw new Error(read.fault);
  return fillBody(read.json, values);
};

test('a placeholder brings its own quotes, and whatever it holds stays text', () => {
  const nasty = '"},{"x":"\\ \u2028 {{seed}} $& 猫\n';
  for (const text of ['{"p": {{prompt}}, "n": {{ count }}}', '{"p":"{{prompt}}","n":"{{count}}"}']) {
    expect(filled(text, { prompt: nasty, count: 3, seed: 7 })).toEqual({ p: nasty, n: 3 });
  }
  expect(filled({ p: 'a photo of {{prompt}}, x{{count}}' }, { prompt: nasty, count: 3 })).toEqual({ p: `a photo of ${nasty}, x3` });
  expect(filled('{"a":{"b":{}},"l":[],"s":"\\"{ }"}', {})).toEqual({ a: { b: {} }, l: [], s: '"{ }' });
});

test('what is not set goes, with the object it leaves empty', () => {
  const text = { p: '{{prompt}}', r: { width: '{{width}}', height: '{{height}}' }, l: ['{{seed}}', 'x'], t: 'n {{seed}}', k: [{ s: '{{seed}}' }] };
  expect(filled(text, { prompt: 'a' })).toEqual({ p: 'a', l: ['x'] });
  expect(filled(text, { prompt: '', seed: 0 })).toEqual({ p: '', l: [0, 'x'], t: 'n 0', k: [{ s: 0 }] });
  expect(placeholdersIn(text)).toEqual(['prompt', 'width', 'height', 'seed']);
});

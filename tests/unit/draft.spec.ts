import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { emptyDraft, reviveDraft } from '@/lib/client/draft-storage';
import { settingsOf } from '@/lib/client/settings';
import { draftOf } from '@/lib/client/task-draft';
import { picture, task } from './pictures';

test('a stored draft comes back as it was', () => {
  const draft = { ...emptyDraft, prompt: 'pears', seed: 4711, style: 'design' as const, count: 4, colorPalette: { name: 'melon' as const } };
  expect(reviveDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
});

test('values that make no sense are unset, the rest is kept', () => {
  const stored = { ...emptyDraft, prompt: 'pears', seed: -1, style: 'cubist', count: 90, aspectRatio: 'wide', extra: true };
  expect(reviveDraft(stored)).toEqual({ ...emptyDraft, prompt: 'pears' });
});

test('whatever is in the storage, a whole draft comes out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      expect(Object.keys(reviveDraft(stored)).toSorted()).toEqual(Object.keys(emptyDraft).toSorted());
    }),
  );
});

test('an operation on a picture without its picture is a generation', () => {
  expect(reviveDraft({ ...emptyDraft, operation: 'remix', image: null }).operation).toBe('generate');
});

const made = task({ operation: 'generate', prompt: 'three pears', count: 4, style: 'realistic', aspectRatio: '16:9', seed: 1 });

test('use prompt and use seed take one thing each', () => {
  expect(settingsOf('prompt', picture(), made, null)).toEqual({ prompt: 'three pears' });
  expect(settingsOf('seed', picture(), made, null)).toEqual({ seed: 4711 });
});

test('use all takes what was asked, the unset things too', () => {
  expect(settingsOf('all', picture(), made, null)).toMatchObject({
    operation: 'generate',
    model: 'full',
    prompt: 'three pears',
    style: 'realistic',
    aspectRatio: '16:9',
    seed: 1,
    count: 4,
    colorPalette: null,
    magicPrompt: null,
  });
});

test('repeat exactly takes the final words, the seed, one picture, and lets nothing rewrite them', () => {
  expect(settingsOf('exact', picture(), made, null)).toMatchObject({
    prompt: 'three pears, in north light',
    magicPrompt: 'off',
    seed: 4711,
    count: 1,
    style: 'realistic',
  });
});

const look = task({
  operation: 'generate',
  prompt: 'three pears',
  count: 1,
  renderingSpeed: 'turbo',
  stylePreset: 'pop-art',
  styleCodes: ['A1B2C3D4'],
  styleImages: ['style-1', 'style-2'],
  characterImage: 'character-1',
});
const [styleImage, characterImage] = [picture({ id: 'style-2' }), picture({ id: 'character-1' })];

test('a reload brings speed, preset, codes and the pictures referred to back', () => {
  const draft = {
    ...emptyDraft,
    renderingSpeed: 'flash' as const,
    stylePreset: 'pop-art' as const,
    styleCodes: ['A1B2C3D4'],
    styleImages: [styleImage],
    characterImage,
  };
  expect(reviveDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(reviveDraft({ ...draft, renderingSpeed: 'warp', styleCodes: ['short'], styleImages: ['id'] })).toEqual({
    ...draft,
    renderingSpeed: null,
    styleCodes: [],
    styleImages: [],
  });
});

test('use all and repeat exactly bring back how it was to look, with the references that are still there', () => {
  const references = { styleImages: [styleImage], characterImage, missing: 1 };
  for (const what of ['all', 'exact'] as const) {
    expect(settingsOf(what, picture(), look, null, references)).toMatchObject({
      renderingSpeed: 'turbo',
      stylePreset: 'pop-art',
      styleCodes: ['A1B2C3D4'],
      styleImages: [styleImage],
      characterImage,
    });
  }
  // What was left unset then is unset again.
  expect(settingsOf('all', picture(), made, null)).toMatchObject({
    renderingSpeed: null,
    stylePreset: null,
    styleCodes: [],
    styleImages: [],
    characterImage: null,
  });
});

test('an operation without a character leaves the one in the box alone', () => {
  const reframed = task({ operation: 'reframe', image: 'image-1', aspectRatio: '16:9', count: 1, styleCodes: ['A1B2C3D4'] });
  const taken = draftOf(reframed, picture());
  expect(taken).toMatchObject({ operation: 'reframe', styleCodes: ['A1B2C3D4'], styleImages: [] });
  expect(taken).not.toHaveProperty('characterImage');
});

import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { emptyDraft, reviveDraft } from '@/lib/client/draft-storage';
import { settingsOf } from '@/lib/client/settings';
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

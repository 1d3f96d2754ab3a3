import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { changesBetween, type Change } from '@/lib/client/prompt-changes';

const text = (parts: readonly Change[], without: Change['kind']) =>
  parts.filter(({ kind }) => kind !== without).map((part) => part.text).join('');

const bare = (words: string) => words.replaceAll(/\s+/g, '');

test('words that were added and taken out are told apart and counted', () => {
  const changes = changesBetween(
    'Three pears on a slate shelf, north light, moody, large format',
    'Three pears on a slate shelf, north light, entering softly from the left, large format photograph',
  );
  expect(changes).toEqual({
    parts: [
      { kind: 'kept', text: 'Three pears on a slate shelf, north light,' },
      { kind: 'removed', text: ' moody' },
      { kind: 'added', text: ' entering softly from the left' },
      { kind: 'kept', text: ', large format' },
      { kind: 'added', text: ' photograph' },
    ],
    added: 6,
    removed: 1,
    unit: 'words',
  });
});

test('the same prompt has no change', () => {
  expect(changesBetween('A heron, at dawn', 'A heron, at dawn')).toEqual({
    parts: [{ kind: 'kept', text: 'A heron, at dawn' }],
    added: 0,
    removed: 0,
    unit: 'words',
  });
});

test('Chinese is compared by the character', () => {
  const changes = changesBetween('一只苍鹭站在芦苇中', '一只蓝色苍鹭站在高高的芦苇丛中');
  expect(changes.parts).toEqual([
    { kind: 'kept', text: '一只' },
    { kind: 'added', text: '蓝色' },
    { kind: 'kept', text: '苍鹭站在' },
    { kind: 'added', text: '高高的' },
    { kind: 'kept', text: '芦苇' },
    { kind: 'added', text: '丛' },
    { kind: 'kept', text: '中' },
  ]);
  expect(changes).toMatchObject({ added: 6, removed: 0, unit: 'characters' });
});

test('Korean and words with hyphens or apostrophes stay whole', () => {
  expect(changesBetween('노을 지는 등대', '노을 지는 하얀 등대')).toMatchObject({ added: 1, unit: 'words' });
  expect(changesBetween("the painter's cut-out", "the painter's paper cut-out")).toMatchObject({ added: 1, removed: 0 });
});

test('a lone comma between two changes is no common ground', () => {
  const { parts } = changesBetween('red fox, brown dog', 'blue whale, black cat');
  expect(parts).toEqual([
    { kind: 'removed', text: 'red fox, brown dog' },
    { kind: 'added', text: 'blue whale, black cat' },
  ]);
});

test('two long texts with nothing in common are one whole for another', () => {
  const asked = Array.from({ length: 3_000 }, (_, index) => `a${index}`).join(' ');
  const used = Array.from({ length: 3_000 }, (_, index) => `b${index}`).join(' ');
  expect(changesBetween(asked, used)).toMatchObject({ added: 3_000, removed: 3_000 });
});

test('without the added parts it is what was asked, without the removed ones what was used', () => {
  const word = fc.constantFrom('pear', 'light', 'a', '光', '梨', ',', '.', "it's", '등대', '42', '—');
  const prompt = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(prompt, prompt, (asked, used) => {
      const { parts } = changesBetween(asked, used);
      expect(bare(text(parts, 'added'))).toBe(bare(asked));
      expect(bare(text(parts, 'removed'))).toBe(bare(used));
    }),
  );
});

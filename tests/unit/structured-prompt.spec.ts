import { expect, test } from '@playwright/test';
import { promptWords, readStructured } from '@/lib/client/structured-prompt';

const written = {
  high_level_description: 'A red train crosses a viaduct in the snow',
  compositional_deconstruction: { background: 'snow', elements: [{ type: 'obj', desc: 'a train' }, { type: 'text', text: 'NORD', desc: 'a sign' }] },
};

test('a structured prompt is read as what it shows and how much it places', () => {
  const text = JSON.stringify(written, null, 2);
  expect(readStructured(text)).toEqual({ words: written.high_level_description, parts: 2 });
  expect(readStructured(`\n ${text}`)?.parts).toBe(2);
  expect(promptWords(text)).toBe(written.high_level_description);
});

test('everything else is words', () => {
  for (const prompt of ['', 'A train {in snow}', '{', '{}', '[{"high_level_description":"x"}]', '{"high_level_description":4}', '{a: 1}']) {
    expect(readStructured(prompt)).toBeNull();
    expect(promptWords(prompt)).toBe(prompt);
  }
  expect(readStructured('{"high_level_description":"x","compositional_deconstruction":{"elements":"many"}}')).toEqual({ words: 'x', parts: 0 });
});

import { expect, test } from '@playwright/test';
import { emptyDraft } from '@/lib/client/draft-storage';
import type { Draft } from '@/lib/client/draft';
import { newlyAside, settle, type Settled } from '@/lib/client/fit';
import { connections } from './cards';
import { picture } from './pictures';

function settled(over: Partial<Draft>): Settled {
  const found = settle({ ...emptyDraft, ...over }, connections);
  if (found === null) throw new Error('no model offers the operation');
  return found;
}

const rich: Partial<Draft> = {
  style: 'design',
  colorPalette: { name: 'melon' },
  negativePrompt: 'people',
  aspectRatio: '3:1',
  count: 8,
  seed: 7,
};

test('an empty draft takes the first model and a square', () => {
  const { connection, model, aspectRatio, size, count, aside } = settled({});
  expect([connection.id, model.id, aspectRatio, size, count, aside]).toEqual(['main', 'full', '1:1', [1024, 1024], 2, []]);
});

test('a model that takes everything sets nothing aside', () => {
  const taken = settled(rich);
  expect(taken.aside).toEqual([]);
  expect(taken).toMatchObject({ ...rich, resolution: null });
});

test('a model that takes less keeps what fits and names the rest', () => {
  const taken = settled({ ...rich, model: 'bare' });
  expect(taken).toMatchObject({ style: null, colorPalette: null, negativePrompt: null, seed: 7, count: 4, aspectRatio: '16:9' });
  expect(taken.aside.map(({ what }) => what)).toEqual(['count', 'ratio', 'style', 'palette', 'negative']);
  expect(taken.aside[1]).toEqual({ what: 'ratio', wanted: '3:1', instead: '16:9' });
});

test('what was set aside comes back with a model that takes it', () => {
  const draft = { ...rich, model: 'bare' };
  expect(settled(draft).colorPalette).toBeNull();
  expect(settled({ ...draft, model: 'full' }).colorPalette).toEqual({ name: 'melon' });
});

test('only what the change of model set aside is news', () => {
  const before = settled({ ...rich, style: null });
  const after = settled({ ...rich, style: null, model: 'bare' });
  expect(newlyAside(before, after).map(({ what }) => what)).toEqual(['count', 'ratio', 'palette', 'negative']);
  expect(newlyAside(after, after)).toEqual([]);
});

test('a resolution stands in for the ratio, and a model without it takes the nearest ratio', () => {
  expect(settled({ resolution: '1536x512', aspectRatio: '3:4' })).toMatchObject({
    resolution: '1536x512',
    aspectRatio: null,
    size: [1536, 512],
  });
  const without = settled({ resolution: '1536x512', model: 'bare' });
  expect(without).toMatchObject({ resolution: null, aspectRatio: '16:9' });
  expect(without.aside).toEqual([{ what: 'ratio', wanted: '1536 × 512', instead: '16:9' }]);
});

test('a remix without a chosen ratio takes the one nearest to its source', () => {
  expect(settled({ operation: 'remix', image: picture({ width: 900, height: 1200 }) }).aspectRatio).toBe('3:4');
  expect(settled({ operation: 'remix', image: picture() }).aspectRatio).toBe('16:9');
});

test('an operation the wanted model lacks goes to one of its connection that has it', () => {
  const taken = settled({ operation: 'upscale', model: 'bare', image: picture() });
  expect([taken.connection.id, taken.model.id, taken.resemblance, taken.detail]).toEqual(['main', 'up', 50, 50]);
  const abroad = settled({ operation: 'upscale', connection: 'sandbox', image: picture() });
  expect(abroad.connection.id).toBe('main');
});

test('an operation that nothing offers settles on nothing', () => {
  expect(settle({ ...emptyDraft, operation: 'describe', image: picture() }, connections)).toBeNull();
});

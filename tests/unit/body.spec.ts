import { expect, test } from '@playwright/test';
import { bodyOf } from '@/lib/client/body';
import type { Draft } from '@/lib/client/draft';
import { emptyDraft } from '@/lib/client/draft-storage';
import { settle } from '@/lib/client/fit';
import { priceOf } from '@/lib/client/price';
import { operations } from '@/lib/schema/operation';
import { connections } from './cards';
import { picture } from './pictures';

function asked(over: Partial<Draft>) {
  const draft = { ...emptyDraft, ...over };
  const settled = settle(draft, connections);
  return settled && bodyOf(draft, settled);
}

/** What travels: JSON leaves out what is undefined. */
const sent = (over: Partial<Draft>): unknown => JSON.parse(JSON.stringify(asked(over)?.body ?? null));

test('an empty prompt asks nothing', () => {
  expect(asked({ prompt: '  \n ' })).toBeNull();
});

test('unset settings are not sent', () => {
  expect(sent({ prompt: ' pears ' })).toEqual({
    connection: 'main',
    model: 'full',
    prompt: 'pears',
    aspectRatio: '1:1',
    count: 2,
  });
});

test('every body is one that the route takes', () => {
  const set: Partial<Draft> = {
    prompt: 'pears',
    negativePrompt: 'people',
    style: 'design',
    magicPrompt: 'off',
    seed: 0,
    count: 8,
    colorPalette: { members: [{ color: '#2f5a4b', weight: 0.5 }] },
    imageWeight: 70,
    resemblance: 20,
    image: picture(),
  };
  for (const operation of ['generate', 'remix', 'upscale'] as const) {
    for (const model of ['full', 'bare']) {
      const parsed = operations[operation].safeParse(sent({ ...set, operation, model }));
      expect(parsed.error, `${operation} with ${model}`).toBeUndefined();
    }
  }
  expect(operations.generate.safeParse(sent({ ...set, resolution: '1344x768', aspectRatio: '3:4' })).error).toBeUndefined();
});

test('a value the model lacks does not travel', () => {
  const body = sent({ prompt: 'pears', model: 'bare', colorPalette: { name: 'melon' }, negativePrompt: 'people' });
  expect(body).not.toHaveProperty('colorPalette');
  expect(body).not.toHaveProperty('negativePrompt');
});

test('Auto leaves the image weight to the provider', () => {
  expect(sent({ operation: 'remix', prompt: 'p', image: picture() })).not.toHaveProperty('imageWeight');
  expect(sent({ operation: 'remix', prompt: 'p', image: picture(), imageWeight: 33 })).toMatchObject({ imageWeight: 33 });
});

test('an upscale needs a picture and no words', () => {
  expect(asked({ operation: 'upscale' })).toBeNull();
  expect(sent({ operation: 'upscale', image: picture() })).toMatchObject({ image: 'image-1', resemblance: 50, detail: 50 });
});

test('a frame of the source\'s own shape is not asked for, one with new paper or an exact size is', () => {
  const [main] = connections;
  const model = main?.models[0];
  const generate = model?.operations.generate;
  if (!main || !model || !generate) throw new Error('The cards have no model.');
  const reframe = { ...generate, prompt: 'none' as const, keepsShape: false };
  const offered = [{ ...main, models: [{ ...model, operations: { reframe } }] }];
  const frame = (over: Partial<Draft>) => {
    const draft: Draft = { ...emptyDraft, operation: 'reframe', image: picture({ width: 1024, height: 1024 }), ...over };
    const settled = settle(draft, offered);
    return settled && bodyOf(draft, settled);
  };
  expect(frame({})).toBeNull();
  expect(frame({ aspectRatio: '1:1' })).toBeNull();
  expect(frame({ aspectRatio: '16:9' })?.body).toMatchObject({ image: 'image-1', aspectRatio: '16:9' });
  expect(frame({ resolution: '1344x768' })?.body).toMatchObject({ resolution: '1344x768' });
  expect(operations.reframe.safeParse(JSON.parse(JSON.stringify(frame({ aspectRatio: '16:9' })?.body))).error).toBeUndefined();
});

test('a price is counted by pictures made or by the source, is free in the sandbox, and may be unknown', () => {
  const [main, sandbox] = connections;
  const make = main?.models[0]?.operations.generate;
  const upscale = main?.models[2]?.operations.upscale;
  if (!main || !sandbox || !make || !upscale) throw new Error('the cards changed');
  expect(priceOf(main, make, { count: 4 })).toEqual({ usdMicros: 240_000, basis: 'estimated' });
  expect(priceOf(main, upscale, { count: 4 })).toEqual({ usdMicros: 60_000, basis: 'estimated' });
  expect(priceOf(sandbox, make, { count: 4 })).toEqual({ usdMicros: 0, basis: 'free' });
  expect(priceOf(main, { ...make, price: null }, { count: 4 })).toEqual({ usdMicros: null, basis: 'unknown' });
});

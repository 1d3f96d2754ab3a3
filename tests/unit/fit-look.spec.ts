import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { bodyOf } from '@/lib/client/body';
import type { Draft } from '@/lib/client/draft';
import { emptyDraft } from '@/lib/client/draft-storage';
import { newlyAside, settle, type Settled } from '@/lib/client/fit';
import { shutOutBy, type Way } from '@/lib/client/fit-look';
import { priceOf } from '@/lib/client/price';
import { renderingSpeeds } from '@/lib/schema/choices';
import { operations } from '@/lib/schema/operation';
import { connections } from './cards';
import { picture } from './pictures';

const start: Draft = { ...emptyDraft, connection: 'looks', model: 'v3', prompt: 'pears' };

function settled(over: Partial<Draft>): Settled {
  const found = settle({ ...start, ...over }, connections);
  if (found === null) throw new Error('no model offers the operation');
  return found;
}

/** What travels: JSON leaves out what is undefined. */
const sent = (over: Partial<Draft>): object =>
  JSON.parse(JSON.stringify(bodyOf({ ...start, ...over }, settled(over))?.body ?? null)) as object;

const pears = picture({ id: 'pears' });
const plums = picture({ id: 'plums' });
const rich: Partial<Draft> = {
  renderingSpeed: 'flash',
  style: 'design',
  styleImages: [pears, plums],
  characterImage: picture({ id: 'ana' }),
  resolution: '1344x768',
};

test('speed, preset, codes and references travel as they were set, pictures by their ids', () => {
  expect(sent({ ...rich, renderingSpeed: 'turbo' })).toMatchObject({
    renderingSpeed: 'turbo',
    style: 'design',
    styleImages: ['pears', 'plums'],
    characterImage: 'ana',
  });
  expect(sent({ stylePreset: 'oil-painting', style: 'design' })).toMatchObject({ stylePreset: 'oil-painting', style: 'design' });
  expect(sent({ styleCodes: ['A1B2C3D4'] })).toMatchObject({ styleCodes: ['A1B2C3D4'] });
  const bare = sent({});
  for (const name of ['renderingSpeed', 'stylePreset', 'styleCodes', 'styleImages', 'characterImage', 'style'])
    expect(bare).not.toHaveProperty(name);
});

test('a younger model says once what it lacks, stands in with its nearest shape, and the older one has all of it back', () => {
  const before = settled(rich);
  expect(before.aside).toEqual([]);
  const after = settled({ ...rich, model: 'v4' });
  expect(after).toMatchObject({ renderingSpeed: null, style: null, styleImages: null, characterImage: null });
  expect(after).toMatchObject({ resolution: null, aspectRatio: '16:9' });
  const news = newlyAside(before, after);
  expect(news.map(({ what }) => what)).toEqual(['ratio', 'speed', 'references', 'character', 'style']);
  expect(news[0]).toEqual({ what: 'ratio', wanted: '1344 × 768', instead: '16:9' });
  expect(newlyAside(after, settled(rich))).toEqual([]);
  expect(settled(rich)).toEqual(before);
});

test('a speed that both have is kept', () => {
  expect(settled({ renderingSpeed: 'quality', model: 'v4' })).toMatchObject({ renderingSpeed: 'quality', aside: [] });
});

test('of two ways that shut each other out one is used, and the other is said to wait for it', () => {
  const all = { styleCodes: ['A1B2C3D4'], stylePreset: 'pop-art', styleImages: [pears], style: 'design' } as const;
  const codes = settled(all);
  expect(codes).toMatchObject({ styleCodes: ['A1B2C3D4'], stylePreset: null, styleImages: null, style: null });
  expect(codes.aside).toEqual([
    { what: 'preset', by: 'codes' },
    { what: 'references', by: 'codes' },
    { what: 'style', by: 'codes' },
  ]);
  const preset = settled({ ...all, styleCodes: [] });
  expect(preset).toMatchObject({ stylePreset: 'pop-art', style: 'design', styleImages: null });
  expect(preset.aside).toEqual([{ what: 'references', by: 'preset' }]);
  expect(settled({ ...all, styleCodes: [], stylePreset: null })).toMatchObject({ styleImages: [pears], style: 'design', aside: [] });
});

test('choosing a way takes the others out of the draft, and only those that it shuts out', () => {
  const dropped = (way: Way, over: Partial<Draft>) => shutOutBy(way, settled(over)).dropped;
  const seen: [Way, Partial<Draft>, Way[]][] = [
    ['codes', { style: 'design', stylePreset: 'pop-art' }, ['style', 'preset']],
    ['codes', { style: 'design', styleImages: [pears] }, ['style', 'references']],
    ['preset', { style: 'design', styleImages: [pears] }, ['references']],
    ['preset', { styleCodes: ['A1B2C3D4'] }, ['codes']],
    ['references', { style: 'design', stylePreset: 'pop-art' }, ['preset']],
    ['references', { styleCodes: ['A1B2C3D4'] }, ['codes']],
    ['style', { styleCodes: ['A1B2C3D4'] }, ['codes']],
    ['style', { stylePreset: 'pop-art' }, []],
    ['style', { styleImages: [pears] }, []],
  ];
  for (const [way, over, expected] of seen) expect([way, over, dropped(way, over)]).toEqual([way, over, expected]);
  // What only the chosen model lacks waits for one that has it.
  expect(shutOutBy('style', settled({ styleCodes: ['A1B2C3D4'], model: 'v4' }))).toEqual({ dropped: [], patch: {} });
  expect(shutOutBy('codes', settled({ style: 'design', stylePreset: 'pop-art' })).patch).toEqual({ style: null, stylePreset: null });
});

test('whatever lies in the draft, the body is one that the route takes', () => {
  const maybe = <Value>(...values: Value[]) => fc.constantFrom(null, ...values);
  const draft = fc.record({
    model: fc.constantFrom('v3', 'v4'),
    renderingSpeed: maybe(...renderingSpeeds),
    style: maybe('design' as const, 'anime' as const),
    stylePreset: maybe('pop-art' as const, 'weird' as const),
    styleCodes: fc.constantFrom([], ['A1B2C3D4'], ['A1B2C3D4', '00000000']),
    styleImages: fc.constantFrom([], [pears], [pears, plums]),
    characterImage: maybe(pears),
    colorPalette: maybe({ name: 'melon' as const }),
    aspectRatio: maybe('16:9', '3:1', '5:4'),
    resolution: maybe('1344x768', '2048x2048', '512x1536'),
    image: fc.constant(plums),
    imageWeight: maybe(20),
    operation: fc.constantFrom('generate' as const, 'remix' as const),
  });
  fc.assert(
    fc.property(draft, (over) => {
      const parsed = operations[over.operation].safeParse(sent(over));
      expect(parsed.error).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

test('a weight beside another shape is left to a model that takes both', () => {
  const wide = picture({ width: 1344, height: 768 });
  const asked = { operation: 'remix', image: wide, imageWeight: 30, model: 'v4' } as const;
  expect(settled(asked)).toMatchObject({ imageWeight: 30, size: [1344, 768], aside: [] });
  expect(settled({ ...asked, aspectRatio: '1:1' })).toMatchObject({ imageWeight: null, aside: [{ what: 'weight' }] });
  expect(settled({ ...asked, aspectRatio: '1:1', model: 'v3' })).toMatchObject({ imageWeight: 30, aside: [] });
});

test('a card with sizes only takes the one nearest to the ratio wanted', () => {
  const sizesOnly = connections.map((connection) => ({
    ...connection,
    models: connection.models.map((model) => ({
      ...model,
      operations: Object.fromEntries(
        Object.entries(model.operations).map(([name, card]) => [name, { ...card, aspectRatios: [], sizes: {} }]),
      ),
    })),
  }));
  const of = (over: Partial<Draft>) => settle({ ...start, model: 'v4', ...over }, sizesOnly);
  expect(of({ aspectRatio: '16:9' })).toMatchObject({ aspectRatio: null, resolution: '2560x1440', size: [2560, 1440], aside: [] });
  expect(of({ aspectRatio: '3:4' })?.aside).toEqual([{ what: 'ratio', wanted: '3:4', instead: '1024 × 1024' }]);
});

test('the price follows the speed and the character', () => {
  const each = (over: Partial<Draft>) => {
    const one = settled({ count: 2, ...over });
    return priceOf(one.connection, one.capability, one).usdMicros;
  };
  expect(each({})).toBe(120_000);
  expect(each({ renderingSpeed: 'turbo' })).toBe(60_000);
  expect(each({ characterImage: pears })).toBe(300_000);
  expect(each({ characterImage: pears, renderingSpeed: 'quality' })).toBe(400_000);
  // No price is named for a character at flash: the common one is the nearer guess.
  expect(each({ characterImage: pears, renderingSpeed: 'flash' })).toBe(300_000);
});

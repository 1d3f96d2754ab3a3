import { expect, test } from '@playwright/test';
import { capability, model, type Capability } from '../../lib/schema/model';
import { operationNames, operations, ratio, resolution } from '../../lib/schema/operation';
import { providers } from '../../lib/server/providers/index';
import type { Provider } from '../../lib/server/providers/provider';

const cards = (provider: Provider) =>
  provider.models.flatMap((entry) =>
    operationNames.flatMap((name) => {
      const card = entry.operations[name];
      return card ? [{ where: `${entry.id} ${name}`, name, card }] : [];
    }),
  );

/** The least a person can ask of an operation. */
const least = {
  generate: { prompt: 'a' },
  remix: { prompt: 'a', image: 'i' },
  reframe: { image: 'i', aspectRatio: '16:9' },
  'replace-background': { prompt: 'a', image: 'i' },
  'remove-background': { image: 'i' },
  upscale: { image: 'i' },
  describe: { image: 'i' },
  'magic-prompt': { prompt: 'a' },
};

const takesCount = (name: keyof typeof least, count: number): boolean =>
  operations[name].safeParse({ ...least[name], count }).success;

for (const [dialect, entry] of Object.entries(providers)) {
  const provider: Provider = entry;

  test.describe(dialect, () => {
    test('has a label and cards with ids of their own', () => {
      expect(provider.label).not.toBe('');
      expect(provider.models.length).toBeGreaterThan(0);
      const ids = provider.models.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const shorts = provider.models.map(({ short }) => short);
      expect(new Set(shorts).size).toBe(shorts.length);
      for (const entry of provider.models) {
        expect(model.parse(entry)).toEqual(entry);
        expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(entry.short.length).toBeLessThanOrEqual(12);
        expect(Object.keys(entry.operations).length).toBeGreaterThan(0);
      }
    });

    test('answers every operation on a card, and puts every handler on a card', () => {
      const offered = new Set(cards(provider).map(({ name }) => name));
      expect([...offered].toSorted()).toEqual(Object.keys(provider.start).toSorted());
      for (const name of offered) expect(typeof provider.start[name], name).toBe('function');
    });

    test('every ratio has its size, every size is one the model makes', () => {
      for (const { where, card } of cards(provider)) {
        expect(Object.keys(card.sizes).toSorted(), where).toEqual(card.aspectRatios.toSorted());
        for (const [name, [width, height]] of Object.entries(card.sizes)) {
          expect(ratio.safeParse(name).success, `${where} ${name}`).toBe(true);
          const [across = 0, down = 1] = name.split(':').map(Number);
          expect(Math.abs(width / height / (across / down) - 1), `${where} ${name}`).toBeLessThan(0.02);
          expect(width * height, `${where} ${name}`).toBeGreaterThan(700_000);
          if (card.resolutions.length > 0) expect(card.resolutions, where).toContain(`${width}x${height}`);
        }
        expect(new Set(card.resolutions).size, where).toBe(card.resolutions.length);
        for (const name of card.resolutions)
          expect(resolution.safeParse(name).success, `${where} ${name}`).toBe(true);
      }
    });

    test('limits are sane and within what the operation takes', () => {
      for (const { where, name, card } of cards(provider)) {
        expect(capability.parse(card), where).toEqual(card);
        expect(card.count, where).toBeGreaterThanOrEqual(1);
        if (card.count > 1) expect(takesCount(name, card.count), where).toBe(true);
        for (const range of ranges(card)) {
          expect(range.min, where).toBeLessThan(range.max);
          expect(range.default >= range.min && range.default <= range.max, where).toBe(true);
        }
        expect(new Set(card.styles).size, where).toBe(card.styles.length);
        if (name === 'generate') expect(card.prompt, where).toBe('required');
        if (name === 'describe') expect(card.prompt, where).toBe('none');
        if (name === 'upscale') expect(card.factor ?? 0, where).toBeGreaterThan(1);
      }
    });

    test('every price is positive and dated', () => {
      for (const { where, card } of cards(provider)) {
        if (!card.price) continue;
        expect(card.price.usdMicros, where).toBeGreaterThan(0);
        expect(card.price.usdMicros, where).toBeLessThan(1_000_000);
        expect(card.price.asOf, where).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(Date.parse(card.price.asOf), where).not.toBeNaN();
      }
    });
  });
}

const ranges = (card: Capability) =>
  [card.imageWeight, card.resemblance, card.detail].filter((range) => range !== null);

const row = (id: string) => {
  const card = providers.ideogram.models.find((entry) => entry.id === id)?.operations.generate;
  if (!card) throw new Error(`no card ${id}`);
  const { aspectRatios, resolutions, styles, negativePrompt, colorPalette, price } = card;
  return [
    aspectRatios.length,
    resolutions.length,
    styles.length,
    negativePrompt,
    colorPalette,
    price?.usdMicros,
  ];
};

test('the legacy cards are what the field matrix says', () => {
  const [first] = providers.ideogram.models;
  expect(first?.id).toBe('ideogram-v2');
  expect(row('ideogram-v2')).toEqual([11, 78, 7, true, true, 80_000]);
  expect(row('ideogram-v2-turbo')).toEqual([11, 78, 7, true, true, 50_000]);
  expect(row('ideogram-v2a')).toEqual([11, 0, 7, false, false, 40_000]);
  expect(row('ideogram-v2a-turbo')).toEqual([11, 0, 7, false, false, 25_000]);
  expect(row('ideogram-v1')).toEqual([11, 0, 0, true, false, 60_000]);
  expect(row('ideogram-v1-turbo')).toEqual([11, 0, 0, true, false, 20_000]);
});

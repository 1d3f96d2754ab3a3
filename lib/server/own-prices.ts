import 'server-only';
import type { Capability, Model, Price } from '@/lib/schema/model';
import type { OwnPrices } from '@/lib/schema/own-price';
import type { FieldFaults } from '@/lib/schema/error';
import { provider } from './providers/index';
import type { ConnectionSettings } from './providers/provider';

/** Operations that the cards price by what goes in. */
const byInput = new Set(['upscale', 'describe', 'remove-background', 'magic-prompt']);

/** The model with the prices of its connection in place of the card's, where it has any. */
export function priced(model: Model, { prices }: Pick<ConnectionSettings, 'prices'>): Model {
  const own = prices && Object.hasOwn(prices.models, model.id) ? prices.models[model.id] : undefined;
  if (!prices || !own) return model;
  const priceOf = (name: string, card: Capability): Price => ({
    ...own,
    per: own.per ?? card.price?.per ?? (byInput.has(name) ? 'input' : 'output'),
    asOf: prices.asOf,
  });
  return {
    ...model,
    operations: Object.fromEntries(
      Object.entries(model.operations).map(([name, card]) => [name, { ...card, price: priceOf(name, card) }]),
    ),
  };
}

/** A fault for every price of a model that the dialect does not have, by the field's path: a slip would change nothing. */
export function unknownPrices(dialect: string, { models }: OwnPrices): FieldFaults {
  const known = new Set(provider(dialect)?.models.map(({ id }) => id));
  const unknown = Object.keys(models).filter((id) => !known.has(id));
  return Object.fromEntries(
    unknown.map((id) => [`prices.models.${id.slice(0, 64)}`, `is no model of ${dialect}`]),
  );
}

import 'server-only';
import { renderingSpeeds } from '@/lib/schema/choices';
import type { Report } from '@/lib/schema/connection';
import type { Capability, Model } from '@/lib/schema/model';
import type { RenderingSpeed } from '@/lib/schema/operation';
import { priceEach } from '@/lib/schema/price';
import type { ConnectionSettings } from '@/lib/server/providers/provider';

export type TrialChoice = { model: Model; renderingSpeed?: RenderingSpeed; usdMicros: number | null };

/** One picture at the cheapest speed; null micro-dollars when the card has no price. */
function cheapest(card: Capability): Omit<TrialChoice, 'model'> {
  const { price } = card;
  if (!price) return { usdMicros: null };
  const speeds = renderingSpeeds.filter((speed) => card.renderingSpeeds.includes(speed));
  const priced = speeds.map((renderingSpeed) => ({ renderingSpeed, usdMicros: priceEach(price, { renderingSpeed }) }));
  return priced.toSorted((one, other) => one.usdMicros - other.usdMicros)[0] ?? { usdMicros: priceEach(price, {}) };
}

/** The cheapest way to one picture out of words; a model without a price comes last. Null when none makes pictures so. */
export function cheapestTrial(models: readonly Model[]): TrialChoice | null {
  const choices = models.flatMap((model): TrialChoice[] => {
    const card = model.operations.generate;
    return card ? [{ model, ...cheapest(card) }] : [];
  });
  const rank = ({ usdMicros }: TrialChoice) => usdMicros ?? Infinity;
  return choices.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0))[0] ?? null;
}

/** What the report says of a trial. */
export function trialOf(models: readonly Model[], { sandbox }: ConnectionSettings): Report['trial'] {
  const choice = cheapestTrial(models);
  if (!choice) return null;
  return { operation: 'generate', model: choice.model.id, usdMicros: sandbox ? 0 : choice.usdMicros };
}

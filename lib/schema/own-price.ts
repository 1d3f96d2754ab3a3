import { z } from 'zod';
import { price } from './model';
import { renderingSpeed } from './operation';

/** The words for a wrong value; for one that is missing the reader has its own. */
const unless = (words: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? undefined : words),
});

const usdMicros = z
  .int(unless('must be a whole number of micro-dollars'))
  .min(0, 'must be at least 0')
  .max(1_000_000_000, 'must be at most 1000000000, which is 1000 dollars');
/** The words for a value of another kind; an unknown field in it has its own. */
const kind = (words: string) => ({
  error: ({ code, input }: { code?: string; input?: unknown }) =>
    code === 'invalid_type' && input !== undefined ? words : undefined,
});

const bySpeed = z.partialRecord(renderingSpeed, usdMicros, kind('must be an object of speeds'));

/** What one model costs on a connection; a figure alone is `{ usdMicros }`. `per` is the card's own when left out. */
const ownPrice = z
  .preprocess(
    (told) => (typeof told === 'number' ? { usdMicros: told } : told),
    z.strictObject(
      {
        usdMicros,
        speeds: bySpeed.optional(),
        character: bySpeed.optional(),
        per: price.shape.per.optional(),
      },
      kind('must be micro-dollars, or an object with usdMicros'),
    ),
  )
  .describe('Micro-dollars, or {usdMicros, speeds?, character?, per?} with micro-dollars by speed.');
export type OwnPrice = z.infer<typeof ownPrice>;

/**
 * The prices that a connection's own gateway asks, by model, and the day they were read. They stand instead of the
 * cards'; a model that is not named keeps its card's.
 */
export const ownPrices = z.strictObject(
  {
    asOf: z.iso.date(unless('must be a day such as 2026-11-20')),
    models: z.record(z.string(), ownPrice, kind('must be an object of models')),
  },
  kind('must be an object with asOf and models'),
);
export type OwnPrices = z.infer<typeof ownPrices>;

import { z } from 'zod';
import { operationName, style } from './operation';

/** A whole-number control: limits and the value the provider uses when none is sent. */
export const range = z.object({ min: z.int(), max: z.int(), default: z.int() });

/** What a price is made of. `per` says what is multiplied; the figure is in micro-dollars. */
export const price = z.object({
  usdMicros: z.int(),
  per: z.enum(['output', 'input']),
  asOf: z.string(),
});
export type Price = z.infer<typeof price>;

/**
 * What a model takes for one operation. A control exists only if it is named here; `sizes` gives the pixels each
 * ratio is made in, so a tile has its shape before its picture.
 */
export const capability = z.object({
  aspectRatios: z.array(z.string()).default([]),
  sizes: z.record(z.string(), z.tuple([z.int(), z.int()])).default({}),
  resolutions: z.array(z.string()).default([]),
  styles: z.array(style).default([]),
  prompt: z.enum(['required', 'optional', 'none']),
  negativePrompt: z.boolean().default(false),
  colorPalette: z.boolean().default(false),
  magicPrompt: z.boolean().default(false),
  seed: z.boolean().default(false),
  count: z.int().default(1),
  imageWeight: range.nullable().default(null),
  resemblance: range.nullable().default(null),
  detail: range.nullable().default(null),
  factor: z.int().nullable().default(null),
  price: price.nullable().default(null),
});
export type Capability = z.infer<typeof capability>;

/** A model card: data, not code. `short` stands where there is no room ("3.0"). */
export const model = z.object({
  id: z.string(),
  label: z.string(),
  short: z.string(),
  operations: z.partialRecord(operationName, capability),
});
export type Model = z.infer<typeof model>;

/** A provider set up, as the page may see it: no key, no address beyond the host. */
export const connection = z.object({
  id: z.string(),
  label: z.string(),
  dialect: z.string(),
  host: z.string(),
  sandbox: z.boolean(),
  models: z.array(model),
});
export type Connection = z.infer<typeof connection>;

export const modelsReply = z.object({ connections: z.array(connection) });
export type ModelsReply = z.infer<typeof modelsReply>;

export const quote = z.object({
  usdMicros: z.int().nullable(),
  basis: z.enum(['quoted', 'estimated', 'free', 'unknown']),
});
export type Quote = z.infer<typeof quote>;

import { z } from 'zod';
import { operationName, renderingSpeed, style, stylePreset } from './operation';

/** A whole-number control: limits and the value the provider uses when none is sent. */
export const range = z.object({ min: z.int(), max: z.int(), default: z.int() });

const bySpeed = z.partialRecord(renderingSpeed, z.int());

/**
 * What a price is made of. `per` says what is multiplied; figures are in micro-dollars. `speeds` holds those that differ
 * by rendering speed, `character` those with a character reference (its `default` when no speed is named).
 */
export const price = z.object({
  usdMicros: z.int(),
  speeds: bySpeed.optional(),
  character: bySpeed.optional(),
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
  renderingSpeeds: z.array(renderingSpeed).default([]),
  stylePresets: z.array(stylePreset).default([]),
  /** How many of each may be given. */
  styleCodes: z.int().default(0),
  styleImages: z.int().default(0),
  characterImage: z.boolean().default(false),
  magicPrompt: z.boolean().default(false),
  /** A prompt that is a structured one is read as such; elsewhere it is words. */
  structuredPrompt: z.boolean().default(false),
  seed: z.boolean().default(false),
  count: z.int().default(1),
  imageWeight: range.nullable().default(null),
  resemblance: range.nullable().default(null),
  detail: range.nullable().default(null),
  /** The weight is taken only while the source keeps its ratio: no other shape may be set beside it. */
  weightKeepsShape: z.boolean().default(false),
  /** What comes out has the shape of the source unless one is set; never another where no shape is taken. */
  keepsShape: z.boolean().default(false),
  factor: z.int().nullable().default(null),
  /** The provider names its price before anything runs. */
  quoted: z.boolean().default(false),
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

/** The names of a connection that takes no tasks, or is gone, and of its models. */
export const formerConnection = z.object({
  id: z.string(),
  label: z.string(),
  models: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type FormerConnection = z.infer<typeof formerConnection>;

/** What can be asked, and what pictures and tasks may still name beside it. */
export const modelsReply = z.object({
  connections: z.array(connection),
  former: z.array(formerConnection),
});
export type ModelsReply = z.infer<typeof modelsReply>;

export const quote = z.object({
  usdMicros: z.int().nullable(),
  basis: z.enum(['quoted', 'estimated', 'free', 'unknown']),
});
export type Quote = z.infer<typeof quote>;

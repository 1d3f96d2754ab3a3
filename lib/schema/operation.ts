import { z } from 'zod';
import { magicPrompts, paletteNames, promptLimit, styles } from './choices';

export const magicPrompt = z.enum(magicPrompts);
export type MagicPrompt = z.infer<typeof magicPrompt>;

export const style = z.enum(styles);
export type Style = z.infer<typeof style>;

const hex = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #2f5a4b');

/** Either one of the provider's presets, or one to eight colours with their share of the picture (0.05 to 1). */
export const colorPalette = z.union([
  z.strictObject({ name: z.enum(paletteNames) }),
  z.strictObject({
    members: z
      .array(z.strictObject({ color: hex, weight: z.number().min(0.05).max(1).optional() }))
      .min(1)
      .max(8),
  }),
]);
export type ColorPalette = z.infer<typeof colorPalette>;

export const ratio = z.string().regex(/^[1-9]\d?:[1-9]\d?$/, 'must be a ratio such as 16:9');
export const resolution = z.string().regex(/^\d{3,4}x\d{3,4}$/, 'must be a size such as 1344x768');
export const seed = z.int().min(0).max(2147483647);

const prompt = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(promptLimit, `must be at most ${promptLimit} characters`);
const optionalPrompt = z
  .string()
  .trim()
  .max(promptLimit, `must be at most ${promptLimit} characters`)
  .optional();
const imageId = z.string().min(1).max(64);
const share = z.int().min(1).max(100);

const common = {
  connection: z.string().min(1).max(64).optional(),
  model: z.string().min(1).max(64).optional(),
};

const making = {
  ...common,
  prompt,
  negativePrompt: optionalPrompt,
  aspectRatio: ratio.optional(),
  resolution: resolution.optional(),
  style: style.optional(),
  magicPrompt: magicPrompt.optional(),
  seed: seed.optional(),
  count: z.int().min(1).max(8).default(1),
  colorPalette: colorPalette.optional(),
};

const oneShape = (input: { aspectRatio?: string; resolution?: string }) =>
  input.aspectRatio === undefined || input.resolution === undefined;
const oneShapeFault = { path: ['resolution'], message: 'cannot be set together with aspectRatio' };

/**
 * What a person can ask, one entry an operation. The key is the route's name; adding an entry here makes the
 * build name every other place that needs one. Names are the studio's; each provider keeps its own spelling.
 */
export const operations = {
  generate: z.strictObject(making).refine(oneShape, oneShapeFault),
  remix: z
    .strictObject({ ...making, image: imageId, imageWeight: share.optional() })
    .refine(oneShape, oneShapeFault),
  upscale: z.strictObject({
    ...common,
    image: imageId,
    prompt: optionalPrompt,
    resemblance: share.optional(),
    detail: share.optional(),
    magicPrompt: magicPrompt.optional(),
    seed: seed.optional(),
    count: z.int().min(1).max(8).default(1),
  }),
  describe: z.strictObject({ ...common, image: imageId }),
} as const;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as [OperationName, ...OperationName[]];
export const operationName = z.enum(operationNames);

export type Inputs = { [Name in OperationName]: z.infer<(typeof operations)[Name]> };

/** A parsed body with its operation's name; what a task row keeps as `input`. */
export type Operation = { [Name in OperationName]: { operation: Name } & Inputs[Name] }[OperationName];

/** Reads a stored operation back. */
export const operation: z.ZodType<Operation> = z.custom<Operation>((value) => {
  if (typeof value !== 'object' || value === null || !('operation' in value)) return false;
  const { operation: name, ...input } = value as { operation: unknown };
  const known = operationName.safeParse(name);
  return known.success && operations[known.data].safeParse(input).success;
}, 'is not an operation');

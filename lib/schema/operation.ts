import { z } from 'zod';
import {
  magicPrompts,
  paletteNames,
  promptLimit,
  renderingSpeeds,
  styleCodeLimit,
  styleImageLimit,
  styles,
} from './choices';
import { stylePresets } from './style-presets';

export const magicPrompt = z.enum(magicPrompts);
export type MagicPrompt = z.infer<typeof magicPrompt>;

export const style = z.enum(styles);
export type Style = z.infer<typeof style>;

export const renderingSpeed = z.enum(renderingSpeeds);
export type RenderingSpeed = z.infer<typeof renderingSpeed>;

export const stylePreset = z.enum(stylePresets);
export type { StylePreset } from './style-presets';

export const styleCode = z.string().regex(/^[0-9a-fA-F]{8}$/, 'must be eight digits 0-9 or a-f');

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

/** How it is to look, beside the words and the general style. */
const look = {
  renderingSpeed: renderingSpeed.optional(),
  stylePreset: stylePreset.optional(),
  styleCodes: z.array(styleCode).min(1).max(styleCodeLimit).optional(),
  styleImages: z.array(imageId).min(1).max(styleImageLimit).optional(),
  colorPalette: colorPalette.optional(),
};

const amount = {
  seed: seed.optional(),
  count: z.int().min(1).max(8).default(1),
};

const making = {
  ...common,
  prompt,
  negativePrompt: optionalPrompt,
  aspectRatio: ratio.optional(),
  resolution: resolution.optional(),
  style: style.optional(),
  magicPrompt: magicPrompt.optional(),
  ...amount,
  ...look,
  characterImage: imageId.optional(),
};

type Shape = { aspectRatio?: string; resolution?: string };
const oneShape = (input: Shape) => input.aspectRatio === undefined || input.resolution === undefined;
const oneShapeFault = { path: ['resolution'], message: 'cannot be set together with aspectRatio' };
const someShape = (input: Shape) => input.aspectRatio !== undefined || input.resolution !== undefined;
const someShapeFault = { path: ['aspectRatio'], message: 'is required, or a resolution' };

type Look = { style?: unknown; stylePreset?: unknown; styleCodes?: unknown; styleImages?: unknown };

/** A way of naming a style shuts others out (shared/upstream/ideogram.md 6.1, 15). */
function styledOnce({ style, stylePreset, styleCodes, styleImages }: Look, check: z.RefinementCtx): void {
  if (styleCodes !== undefined && [style, stylePreset, styleImages].some((other) => other !== undefined)) {
    const message = 'cannot be set together with style, stylePreset or styleImages';
    check.addIssue({ code: 'custom', path: ['styleCodes'], message });
  } else if (stylePreset !== undefined && styleImages !== undefined) {
    const message = 'cannot be set together with styleImages';
    check.addIssue({ code: 'custom', path: ['stylePreset'], message });
  }
}

/**
 * What a person can ask, one entry an operation. The key is the route's name; adding an entry here makes the
 * build name every other place that needs one. Names are the studio's; each provider keeps its own spelling.
 */
export const operations = {
  generate: z.strictObject(making).refine(oneShape, oneShapeFault).superRefine(styledOnce),
  remix: z
    .strictObject({ ...making, image: imageId, imageWeight: share.optional() })
    .refine(oneShape, oneShapeFault)
    .superRefine(styledOnce),
  reframe: z
    .strictObject({
      ...common,
      image: imageId,
      aspectRatio: ratio.optional(),
      resolution: resolution.optional(),
      ...amount,
      ...look,
    })
    .refine(someShape, someShapeFault)
    .refine(oneShape, oneShapeFault)
    .superRefine(styledOnce),
  'replace-background': z
    .strictObject({
      ...common,
      image: imageId,
      prompt,
      magicPrompt: magicPrompt.optional(),
      ...amount,
      ...look,
    })
    .superRefine(styledOnce),
  'remove-background': z.strictObject({ ...common, image: imageId }),
  upscale: z.strictObject({
    ...common,
    image: imageId,
    prompt: optionalPrompt,
    resemblance: share.optional(),
    detail: share.optional(),
    magicPrompt: magicPrompt.optional(),
    ...amount,
  }),
  describe: z.strictObject({ ...common, image: imageId }),
  'magic-prompt': z.strictObject({ ...common, prompt, aspectRatio: ratio.optional() }),
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

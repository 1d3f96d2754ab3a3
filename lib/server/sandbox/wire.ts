import 'server-only';
import { z } from 'zod';
import {
  aspectRatios, describeVersions, magicOptions, magicVersions, models, paletteNames, resolutions, styleTypes,
  takenBy,
} from './vocabulary';

/** Fields that every generation of the API spells alike. */
export const seed = z.int().min(0).max(2147483647);
export const share = z.int().min(1).max(100);
export const count = z.int().min(1).max(8).default(1);

export const colorPalette = z
  .strictObject({
    name: z.enum(paletteNames).optional(),
    members: z
      .array(
        z.strictObject({
          color_hex: z.string().regex(/^#(?:[0-9a-fA-F]{3}){1,2}$/),
          color_weight: z.number().min(0.05).max(1).optional(),
        }),
      )
      .min(1)
      .max(8)
      .optional(),
  })
  .refine(({ name, members }) => (name === undefined) !== (members === undefined), {
    message: "exactly one of 'name' and 'members' must be given",
  });

export const prompt = z.string().refine((text) => text.trim() !== '', { message: "'prompt' must not be empty" });

const making = {
  prompt,
  model: z.enum(models).default('V_2'),
  aspect_ratio: z.enum(aspectRatios).optional(),
  resolution: z.enum(resolutions).optional(),
  magic_prompt_option: z.enum(magicOptions).default('AUTO'),
  magic_prompt_version: z.enum(magicVersions).optional(),
  magic_prompt_system_prompt_config_id: z.string().optional(),
  seed: seed.optional(),
  style_type: z.enum(styleTypes).optional(),
  negative_prompt: z.string().optional(),
  num_images: count,
  color_palette: colorPalette.optional(),
};

type Making = z.infer<z.ZodObject<typeof making>>;

function fits(asked: Making, context: z.RefinementCtx): void {
  if (asked.aspect_ratio !== undefined && asked.resolution !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['resolution'],
      message: "'resolution' cannot be given together with 'aspect_ratio'",
    });
  }
  for (const [field, takers] of Object.entries(takenBy)) {
    if (asked[field as keyof typeof takenBy] === undefined) continue;
    if (takers.some((model) => model === asked.model)) continue;
    context.addIssue({
      code: 'custom', path: [field], message: `'${field}' is not taken by '${asked.model}'`,
    });
  }
}

/**
 * `POST …/generate`, the whole JSON body (shared/upstream/ideogram.md 5.1). Names unknown to the wire are
 * refused.
 */
export const generateBody = z.strictObject({ image_request: z.strictObject(making).superRefine(fits) });

/** `POST …/remix`, the body its parts make: `image_request` parsed from its JSON string (5.2). */
export const remixBody = z.object({
  image_request: z.strictObject({ ...making, image_weight: share.default(50) }).superRefine(fits),
});

/** `POST …/upscale` (5.5). */
export const upscaleBody = z.object({
  image_request: z.strictObject({
    prompt: z.string().optional(),
    resemblance: share.default(50),
    detail: share.default(50),
    magic_prompt_option: making.magic_prompt_option,
    magic_prompt_version: making.magic_prompt_version,
    magic_prompt_system_prompt_config_id: making.magic_prompt_system_prompt_config_id,
    num_images: count,
    seed: seed.optional(),
  }),
});

/** `POST …/describe`, its text parts (5.6). */
export const describeBody = z.object({ describe_model_version: z.enum(describeVersions).default('V_3') });

export const wireOperations = ['generate', 'remix', 'upscale', 'describe'] as const;
export const wireOperation = z.enum(wireOperations);
export type WireOperation = (typeof wireOperations)[number];

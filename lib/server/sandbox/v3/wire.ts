import 'server-only';
import { z } from 'zod';
import type { PartKind } from '@/lib/server/sandbox/flat-form';
import { magicOptions, resolutions3 } from '@/lib/server/sandbox/vocabulary';
import { colorPalette, count, prompt, seed, share } from '@/lib/server/sandbox/wire';
import { aspectRatios, speeds, stylePresets, styleTypes, transparentSpeeds, upscaleFactors } from './vocabulary';

/** The bodies of 3.0 (shared/upstream/ideogram.md 6), flat, their files apart. Names unknown to a call are refused. */

const amount = {
  num_images: count,
  seed: seed.optional(),
  magic_prompt_system_prompt_config_id: z.string().optional(),
};

const looks = {
  ...amount,
  rendering_speed: z.enum(speeds).default('DEFAULT'),
  style_preset: z.enum(stylePresets).optional(),
  style_codes: z.array(z.string().regex(/^[0-9a-fA-F]{8}$/)).min(1).optional(),
  color_palette: colorPalette.optional(),
};

const words = {
  prompt,
  magic_prompt: z.enum(magicOptions).default('AUTO'),
};

const whole = {
  ...words,
  negative_prompt: z.string().optional(),
  aspect_ratio: z.enum(aspectRatios).optional(),
  custom_model_uri: z.string().regex(/^model\/[^/]+\/version\/[^/]+$/).optional(),
};

const making = {
  ...whole,
  ...looks,
  resolution: z.enum(resolutions3).optional(),
  style_type: z.enum(styleTypes).optional(),
};

const excludes = (one: string, other: string) => `'${one}' cannot be given together with '${other}'`;

function fits(
  asked: Partial<Record<'aspect_ratio' | 'resolution' | 'style_codes' | 'style_type' | 'style_preset', unknown>>,
  context: z.RefinementCtx,
): void {
  const pairs = [
    ['resolution', 'aspect_ratio'],
    ['style_codes', 'style_type'],
    ['style_codes', 'style_preset'],
  ] as const;
  for (const [one, other] of pairs)
    if (asked[one] !== undefined && asked[other] !== undefined)
      context.addIssue({ code: 'custom', path: [one], message: excludes(one, other) });
}

export const generateBody = z
  .strictObject({ ...making, enable_copyright_detection: z.boolean().nullish() })
  .superRefine(fits);
export const remixBody = z.strictObject({ ...making, image_weight: share.default(50) }).superRefine(fits);
export const reframeBody = z.strictObject({ ...looks, resolution: z.enum(resolutions3) }).superRefine(fits);
export const replaceBackgroundBody = z.strictObject({ ...looks, ...words }).superRefine(fits);

/** No style and no exact size, and FLASH is refused (6.2). */
export const transparentBody = z.strictObject({
  ...whole,
  ...amount,
  rendering_speed: z.enum(transparentSpeeds).default('DEFAULT'),
  upscale_factor: z.enum(upscaleFactors).default('X1'),
  enable_copyright_detection: z.boolean().nullish(),
});

/** How the parts of a form are read; what a call does not take is for its schema to refuse. */
export const partKinds: Record<string, PartKind> = {
  num_images: 'number',
  seed: 'number',
  image_weight: 'number',
  enable_copyright_detection: 'flag',
  color_palette: 'json',
  style_codes: 'list',
  image: 'file',
  style_reference_images: 'file',
  character_reference_images: 'file',
  character_reference_images_mask: 'file',
};

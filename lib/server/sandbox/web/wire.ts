import 'server-only';
import { z } from 'zod';
import { magicOptions, ratioSides, styleTypes } from './words';

const count = z.int().min(1).max(8);
const side = z.int().min(256).max(1536);
const weight = z.int().min(1).max(100);
/** Base64, bare or as a data URL. */
const image = z.string().min(1);

const shared = {
  user_id: z.string().optional(),
  private: z.boolean().default(true),
  model_version: z.string().regex(/^(?:AUTO|V_\d+(?:_\d+)?)$/).default('AUTO'),
  use_autoprompt_option: z.enum(magicOptions).default('AUTO'),
  sampling_speed: z.int().default(0),
  model_uri: z.string().optional(),
  seed: z.int().min(0).max(2147483647).optional(),
};

const making = {
  ...shared,
  prompt: z.string().refine((text) => text.trim() !== '', { message: "'prompt' must not be empty" }),
  negative_prompt: z.string().optional(),
  aspect_ratio: z.enum(Object.keys(ratioSides)).optional(),
  resolution: z.strictObject({ width: side, height: side }).optional(),
  style_type: z.enum(styleTypes).optional(),
  style_expert: z.enum(styleTypes).optional(),
  num_images: count.default(4),
};

/** One of the two names a picture that was made here, or carries one. */
const ownPicture = z
  .strictObject({
    request_id: z.string().optional(),
    response_id: z.string().optional(),
    image: image.optional(),
    weight: weight.default(100),
    type: z.literal('SUPER_RES').default('SUPER_RES'),
  })
  .refine(({ request_id, response_id, image }) => (request_id && response_id) || image, {
    message: "'request_id' and 'response_id', or 'image', must be given",
  });

/**
 * The bodies of the sandbox's own submit calls, in the shapes of shared/upstream/gateways.md B.3; names not in them are
 * refused.
 */
export const generateBody = z.strictObject(making);

export const remixBody = z.strictObject({
  ...making,
  parent: z.strictObject({ image, weight: weight.default(50), type: z.literal('VARIATION').default('VARIATION') }),
});

export const upscaleBody = z.strictObject({
  ...shared,
  prompt: z.string().optional(),
  parent: ownPicture,
  upscale_factor: z.literal('X4').default('X4'),
  num_images: count.default(1),
});

export const describeBody = z.strictObject({ image, captioner_model_version: z.string().optional() });

/** `task-request`'s body, the one that is documented (B.1). */
export const requestBody = z.object({ request_id: z.string().min(1) });

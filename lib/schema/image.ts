import { z } from 'zod';
import { operationName, style } from './operation';

const imageSizes = ['thumb', 'preview', 'original'] as const;
export const imageSize = z.enum(imageSizes);
export type ImageSize = z.infer<typeof imageSize>;

/**
 * One picture, uploaded or made. `prompt` is what was asked, `usedPrompt` what the provider worked from (null when
 * the same); `placeholder` is a thumbhash in base64, `color` the average as #rrggbb; sizes are pixels, `bytes` bytes.
 */
export const image = z.object({
  id: z.string(),
  taskId: z.string().nullable(),
  parentId: z.string().nullable(),
  index: z.int(),
  operation: operationName.nullable(),
  connection: z.string().nullable(),
  model: z.string().nullable(),
  sandbox: z.boolean(),
  name: z.string().nullable(),
  prompt: z.string().nullable(),
  usedPrompt: z.string().nullable(),
  style: style.nullable(),
  seed: z.int().nullable(),
  width: z.int(),
  height: z.int(),
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  bytes: z.int(),
  color: z.string(),
  placeholder: z.string(),
  favourite: z.boolean(),
  deletedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type Image = z.infer<typeof image>;

/** A page of the library, newest first; `next` is the cursor of the following page. `total` comes with the first. */
export const imagePage = z.object({
  images: z.array(image),
  next: z.string().nullable(),
  total: z.int().optional(),
});
export type ImagePage = z.infer<typeof imagePage>;

export const imagePatch = z.strictObject({
  favourite: z.boolean().optional(),
  deleted: z.boolean().optional(),
});
export type ImagePatch = z.infer<typeof imagePatch>;

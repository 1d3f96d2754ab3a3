import { z } from 'zod';
import { renderingSpeed, style, styleCode, stylePreset } from './operation';

/**
 * How a picture was asked to look. Of the pictures it refers to only how many they are: they were not shared with it.
 */
export const sharedLook = z.object({
  style: style.nullable(),
  renderingSpeed: renderingSpeed.nullable(),
  stylePreset: stylePreset.nullable(),
  styleCodes: z.array(styleCode),
  styleImages: z.int(),
  characterImage: z.boolean(),
});
export type SharedLook = z.infer<typeof sharedLook>;

/**
 * All that a stranger with a link may know; nothing here is an id. `index` is the picture's place in the link and its
 * file is `/s/{token}/{index}`; places of pictures that went to the trash are left out. Where the maker hid the
 * prompt, `prompt`, `seed`, `model`, `look` and `alt` are null.
 */
export const sharedImage = z.object({
  index: z.int(),
  width: z.int(),
  height: z.int(),
  color: z.string(),
  placeholder: z.string(),
  alt: z.string().nullable(),
  prompt: z.string().nullable(),
  seed: z.int().nullable(),
  model: z.string().nullable(),
  look: sharedLook.nullable(),
});
export type SharedImage = z.infer<typeof sharedImage>;

export const sharedView = z.object({
  title: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  download: z.boolean(),
  remix: z.boolean(),
  images: z.array(sharedImage),
});
export type SharedView = z.infer<typeof sharedView>;

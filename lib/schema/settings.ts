import { z } from 'zod';
import {
  colorPalette,
  magicPrompt,
  ratio,
  renderingSpeed,
  resolution,
  seed,
  style,
  styleCode,
  stylePreset,
} from './operation';

/**
 * What a picture was made with, as far as it can be told: from the library by its bytes (`imageId` set, everything
 * known), else from the texts inside the file (prompt, seed and the model's name as another program wrote them).
 * `styleImages` and `characterImage` are ids of pictures that were in the library then.
 */
export const settings = z.object({
  imageId: z.string().nullable(),
  prompt: z.string(),
  negativePrompt: z.string().nullable(),
  seed: seed.nullable(),
  connection: z.string().nullable(),
  model: z.string().nullable(),
  aspectRatio: ratio.nullable(),
  resolution: resolution.nullable(),
  style: style.nullable(),
  magicPrompt: magicPrompt.nullable(),
  colorPalette: colorPalette.nullable(),
  renderingSpeed: renderingSpeed.nullable(),
  stylePreset: stylePreset.nullable(),
  styleCodes: z.array(styleCode),
  styleImages: z.array(z.string()),
  characterImage: z.string().nullable(),
});
export type Settings = z.infer<typeof settings>;

/** `settings` null: the picture does not tell. */
export const settingsReply = z.object({ settings: settings.nullable() });

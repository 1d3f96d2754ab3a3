import 'server-only';
import type { RenderingSpeed, StylePreset } from '@/lib/schema/operation';

/** Studio spelling → wire spelling of 3.0, where it differs from the legacy one (shared/upstream/ideogram.md 4). */

/** The path that generates, below `/v1`. */
export const generatePaths: Record<string, string> = {
  'ideogram-v3': '/ideogram-v3/generate',
  'ideogram-v3-transparent': '/ideogram-v3/generate-transparent',
};

/** '16:9' → 16x9 */
export const ratioWord = (ratio: string): string => ratio.replace(':', 'x');

/** 'flash' → FLASH */
export const speedWord = (speed: RenderingSpeed): string => speed.toUpperCase();

/** '80s-illustration' → 80S_ILLUSTRATION */
export const presetWord = (preset: StylePreset): string => preset.toUpperCase().replaceAll('-', '_');

/** Wire name → studio name of every field and file that a 3.0 request may carry. */
export const fieldNames: Record<string, string> = {
  image: 'image',
  prompt: 'prompt',
  negative_prompt: 'negativePrompt',
  aspect_ratio: 'aspectRatio',
  resolution: 'resolution',
  rendering_speed: 'renderingSpeed',
  magic_prompt: 'magicPrompt',
  seed: 'seed',
  num_images: 'count',
  color_palette: 'colorPalette',
  style_codes: 'styleCodes',
  style_type: 'style',
  style_preset: 'stylePreset',
  style_reference_images: 'styleImages',
  character_reference_images: 'characterImage',
  image_weight: 'imageWeight',
};

import 'server-only';
import type { Capability } from '@/lib/schema/model';
import type { RenderingSpeed } from '@/lib/schema/operation';

/** Studio spelling → wire spelling of v1 4.0 and of the v2 API (shared/upstream/ideogram.md 4, 7, 10). */

/** Model → its name in the addresses of v2. */
export const modelWords: Record<string, string> = {
  'ideogram-4-5': 'ideogram-4-5',
  'ideogram-v4': 'ideogram-4',
  'ideogram-v4-transparent': 'ideogram-4-transparent',
  'ideogram-remove-background': 'ideogram-1',
  'ideogram-v4-describe': 'ideogram-4',
};

/** 4.5 names its quality instead of a speed (4.6). */
export const qualityWords: Record<RenderingSpeed, string> = {
  flash: 'low',
  turbo: 'low',
  default: 'medium',
  quality: 'high',
};

type Shape = { aspectRatio?: string; resolution?: string };

/** '16:9' → '16x9' (4.2), where the card takes it. */
export const ratioWord = ({ aspectRatio }: Shape, card: Capability): string | undefined =>
  aspectRatio !== undefined && card.aspectRatios.includes(aspectRatio) ? aspectRatio.replace(':', 'x') : undefined;

/** The exact size to ask for, by itself or by its ratio; undefined where the vendor is to choose. */
export function sizeWord({ aspectRatio, resolution }: Shape, card: Capability): string | undefined {
  if (resolution !== undefined && card.resolutions.includes(resolution)) return resolution;
  const size = aspectRatio === undefined ? undefined : card.sizes[aspectRatio];
  return size && `${size[0]}x${size[1]}`;
}

/** Wire name → studio name of every field that a request may carry. A size goes for a ratio as well. */
export const fieldNames: Record<string, string> = {
  image: 'image',
  image_file: 'image',
  prompt: 'prompt',
  text_prompt: 'prompt',
  json_prompt: 'prompt',
  aspect_ratio: 'aspectRatio',
  resolution: 'resolution',
  size: 'resolution',
  rendering_speed: 'renderingSpeed',
  quality: 'renderingSpeed',
  magic_prompt: 'magicPrompt',
  seed: 'seed',
  num_images: 'count',
  image_weight: 'imageWeight',
};

import 'server-only';
import type { MagicPrompt, Style } from '@/lib/schema/operation';

/**
 * Studio spelling → wire spelling (shared/upstream/gateways.md C.4). Case and spaces count. A ratio and a size are
 * spelled as the studio spells them. The wire has no word for a style that is not here.
 */
export const styleWords: Partial<Record<Style, string>> = {
  auto: 'Auto',
  general: 'General',
  realistic: 'Realistic',
  design: 'Design',
  'render-3d': 'Render 3D',
  anime: 'Anime',
};

export const magicPromptWords: Record<MagicPrompt, string> = { auto: 'Auto', on: 'On', off: 'Off' };

/** Wire name → studio name of every field a prediction's input may carry. */
export const fieldNames: Record<string, string> = {
  prompt: 'prompt',
  negative_prompt: 'negativePrompt',
  aspect_ratio: 'aspectRatio',
  resolution: 'resolution',
  style_type: 'style',
  magic_prompt_option: 'magicPrompt',
  seed: 'seed',
};

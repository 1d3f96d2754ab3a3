import 'server-only';
import type { ColorPalette, MagicPrompt, Style } from '@/lib/schema/operation';

/** Studio spelling → wire spelling of the legacy API (shared/upstream/ideogram.md 4). */
export const modelWords: Record<string, string> = {
  'ideogram-v2': 'V_2',
  'ideogram-v2-turbo': 'V_2_TURBO',
  'ideogram-v2a': 'V_2A',
  'ideogram-v2a-turbo': 'V_2A_TURBO',
  'ideogram-v1': 'V_1',
  'ideogram-v1-turbo': 'V_1_TURBO',
};

export const styleWords: Record<Style, string> = {
  auto: 'AUTO',
  general: 'GENERAL',
  realistic: 'REALISTIC',
  design: 'DESIGN',
  'render-3d': 'RENDER_3D',
  anime: 'ANIME',
  fiction: 'FICTION',
};

export const magicPromptWords: Record<MagicPrompt, string> = { auto: 'AUTO', on: 'ON', off: 'OFF' };

/** '16:9' → ASPECT_16_9 */
export const ratioWord = (ratio: string): string => `ASPECT_${ratio.replace(':', '_')}`;

/** '1344x768' → RESOLUTION_1344_768 */
export const resolutionWord = (resolution: string): string => `RESOLUTION_${resolution.replace('x', '_')}`;

type WirePalette = { name: string } | { members: { color_hex: string; color_weight?: number }[] };

/** A preset by its upper-case name, or the members heaviest first, as the vendor recommends (4.8). */
export function paletteWords(palette: ColorPalette): WirePalette {
  if ('name' in palette) return { name: palette.name.toUpperCase() };
  const members = palette.members.toSorted((one, other) => (other.weight ?? 0) - (one.weight ?? 0));
  return { members: members.map(({ color, weight }) => ({ color_hex: color, color_weight: weight })) };
}

/** Wire name → studio name of every field a legacy request may carry. */
export const fieldNames: Record<string, string> = {
  image_file: 'image',
  prompt: 'prompt',
  negative_prompt: 'negativePrompt',
  model: 'model',
  aspect_ratio: 'aspectRatio',
  resolution: 'resolution',
  style_type: 'style',
  magic_prompt_option: 'magicPrompt',
  seed: 'seed',
  num_images: 'count',
  color_palette: 'colorPalette',
  image_weight: 'imageWeight',
  resemblance: 'resemblance',
  detail: 'detail',
};

import 'server-only';
import { stylePresets } from '@/lib/schema/style-presets';
import type { Brief } from '@/lib/server/sandbox/painter/painter';
import { readPalette, type WirePalette } from '@/lib/server/sandbox/palettes';
import type { Uploads } from './uploads';
import { presetOf, type StyleType } from './vocabulary';

type Asked = { style_preset?: string; style_codes?: string[]; color_palette?: WirePalette };

const styles: Record<StyleType, Brief['style']> = {
  AUTO: 'auto', GENERAL: 'general', REALISTIC: 'realistic', DESIGN: 'design', FICTION: 'fiction',
  CUSTOM: 'auto', STYLIZED: 'auto',
};

/** The painter's style; GENERAL where none is named (shared/upstream/ideogram.md 4.4). */
export const styleOf = (type: StyleType | undefined): Brief['style'] => styles[type ?? 'GENERAL'];

/** The service alone knows what look a code stands for; here each always stands for the same one of the presets. */
const presetOfCode = (code: string) => stylePresets[Number.parseInt(code, 16) % stylePresets.length];

/** How a picture is to look, beside its style. */
export function lookOf(
  asked: Asked,
  { styles: references, character }: Uploads,
): Pick<Brief, 'palette' | 'preset' | 'references' | 'character'> {
  const [code] = asked.style_codes ?? [];
  const preset = asked.style_preset ? presetOf(asked.style_preset) : code && presetOfCode(code);
  return {
    palette: asked.color_palette && readPalette(asked.color_palette),
    ...(preset && { preset }),
    ...(references.length > 0 && { references: references.map(({ bytes }) => bytes) }),
    ...(character && { character: character.bytes }),
  };
}

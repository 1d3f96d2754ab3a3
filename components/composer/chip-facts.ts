import type { useTranslations } from 'use-intl/react';
import type { Settled } from '@/lib/client/fit';
import type { StylePreset } from '@/lib/schema/operation';

export type ChipName =
  | 'model'
  | 'speed'
  | 'ratio'
  | 'style'
  | 'references'
  | 'palette'
  | 'count'
  | 'magic'
  | 'seed'
  | 'negative';

/** `set` false: nothing was chosen, so the chip shows its name; `value` is then what happens by itself. */
export type ChipFact = { name: ChipName; label: string; value: string; set: boolean };

type Translate = ReturnType<typeof useTranslations<'composer'>>;

/** Model's name on its chip: the sandbox says that it is one. */
export const modelName = ({ connection, model }: Settled): string =>
  connection.sandbox ? `${connection.label} ${model.short}` : model.label;

/** What a preset is called (preset-names.ts). */
type NameOf = (preset: StylePreset) => string;

/** The chips that the chosen model has a use for, in their order. */
export function chipFacts(settled: Settled, t: Translate, nameOf: NameOf): ChipFact[] {
  const { capability, renderingSpeed, colorPalette, magicPrompt, seed, negativePrompt, count } = settled;
  const shape = settled.resolution?.replace('x', ' × ') ?? settled.aspectRatio;
  const facts: (ChipFact | false)[] = [
    { name: 'model', label: t('model.name'), value: modelName(settled), set: true },
    capability.renderingSpeeds.length > 0 && {
      name: 'speed',
      label: t('speed.name'),
      value: t(`speed.${renderingSpeed ?? 'default'}`),
      set: renderingSpeed !== null,
    },
    shape !== null && { name: 'ratio', label: t('ratio.name'), value: shape, set: true },
    (capability.styles.length > 0 || capability.stylePresets.length > 0 || capability.styleCodes > 0) && {
      name: 'style',
      label: t('style.name'),
      value: styleValue(settled, t, nameOf) ?? t('style.auto'),
      set: styleValue(settled, t, nameOf) !== null,
    },
    (capability.styleImages > 0 || capability.characterImage) && {
      name: 'references',
      label: t('references.name'),
      value: referencesValue(settled, t) ?? t('references.none'),
      set: referencesValue(settled, t) !== null,
    },
    capability.colorPalette && {
      name: 'palette',
      label: t('palette.name'),
      value: paletteValue(colorPalette, t),
      set: colorPalette !== null,
    },
    capability.count > 1 && { name: 'count', label: t('count.name'), value: String(count), set: true },
    capability.magicPrompt && {
      name: 'magic',
      label: t('magic.name'),
      value:
        magicPrompt === null ? t('magic.auto') : t(magicPrompt === 'on' ? 'magic.setOn' : 'magic.setOff'),
      set: magicPrompt !== null,
    },
    capability.seed && {
      name: 'seed',
      label: t('seed.name'),
      value: seed === null ? t('seed.new') : String(seed),
      set: seed !== null,
    },
    capability.negativePrompt && {
      name: 'negative',
      label: t('negative.name'),
      value: negativePrompt ?? t('negative.none'),
      set: negativePrompt !== null,
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function paletteValue(palette: Settled['colorPalette'], t: Translate): string {
  if (palette === null) return t('palette.none');
  return 'name' in palette
    ? t(`palette.${palette.name}`)
    : t('palette.colours', { count: palette.members.length });
}

/** The style in a word or two: codes, else the preset with the general style where both are set. */
function styleValue({ style, stylePreset, styleCodes }: Settled, t: Translate, nameOf: NameOf): string | null {
  if (styleCodes) return styleCodes.length > 1 ? t('codes.several', { count: styleCodes.length }) : (styleCodes[0] ?? null);
  const names = [stylePreset && nameOf(stylePreset), style && t(`style.${style}`)].filter(Boolean);
  return names.length > 0 ? names.join(' · ') : null;
}

function referencesValue({ styleImages, characterImage }: Settled, t: Translate): string | null {
  const parts = [
    styleImages && t('references.styles', { count: styleImages.length }),
    characterImage && t('references.character'),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : null;
}

/** The one-line summary of a docked box: "3:4 · 3.0 · Design · 4". */
export function gistOf(settled: Settled, t: Translate, nameOf: NameOf): string {
  const { connection, model, count, capability } = settled;
  const parts = [
    settled.resolution?.replace('x', ' × ') ?? settled.aspectRatio,
    connection.sandbox ? connection.label : model.short,
    styleValue(settled, t, nameOf),
    capability.count > 1 ? String(count) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

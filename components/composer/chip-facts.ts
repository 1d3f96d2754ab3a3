import type { useTranslations } from 'use-intl/react';
import type { Settled } from '@/lib/client/fit';

const chipNames = ['model', 'ratio', 'style', 'palette', 'count', 'magic', 'seed', 'negative'] as const;
export type ChipName = (typeof chipNames)[number];

/** `set` false: nothing was chosen, so the chip shows its name; `value` is then what happens by itself. */
export type ChipFact = { name: ChipName; label: string; value: string; set: boolean };

type Translate = ReturnType<typeof useTranslations<'composer'>>;

/** Model's name on its chip: the sandbox says that it is one. */
export const modelName = ({ connection, model }: Settled): string =>
  connection.sandbox ? `${connection.label} ${model.short}` : model.label;

/** The chips that the chosen model has a use for, in their order. */
export function chipFacts(settled: Settled, t: Translate): ChipFact[] {
  const { capability, style, colorPalette, magicPrompt, seed, negativePrompt, count } = settled;
  const shape = settled.resolution?.replace('x', ' × ') ?? settled.aspectRatio;
  const facts: (ChipFact | false)[] = [
    { name: 'model', label: t('model.name'), value: modelName(settled), set: true },
    shape !== null && { name: 'ratio', label: t('ratio.name'), value: shape, set: true },
    capability.styles.length > 0 && {
      name: 'style',
      label: t('style.name'),
      value: t(`style.${style ?? 'auto'}`),
      set: style !== null,
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

/** The one-line summary of a docked box: "3:4 · 3.0 · Design · 4". */
export function gistOf(settled: Settled, t: Translate): string {
  const { connection, model, style, count, capability } = settled;
  const parts = [
    settled.resolution?.replace('x', ' × ') ?? settled.aspectRatio,
    connection.sandbox ? connection.label : model.short,
    style && t(`style.${style}`),
    capability.count > 1 ? String(count) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'use-intl/react';
import type { StylePreset } from '@/lib/schema/operation';
import type { Locale } from './locale';

export type PresetNames = Record<StylePreset, string>;

// Many words that few visits need: they are no part of the first page's messages.
const sources: Record<Locale, () => Promise<{ default: PresetNames }>> = {
  en: () => import('./messages/presets/en.json'),
  'zh-CN': () => import('./messages/presets/zh-CN.json'),
};

/** The presets' names in a language. */
export const presetNames = async (locale: Locale): Promise<PresetNames> => (await sources[locale]()).default;

/** The provider's own word for a preset, until its name has come. */
const spelledOut = (preset: StylePreset): string => {
  const words = preset.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Names presets in the page's language; the names are fetched once they are `wanted`. */
export function usePresetName(wanted: boolean): (preset: StylePreset) => string {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['preset-names', locale],
    queryFn: () => presetNames(locale),
    enabled: wanted,
    staleTime: Infinity,
    networkMode: 'always',
  });
  return (preset) => data?.[preset] ?? spelledOut(preset);
}

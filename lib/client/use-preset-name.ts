import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'use-intl/react';
import type { StylePreset } from '@/lib/schema/operation';
import { presetNames } from './preset-names';

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

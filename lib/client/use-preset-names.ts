import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'use-intl/react';
import type { StylePreset } from '@/lib/schema/operation';
import { presetNames } from './preset-names';

/** The provider's own word for a preset, where its name cannot be fetched. */
const spelledOut = (preset: StylePreset): string => {
  const words = preset.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Names presets in the page's language; the names are fetched once they are `wanted`, `pending` until they are here. */
export function usePresetNames(wanted: boolean): { nameOf: (preset: StylePreset) => string; pending: boolean } {
  const locale = useLocale();
  const { data, isPending } = useQuery({
    queryKey: ['preset-names', locale],
    queryFn: () => presetNames(locale),
    enabled: wanted,
    staleTime: Infinity,
    networkMode: 'always',
  });
  return { nameOf: (preset) => data?.[preset] ?? spelledOut(preset), pending: wanted && isPending };
}

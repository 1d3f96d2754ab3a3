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

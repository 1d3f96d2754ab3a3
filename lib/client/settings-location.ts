'use client';

import { usePathname } from 'next/navigation';

/** The parts of the settings, in the order they are listed. */
export const settingsSections = ['connections', 'look', 'keyboard'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The address of a part; the first one has the short one. */
export const settingsHref = (section: SettingsSection = 'connections'): string =>
  section === 'connections' ? '/settings' : `/settings/${section}`;

/** The part of the settings that the address names, or null. */
export const useSettingsSection = (): SettingsSection | null => {
  const path = usePathname();
  return settingsSections.find((section) => settingsHref(section) === path) ?? null;
};

const over = (): boolean => (window.history.state as { over?: unknown } | null)?.over === true;

/** Opens the settings over the gallery, which stays as it is; Back returns to it. */
export function openSettings(): void {
  window.history.pushState({ over: true }, '', settingsHref());
}

/** Another part in the same step of the history. */
export function turnToSettings(section: SettingsSection): void {
  window.history.replaceState({ over: over() }, '', settingsHref(section));
}

/** Back to where they were opened, or to the library when the address itself was entered. */
export function closeSettings(): void {
  if (over()) window.history.back();
  else window.history.replaceState(null, '', '/');
}

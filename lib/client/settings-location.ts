'use client';

import { usePathname } from 'next/navigation';
import { settingsHref, settingsSections, type SettingsSection } from './settings-sections';

const sectionOf = (path: string): SettingsSection | null =>
  settingsSections.find((section) => settingsHref(section) === path) ?? null;

/** The part of the settings that the address names, or null. */
export const useSettingsSection = (): SettingsSection | null => sectionOf(usePathname());

/** Whether the settings are open at this moment. */
export const settingsOpen = (): boolean => sectionOf(window.location.pathname) !== null;

const over = (): boolean => (window.history.state as { over?: unknown } | null)?.over === true;

// The gallery's query stays in the address, or the gallery behind would be another one.
const addressOf = (path: string): string => `${path}${window.location.search}`;

/** Opens the settings over the gallery, which stays as it is; Back returns to it. */
export function openSettings(section?: SettingsSection): void {
  window.history.pushState({ over: true }, '', addressOf(settingsHref(section)));
}

/** Another part in the same step of the history. */
export function turnToSettings(section: SettingsSection): void {
  window.history.replaceState({ over: over() }, '', addressOf(settingsHref(section)));
}

/** A part of them, whether they are open or not. */
export const showSettings = (section: SettingsSection): void =>
  settingsOpen() ? turnToSettings(section) : openSettings(section);

/** Back to where they were opened, or to the library when the address itself was entered. */
export function closeSettings(): void {
  if (over()) window.history.back();
  else window.history.replaceState(null, '', addressOf('/'));
}

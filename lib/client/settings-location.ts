'use client';

import { usePathname } from 'next/navigation';
import { settingsHref, settingsSections, type SettingsSection } from './settings-sections';
import { leaveStep, overGallery, presentStep } from './step-back';

const sectionOf = (path: string): SettingsSection | null =>
  settingsSections.find((section) => settingsHref(section) === path) ?? null;

/** The part of the settings that the address names, or null. */
export const useSettingsSection = (): SettingsSection | null => sectionOf(usePathname());

/** Whether the settings are open at this moment. */
export const settingsOpen = (): boolean => sectionOf(window.location.pathname) !== null;

// The gallery's query stays in the address, or the gallery behind would be another one.
const addressOf = (path: string): string => `${path}${window.location.search}`;

/** Opens the settings over the gallery, which stays as it is; Back returns to it. */
export function openSettings(section?: SettingsSection): void {
  window.history.pushState(overGallery(), '', addressOf(settingsHref(section)));
}

/** Another part in the same step of the history. */
export function turnToSettings(section: SettingsSection): void {
  window.history.replaceState(presentStep(), '', addressOf(settingsHref(section)));
}

/** A part of them, whether they are open or not. */
export const showSettings = (section: SettingsSection): void =>
  settingsOpen() ? turnToSettings(section) : openSettings(section);

/** Back to where they were opened, or to the library when the address itself was entered. */
export const closeSettings = (): void => leaveStep(addressOf('/'));

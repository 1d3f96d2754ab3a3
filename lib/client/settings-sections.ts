/** The parts of the settings, in the order they are listed. */
export const settingsSections = ['connections', 'spending', 'look', 'keyboard', 'status'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The address of a part; the first one has the short one. */
export const settingsHref = (section: SettingsSection = 'connections'): string =>
  section === 'connections' ? '/settings' : `/settings/${section}`;

import type { FieldFaults } from '@/lib/schema/error';
import { cleanAddress, isAddress, type Entry, type Secrets } from './entry';

export type FaultWord = 'address' | 'dialect' | 'key' | 'keyLetters' | 'prefix' | 'slots' | 'label' | 'path';

/** What is wrong with an entry before anything is asked, by the field's name in the body. `keyed`: a key must be there. */
export function faultsIn(
  entry: Entry,
  secrets: Secrets,
  { dialect, keyed }: { dialect: string | null; keyed: boolean },
): Record<string, FaultWord> {
  const found: Record<string, FaultWord> = {};
  if (!isAddress(cleanAddress(entry.address))) found['baseUrl'] = 'address';
  else if (dialect === null) found['dialect'] = 'dialect';
  if (keyed && secrets.key === '') found['key'] = 'key';
  if (!printable(secrets.key)) found['key'] = 'keyLetters';
  if (!printable(secrets.accessToken)) found['options.accessToken'] = 'keyLetters';
  if (!/^\/?(?:[\w.-]+(?:\/[\w.-]+)*)?\/?$/.test(entry.prefix?.trim() ?? '')) found['pathPrefix'] = 'prefix';
  if (!/^(?:[1-9]\d?|100)?$/.test(entry.slots.trim())) found['slots'] = 'slots';
  if (entry.label.trim().length > 60) found['label'] = 'label';
  for (const [operation, { on, path }] of Object.entries(entry.calls)) {
    if (on && !/^(?:\/[\w.~-]+)+$/.test(path.trim())) found[`options.templates.${operation}.path`] = 'path';
  }
  return found;
}

const printable = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);

const shown = /^(?:label|dialect|baseUrl|pathPrefix|auth|key|slots|options\.accessToken|options\.templates\.[\w-]+\.(?:path|body))$/;

/** Faults that no field on the screen can show, so that none is lost. */
export const strayFaults = (faults: FieldFaults): [string, string][] =>
  Object.entries(faults).filter(([name]) => !shown.test(name));

/** Whether one of these is in the folded part, which then has to open. */
export const foldedFault = (faults: FieldFaults): boolean =>
  Object.keys(faults).some((name) => /^(?:label|pathPrefix|auth|slots|options)/.test(name));

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

const storageKey = 'atelier.letters';
const { tell, watch } = watchers();

/** The same outside React, for key handlers. */
export function lettersOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

/** Whether single letters are shortcuts; a person may switch them off (WCAG 2.1.4). */
export const useLetters = (): boolean => useSyncExternalStore(watch, lettersOn, () => true);

/** Turns the single-letter shortcuts on or off, for this browser. */
export function setLetters(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  tell();
}

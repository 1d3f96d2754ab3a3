'use client';

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';
import { showSettings } from './settings-location';

/** The connection that somebody was led to; another object each time, so that the same one can be led to again. */
export type Shown = { id: string };

let shown: Shown | null = null;
const { tell, watch } = watchers();

function set(next: Shown | null): void {
  shown = next;
  tell();
}

/** Leads to one connection in the settings. */
export function showConnection(id: string): void {
  set({ id });
  showSettings('connections');
}

/** Whoever came was there. */
export const forgetShown = (): void => set(null);

/** The connection to open, or null. */
export const useShownConnection = (): Shown | null => useSyncExternalStore(watch, () => shown, () => null);

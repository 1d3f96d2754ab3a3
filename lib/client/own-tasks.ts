'use client';

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

const storageKey = 'atelier.own-tasks';
const kept = 100;

/** What this tab started: `ids`, also from before a reload; `starting` counts the presses whose answer is not there yet. */
export type OwnTasks = { ids: ReadonlySet<string>; starting: number };

const nothing: OwnTasks = { ids: new Set(), starting: 0 };
let own: OwnTasks | null = null;
const { tell, watch } = watchers();

function read(): OwnTasks {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return { ids: new Set(Array.isArray(ids) ? ids.map(String) : []), starting: 0 };
  } catch {
    return nothing;
  }
}

const getOwn = (): OwnTasks => (own ??= read());

function set(next: OwnTasks): void {
  own = next;
  tell();
}

/** A press is on its way: until `end` is called the feed may tell of its task before the press itself is answered. */
export function beginOwn(): () => void {
  set({ ...getOwn(), starting: getOwn().starting + 1 });
  return () => set({ ...getOwn(), starting: getOwn().starting - 1 });
}

/** A task was started in this tab. */
export function rememberOwn(id: string): void {
  const ids = [...getOwn().ids, id].slice(-kept);
  set({ ...getOwn(), ids: new Set(ids) });
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(ids));
  } catch {
    // Without storage a reload forgets them, and a note is shown that need not be.
  }
}

export const useOwnTasks = (): OwnTasks => useSyncExternalStore(watch, getOwn, () => nothing);

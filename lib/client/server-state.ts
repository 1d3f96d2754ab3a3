'use client';

import { useSyncExternalStore } from 'react';

/** Whether the studio's server answers; `since` (ms) is when that last changed. */
export type ServerState = { reachable: boolean; since: number };

const start: ServerState = { reachable: true, since: 0 };
let state = start;
const listeners = new Set<() => void>();

function set(reachable: boolean): void {
  if (state.reachable === reachable) return;
  state = { reachable, since: Date.now() };
  for (const listener of listeners) listener();
}

/** A call was answered. */
export const serverAnswered = (): void => set(true);

/** A call reached no server. */
export const serverLost = (): void => set(false);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For the banner and the composer: what the calls of this page have found out about the line. */
export function useServerState(): ServerState {
  return useSyncExternalStore(subscribe, () => state, () => start);
}

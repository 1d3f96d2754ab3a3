'use client';

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

/** Whether the studio's server answers; `since` (ms) is when that last changed. */
export type ServerState = { reachable: boolean; since: number };

const start: ServerState = { reachable: true, since: 0 };
let state = start;
const { tell, watch } = watchers();

function set(reachable: boolean): void {
  if (state.reachable === reachable) return;
  state = { reachable, since: Date.now() };
  tell();
}

/**
 * A call made at `askedAt` (ms) was answered. False when it was made before the line was lost: its answer may have come
 * before that too, and have been read late, so that it tells nothing of the line now.
 */
export function serverAnswered(askedAt: number): boolean {
  if (!state.reachable && askedAt < state.since) return false;
  set(true);
  return true;
}

/** A call reached no server. */
export const serverLost = (): void => set(false);

/** Calls `back` whenever the server is known to answer again; returns how to stop that. */
export const onServerBack = (back: () => void): (() => void) => watch(() => state.reachable && back());

/** For the banner and the composer: what the calls of this page have found out about the line. */
export function useServerState(): ServerState {
  return useSyncExternalStore(watch, () => state, () => start);
}

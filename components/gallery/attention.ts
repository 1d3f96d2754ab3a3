import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

/**
 * Where pointer and keyboard are, by frame key, outside of React, so that a move redraws two tiles and not the gallery.
 * `stop` is the one frame that Tab enters, `held` the one whose menu is open.
 */
export type Attended = {
  stop: string | null;
  focused: string | null;
  hovered: string | null;
  held: string | null;
};

export type Attention = {
  get: () => Attended;
  set: (change: Partial<Attended>) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createAttention(): Attention {
  let state: Attended = { stop: null, focused: null, hovered: null, held: null };
  const { tell, watch } = watchers();
  return {
    get: () => state,
    set(change) {
      const next = { ...state, ...change };
      const same = next.stop === state.stop && next.focused === state.focused;
      if (same && next.hovered === state.hovered && next.held === state.held) return;
      state = next;
      tell();
    },
    subscribe: watch,
  };
}

export const useIsStop = (attention: Attention, key: string): boolean =>
  useSyncExternalStore(attention.subscribe, () => attention.get().stop === key, () => false);

/** Hovered, focused, or with its menu open: the frame that shows what can be done with it. */
export const useIsAttended = (attention: Attention, key: string): boolean =>
  useSyncExternalStore(
    attention.subscribe,
    () => {
      const { hovered, focused, held } = attention.get();
      return hovered === key || focused === key || held === key;
    },
    () => false,
  );

export const useIsHeld = (attention: Attention, key: string): boolean =>
  useSyncExternalStore(attention.subscribe, () => attention.get().held === key, () => false);

'use client';

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

/**
 * The chosen pictures of one gallery, outside of React, so that choosing one redraws one tile.
 * `order` in range() is the order in which the pictures stand.
 */
export type Selection = {
  ids: () => ReadonlySet<string>;
  toggle: (id: string) => void;
  /** From the last one touched to this one, all of them, both included. */
  range: (id: string, order: readonly string[]) => void;
  add: (ids: readonly string[]) => void;
  remove: (ids: readonly string[]) => void;
  clear: () => void;
  subscribe: (listener: () => void) => () => void;
};

/** An empty selection of its own. */
export function createSelection(): Selection {
  let ids: ReadonlySet<string> = new Set();
  let anchor: string | null = null;
  const { tell, watch } = watchers();

  const set = (next: ReadonlySet<string>) => {
    if (next.size === ids.size && [...next].every((id) => ids.has(id))) return;
    ids = next;
    tell();
  };

  return {
    ids: () => ids,
    toggle(id) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      anchor = id;
      set(next);
    },
    range(id, order) {
      const to = order.indexOf(id);
      const from = anchor === null ? -1 : order.indexOf(anchor);
      if (to === -1) return;
      const start = from === -1 ? to : Math.min(from, to);
      const end = from === -1 ? to : Math.max(from, to);
      anchor ??= id;
      set(new Set([...ids, ...order.slice(start, end + 1)]));
    },
    add: (more) => set(new Set([...ids, ...more])),
    remove(gone) {
      const next = new Set(ids);
      for (const id of gone) next.delete(id);
      if (anchor !== null && !next.has(anchor)) anchor = null;
      set(next);
    },
    clear() {
      anchor = null;
      set(new Set());
    },
    subscribe: watch,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** The ids that are selected. */
export const useSelectedIds = (selection: Selection): ReadonlySet<string> =>
  useSyncExternalStore(selection.subscribe, selection.ids, () => nothing);

/** Whether one picture is selected; drawn again only when that changes. */
export const useIsSelected = (selection: Selection, id: string): boolean =>
  useSyncExternalStore(selection.subscribe, () => selection.ids().has(id), () => false);

import { useCallback, useSyncExternalStore, useState } from 'react';

export type Box = { width: number; window: number; top: number };

const none: Box = { width: 0, window: 0, top: 0 };

/**
 * The gallery's width, the window's, and how far below the top of the page the gallery begins, all in CSS pixels;
 * zeros until the element is there. Follows every change of any of them.
 */
export function useBox(): [(element: HTMLElement | null) => void, Box] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [store] = useState(createBoxStore);
  const subscribe = useCallback((listener: () => void) => store.watch(element, listener), [store, element]);
  return [setElement, useSyncExternalStore(subscribe, store.read, () => none)];
}

function createBoxStore() {
  let box = none;
  return {
    read: () => box,
    watch(element: HTMLElement | null, listener: () => void): () => void {
      if (element === null) return () => undefined;
      const look = () => {
        const { width, top } = element.getBoundingClientRect();
        const next = { width, window: window.innerWidth, top: Math.round(top + window.scrollY) };
        if (next.width === box.width && next.window === box.window && next.top === box.top) return;
        box = next;
        listener();
      };
      const observer = new ResizeObserver(look);
      observer.observe(element);
      observer.observe(document.body);
      window.addEventListener('resize', look);
      look();
      return () => {
        observer.disconnect();
        window.removeEventListener('resize', look);
      };
    },
  };
}

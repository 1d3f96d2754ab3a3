import { useSyncExternalStore } from 'react';

/** Pixels after which the gallery lies under the box. */
const from = 76;

function watch(watcher: () => void): () => void {
  window.addEventListener('scroll', watcher, { passive: true });
  return () => window.removeEventListener('scroll', watcher);
}

/** Whether the page has scrolled so far that the box is one line. */
export const useScrolled = (): boolean =>
  useSyncExternalStore(
    watch,
    () => window.scrollY > from,
    () => false,
  );

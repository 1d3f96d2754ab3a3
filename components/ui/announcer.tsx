'use client';

import { useSyncExternalStore } from 'react';

let said = '';
const watchers = new Set<() => void>();

/** Tells a screen reader, politely and once. The same words twice in a row are said twice. */
export function announce(text: string): void {
  said = text === said ? `${text}\u00a0` : text;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The one live region of the page. */
export function Announcer() {
  const text = useSyncExternalStore(watch, () => said, () => '');
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}

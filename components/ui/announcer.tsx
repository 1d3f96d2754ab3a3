'use client';

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

let said = '';
const { tell, watch } = watchers();

/** Tells a screen reader, politely and once. The same words twice in a row are said twice. */
export function announce(text: string): void {
  said = text === said ? `${text}\u00a0` : text;
  tell();
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

import { useSyncExternalStore } from 'react';
import { watchers } from '@/lib/watchers';

const storageKey = 'atelier.zoom';
const limit = 4;
const { tell, watch } = watchers();
let zoom: number | null = null;

function read(): number {
  if (zoom !== null) return zoom;
  try {
    const stored = Number(localStorage.getItem(storageKey));
    zoom = Number.isInteger(stored) && Math.abs(stored) <= limit ? stored : 0;
  } catch {
    zoom = 0;
  }
  return zoom;
}

/** Larger (1) or smaller (-1) rows, a step of 20 %; kept for the next visit. */
export function zoomBy(step: 1 | -1): void {
  zoom = Math.max(-limit, Math.min(limit, read() + step));
  try {
    localStorage.setItem(storageKey, String(zoom));
  } catch {
    // A forbidden storage costs only the memory of it.
  }
  tell();
}

/** Steps away from the drawn height of a row. */
export const useZoom = (): number => useSyncExternalStore(watch, read, () => 0);

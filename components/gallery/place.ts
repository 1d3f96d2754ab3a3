import { useEffect, useLayoutEffect, useRef } from 'react';
import { headHeight, rowAt } from '@/lib/client/rows';
import { wentBack } from '@/lib/client/location';
import { rowOfRun, type Layout } from './steps';

/** What of the window's top the composer covers once the page is scrolled. */
export const headroom = (windowWidth: number): number => (windowWidth <= 640 ? 8 : 72);

type Place = { id: string; below: number };

const storageKey = 'atelier.places';
let places: Map<string, Place> | null = null;

/** Where each view was left. A reload and the browser's own Back bring it over; a fresh visit starts at the top. */
function known(): Map<string, Place> {
  if (places !== null) return places;
  places = new Map();
  const [entry] = performance.getEntriesByType('navigation');
  if (entry !== undefined && 'type' in entry && entry.type !== 'navigate') {
    try {
      const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
      if (Array.isArray(stored)) places = new Map(stored as [string, Place][]);
    } catch {
      // Without storage the view starts at its top.
    }
  }
  return places;
}

function placeOf(layout: Layout, top: number, room: number): Place | null {
  const offset = window.scrollY + room - top;
  if (offset <= headHeight) return null;
  const row = layout.rows[rowAt(layout.rows, offset)];
  const id = row && layout.sheets[row.first]?.run.id;
  return row && id !== undefined ? { id, below: offset - row.top } : null;
}

const topOf = (layout: Layout, id: string): number | null => {
  const run = layout.sheets.findIndex((sheet) => sheet.run.id === id);
  return run === -1 ? null : (layout.rows[rowOfRun(layout.rows, run)]?.top ?? null);
};

/**
 * Keeps what is read where it is: when rows change above it (a new run, another width), and when the view is left and
 * entered again by Back. A view entered any other way starts at its top.
 */
export function useSteadyPlace(layout: Layout, query: string, box: { window: number; top: number }): void {
  const last = useRef<{ layout: Layout; query: string; top: number } | null>(null);
  const room = headroom(box.window);

  useLayoutEffect(() => {
    if (layout.rows.length === 0) return;
    const before = last.current;
    last.current = { layout, query, top: box.top };
    if (before?.query === query) {
      if (before.layout === layout) return;
      const place = placeOf(before.layout, before.top, room);
      const from = place && topOf(before.layout, place.id);
      const to = place && topOf(layout, place.id);
      if (from !== null && to !== null && Math.abs(to - from) > 0.5)
        window.scrollBy({ top: to - from, behavior: 'instant' });
      return;
    }
    const place = before === null || wentBack() ? known().get(query) : undefined;
    const to = place && topOf(layout, place.id);
    if (place && typeof to === 'number') {
      window.scrollTo({ top: to + place.below + box.top - room, behavior: 'instant' });
    } else if (before !== null && window.scrollY > box.top - room) {
      window.scrollTo({ top: Math.max(0, box.top - room), behavior: 'instant' });
    }
  }, [layout, query, box.top, room]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const note = () => {
      const now = last.current;
      if (now === null) return;
      const place = placeOf(now.layout, now.top, room);
      if (place === null) known().delete(now.query);
      else known().set(now.query, place);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(note, 150);
    };
    const keep = () => {
      note();
      try {
        sessionStorage.setItem(storageKey, JSON.stringify([...known()].slice(-20)));
      } catch {
        // Without storage the next visit starts at the top.
      }
    };
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scroll', soon);
      window.removeEventListener('pagehide', keep);
    };
  }, [room]);
}

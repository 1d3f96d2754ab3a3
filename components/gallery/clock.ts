import { useSyncExternalStore } from 'react';

type Clock = { subscribe: (listener: () => void) => () => void; read: () => number };

/** One timer for all who look at it; it rests when nobody does and while the tab is hidden. */
function createClock(step: number): Clock {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    now = Date.now();
    for (const listener of listeners) listener();
    timer = setTimeout(tick, step - (now % step) + 5);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        document.addEventListener('visibilitychange', tick);
        timer = setTimeout(tick, step - (Date.now() % step) + 5);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', tick);
      };
    },
    read: () => (listeners.size === 0 ? (now = Math.max(now, Date.now() - (Date.now() % step))) : now),
  };
}

const seconds = createClock(1_000);
const minutes = createClock(60_000);

/** The time in ms, anew every second. */
export const useSecond = (): number => useSyncExternalStore(seconds.subscribe, seconds.read, () => 0);

/** The time in ms, anew every minute. */
export const useMinute = (): number => useSyncExternalStore(minutes.subscribe, minutes.read, () => 0);

const two = (figure: number): string => String(figure).padStart(2, '0');

/** m:ss, or h:mm:ss from an hour on. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const tail = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}

/** The day in the reader's own time, as YYYY-MM-DD. */
export function dayOf(time: string | number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

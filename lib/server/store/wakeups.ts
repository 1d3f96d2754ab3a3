import 'server-only';
import { EventEmitter } from 'node:events';
import { singleton } from '@/lib/server/singleton';

export type Wakeup = 'change' | 'work';

/** The name PostgreSQL announces wake-ups under; the payload says which. */
export const channel = 'atelier';

const slowPollMs = 2000;

const emitter = (): EventEmitter => singleton('wakeups', () => new EventEmitter().setMaxListeners(0));

/** Tells everybody in this process who waits. */
export const wake = (what: Wakeup): void => void emitter().emit(what);

/** Some task changed: whoever waits for changes looks again. */
export const notifyChange = (): void => wake('change');

/** There may be something to claim. */
export const notifyWork = (): void => wake('work');

/** Calls `listener` at every hint of work; returns how to stop. A worker still polls by itself behind it. */
export function onWork(listener: () => void): () => void {
  emitter().on('work', listener);
  return () => void emitter().off('work', listener);
}

/**
 * Resolves at the next change, when `signal` aborts, or after `ms`, at most two seconds: a change made by
 * another process on SQLite announces nothing, so the caller looks again that often until its own deadline.
 * Call it before reading and await it after, else a change in between is only seen at the next look.
 */
export function waitForChange(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      emitter().off('change', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, Math.min(ms, slowPollMs)));
    emitter().on('change', done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

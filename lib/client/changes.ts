import { AppError } from '@/lib/schema/error';
import type { Task, TaskChanges } from '@/lib/schema/task';
import { askAfterServer } from './heartbeat';
import { onServerBack } from './server-state';

type Feed = {
  since: number;
  signal: AbortSignal;
  read: (since: number, signal: AbortSignal) => Promise<TaskChanges>;
  apply: (tasks: Task[], revision: number) => void;
};

/** A held answer comes after 25 s at most; a line that is silent this long is dead. */
const deadlineMs = 40_000;
const longestBackOffMs = 15_000;

/**
 * Reads changes one after another until `signal` aborts. Asks nothing while the tab is hidden and at once when it
 * is shown again. After a fault it waits, longer each time and never in step with other pages. The second one in a row
 * without any answer, or a machine that lost its network, is a reason to ask whether the server is there at all.
 */
export async function followChanges({ since, signal, read, apply }: Feed): Promise<void> {
  let faults = 0;
  let seen = since;
  // A held read would not tell for long. The server may well be on this very machine, so only it can say.
  window.addEventListener('offline', () => void askAfterServer(), { signal });
  while (!signal.aborted) {
    await shown(signal);
    if (signal.aborted) return;
    const hide = whenHidden(signal);
    try {
      const changes = await read(seen, AbortSignal.any([hide.signal, AbortSignal.timeout(deadlineMs)]));
      faults = 0;
      seen = changes.revision;
      if (changes.tasks.length > 0) apply(changes.tasks, changes.revision);
    } catch (error) {
      if (hide.signal.aborted) continue;
      faults += 1;
      const answered = error instanceof AppError && error.requestId !== undefined;
      if (!answered && (faults > 1 || !navigator.onLine)) void askAfterServer();
      await pause(Math.min(longestBackOffMs, 500 * 2 ** (faults - 1)) * (0.5 + Math.random() / 2), signal);
    } finally {
      hide.stop();
    }
  }
}

/** A signal that also aborts when the tab is hidden; `stop` ends the watch. */
function whenHidden(signal: AbortSignal): { signal: AbortSignal; stop: () => void } {
  const hidden = new AbortController();
  const watch = new AbortController();
  const look = () => {
    if (document.hidden) hidden.abort();
  };
  document.addEventListener('visibilitychange', look, { signal: watch.signal });
  return { signal: AbortSignal.any([signal, hidden.signal]), stop: () => watch.abort() };
}

function shown(signal: AbortSignal): Promise<void> {
  if (!document.hidden || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const watch = new AbortController();
    const end = () => {
      if (document.hidden && !signal.aborted) return;
      watch.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', end, { signal: watch.signal });
    signal.addEventListener('abort', end, { signal: watch.signal });
  });
}

/** Ends early when the line, the server or the tab comes back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const watch = new AbortController();
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      watch.abort();
      resolve();
    };
    const unsubscribe = onServerBack(end);
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end, { signal: watch.signal });
    document.addEventListener('visibilitychange', end, { signal: watch.signal });
    signal.addEventListener('abort', end, { signal: watch.signal });
  });
}

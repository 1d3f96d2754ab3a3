import type { EventEmitter } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Weight } from './scales.ts';

/**
 * Loaded into a studio's process before anything of its own (`node --expose-gc --import`): at every SIGUSR2 it collects
 * what nobody holds any more and writes a line of JSON to the file SOAK_SCALE.
 */
const file = process.env.SOAK_SCALE;

/** What waits for a change or for work: `wakeups.ts` keeps it under this name. */
const wakeups = (): EventEmitter | undefined =>
  (globalThis as unknown as Record<symbol, EventEmitter | undefined>)[Symbol.for('atelier.wakeups')];

async function collect(): Promise<void> {
  // What a finalizer lets go of is only collected by the next round.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(20);
  }
}

function weight(): Weight {
  const { rss, heapUsed, external } = process.memoryUsage();
  const waiting = ['change', 'work'].reduce((sum, name) => sum + (wakeups()?.listenerCount(name) ?? 0), 0);
  const signals = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  return { rss, heap: heapUsed + external, listeners: waiting + signals, timers };
}

if (isMainThread && file !== undefined) {
  process.on('SIGUSR2', () => {
    void collect().then(() => appendFileSync(file, `${JSON.stringify(weight())}\n`));
  });
}

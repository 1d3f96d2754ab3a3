import type { EventEmitter } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import type { Weight } from './scales.ts';

/**
 * Loaded into a studio's process before anything of its own (`node --expose-gc --import`): at every SIGUSR2 it collects
 * what nobody holds any more and writes a line of JSON to the file SOAK_SCALE.
 */
const file = process.env.SOAK_SCALE;

/** What code is compiled to, and what is too young to have been held for long: both come and go by megabytes. */
const passing = /^(new|code|trusted|read_only)_/;

/** What waits for a change or for work: `wakeups.ts` keeps it under this name. */
const wakeups = (): EventEmitter | undefined =>
  (globalThis as unknown as Record<symbol, EventEmitter | undefined>)[Symbol.for('atelier.wakeups')];

async function collect(): Promise<void> {
  // What a finalizer lets go of is only collected by the next round.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(20);
  }
  globalThis.gc?.();
}

function weight(): Weight {
  const { rss, external } = process.memoryUsage();
  const spaces = getHeapSpaceStatistics().filter(({ space_name: name }) => !passing.test(name));
  const held = spaces.reduce((sum, { space_used_size: used }) => sum + used, 0);
  const waiting = ['change', 'work'].reduce((sum, name) => sum + (wakeups()?.listenerCount(name) ?? 0), 0);
  const signals = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  return { rss, heap: held + external, listeners: waiting + signals, timers };
}

if (isMainThread && file !== undefined) {
  // The engine throws code away that was not used for some minutes, and with it more than a leak of hours would fill.
  setFlagsFromString('--no-flush-bytecode');
  setFlagsFromString('--no-lazy-feedback-allocation');
  process.on('SIGUSR2', () => {
    void collect().then(() => appendFileSync(file, `${JSON.stringify(weight())}\n`));
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { Arena } from './arena';
import { LightGateway } from './light-gateway';
import type { StudioRow } from './row';

const drainMs = 30_000;

/** So few that some of five tasks still wait when the studio is asked to go. */
const slots = 2;

export const stopRows: StudioRow[] = [
  {
    id: 'Q07',
    title: 'SIGTERM in the middle of five tasks',
    cut: 1,
    full: 50,
    async play(n) {
      const gateway = await LightGateway.open({ slots });
      gateway.answerMs = () => 50 + Math.random() * 400;
      const arena = await Arena.open(gateway);
      try {
        let exits = 0;
        let longest = 0;
        for (let time = 0; time < n; time++) {
          const keys = Array.from({ length: 5 }, (_, at) => `intent-${time * 5 + at + 1}`);
          // One is left to the next start, however much a slow machine lets be done before.
          const [, endless = ''] = keys;
          gateway.running.add(endless);
          const life = await arena.live(keys.map((key, at) => `${key}@${at % 2 === 0 ? 'sync' : 'async'}`));
          await expect.poll(() => life.accepted.size, { intervals: [5] }).toBe(5);
          await sleep(Math.random() * 300);
          const asked = performance.now();
          if ((await life.end('SIGTERM')) === 0) exits += 1;
          longest = Math.max(longest, performance.now() - asked);
          const { tasks } = await arena.stored();
          // What was on its way has come, or is known by its id.
          expect(tasks.filter(({ status }) => status === 'sending' || status === 'unknown')).toEqual([]);
          expect(tasks.filter(({ status }) => isOpen(status)).length, 'tasks left to the next start').toBeGreaterThan(0);
          gateway.running.delete(endless);
          arena.remember(life);
        }
        expect(exits, 'exits with 0').toBe(n);
        expect(longest, 'milliseconds of draining').toBeLessThanOrEqual(drainMs);
        await arena.settle();
        const ends = await arena.check();
        expect([...ends]).toEqual([['succeeded', 5 * n]]);
        const most = Math.max(...arena.ledger().values());
        expect(most).toBe(1);
        return `charges per intent ${most}, exits 0 ${exits} of ${n}, drained in at most ${(longest / 1000).toFixed(1)} s, the rest resumed`;
      } finally {
        await arena.close();
      }
    },
  },
];

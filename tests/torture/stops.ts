import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { Arena, endsInWords } from './arena';
import type { Life } from './life';
import { LightGateway } from './light-gateway';
import type { StudioRow } from './row';

const drainMs = 30_000;
const leaseMs = 500;

/** So few that some of five tasks still wait when the studio is asked to go. */
const slots = 2;

/** Whether some process holds the database's lock for writing at this moment. */
function isLocked(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('begin immediate');
    database.exec('rollback');
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

/**
 * Freezes a studio at some moment, but not inside a transaction: whoever stops in there keeps everybody from writing,
 * and nobody could take a task over.
 */
async function freeze({ child }: Life, arena: Arena): Promise<void> {
  for (;;) {
    await sleep(Math.random() * 150);
    child.kill('SIGSTOP');
    // The signal is taken at the process's next step, which may be the end of a write.
    await sleep(20);
    if (!isLocked(path.join(arena.data, 'atelier.db'))) return;
    child.kill('SIGCONT');
  }
}

/** Four tasks whose studio is frozen past its leases while another one takes them over; counts what was written late. */
async function thawLate(arena: Arena, keys: string[], early: boolean): Promise<{ stale: number; took: boolean }> {
  const frozen = await arena.live(keys, { LEASE_MS: String(leaseMs) });
  await expect.poll(() => frozen.accepted.size, { intervals: [5] }).toBe(keys.length);
  await freeze(frozen, arena);
  const { tasks: left } = await arena.stored();
  const other = await arena.live([], { LEASE_MS: String(leaseMs), UNTIL_IDLE: '1' });
  if (early) {
    // In the middle of the other one's work.
    await sleep(leaseMs + Math.random() * 500);
    frozen.child.kill('SIGCONT');
  }
  expect(await other.exited).toBe(0);
  const before = await arena.stored();
  if (!early) frozen.child.kill('SIGCONT');
  // It thaws with what it had in hand, tries to write that down, and finds nothing else to do.
  expect(await frozen.end('SIGTERM')).toBe(0);
  const after = await arena.stored();
  arena.remember(frozen);
  // When an unclear end is next looked after says nothing of the task, and whoever lives may put it off.
  const said = (stored: typeof before, id: string): string => JSON.stringify([
    stored.tasks.filter((task) => task.id === id).map((task) => (task.status === 'unknown' ? { ...task, runAt: 0 } : task)),
    stored.images.filter(({ taskId }) => taskId === id),
  ]);
  const stale = early ? [] : after.tasks.filter(({ id }) => said(after, id) !== said(before, id));
  return { stale: stale.length, took: left.some(({ status }) => isOpen(status)) };
}

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
        let left = 0;
        let longest = 0;
        for (let time = 0; time < n; time++) {
          const keys = Array.from({ length: 5 }, (_, at) => `intent-${time * 5 + at + 1}`);
          const life = await arena.live(keys.map((key, at) => `${key}@${at % 2 === 0 ? 'sync' : 'async'}`));
          await expect.poll(() => life.accepted.size, { intervals: [5] }).toBe(5);
          await sleep(Math.random() * 300);
          const asked = performance.now();
          if ((await life.end('SIGTERM')) === 0) exits += 1;
          longest = Math.max(longest, performance.now() - asked);
          const { tasks } = await arena.stored();
          // What was on its way has come, or is known by its id.
          expect(tasks.filter(({ status }) => status === 'sending' || status === 'unknown')).toEqual([]);
          left += tasks.filter(({ status }) => isOpen(status)).length;
          arena.remember(life);
        }
        expect(exits, 'exits with 0').toBe(n);
        expect(longest, 'milliseconds of draining').toBeLessThanOrEqual(drainMs);
        expect(left, 'tasks left to the next start').toBeGreaterThan(0);
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
  {
    id: 'Q09',
    title: 'SIGSTOP past the lease, then SIGCONT',
    cut: 1,
    full: 50,
    async play(n) {
      const gateway = await LightGateway.open();
      gateway.answerMs = () => 20 + Math.random() * 200;
      const arena = await Arena.open(gateway);
      try {
        let stale = 0;
        let took = 0;
        for (let time = 0; time < n; time++) {
          const keys = Array.from({ length: 4 }, (_, at) => `intent-${time * 4 + at + 1}`);
          const thawed = await thawLate(arena, keys.map((key, at) => `${key}@${at % 2 === 0 ? 'sync' : 'async'}`), time % 2 === 1);
          stale += thawed.stale;
          took += Number(thawed.took);
        }
        expect(stale, 'stale writes').toBe(0);
        expect(took, 'tasks were taken over').toBeGreaterThan(0);
        await arena.settle();
        const ends = await arena.check();
        const twice = [...arena.ledger().values()].filter((times) => times > 1).length;
        expect(twice, 'double submits').toBe(0);
        return `stale writes ${stale}, double submits ${twice} of ${4 * n} (${endsInWords(ends)}); paused for longer than a lease of ${leaseMs / 1000} s, not for 60 s`;
      } finally {
        await arena.close();
      }
    },
  },
];

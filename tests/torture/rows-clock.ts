import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { openDatabase, type Database } from '@/lib/server/store/database';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';
import { Arena } from './arena';
import { FakedClock, noFakedClock } from './faked-clock';
import type { Life } from './life';
import { LightGateway } from './light-gateway';
import { pictureOf } from './pictures';
import type { StudioRow } from './row';

const offsets = ['+25h', '-25h', '-1h'] as const;
const leaseMs = 1200;

/** Four tasks, one at each stage of a life: it is saved, sent, queued behind that one, and asked after. */
const stages = { saving: 'sync', sending: 'sync', queued: 'sync', running: 'async' } as const;
const names = Object.keys(stages) as (keyof typeof stages)[];

/** Resolves with the tasks of these keys once each is as wanted; never sooner than it is so. */
async function until(db: Database, keys: string[], wanted: (row: TaskRow, at: number) => boolean): Promise<TaskRow[]> {
  let rows: (TaskRow | undefined)[] = [];
  await expect.poll(async () => {
    const { tasks } = await listTasks(db, { limit: 1000 });
    rows = keys.map((key) => tasks.find(({ idempotencyKey }) => idempotencyKey === key));
    return rows.map((row, at) => (row && wanted(row, at) ? 'as wanted' : (row?.status ?? 'not there')));
  }, { timeout: 30_000, intervals: [20] }).toEqual(keys.map(() => 'as wanted'));
  return rows.filter((row) => row !== undefined);
}

/** The clock is put while tasks are at every stage; all of them have to come, as if nothing had happened. */
async function putClock(
  { db, clock, gateway, studio }: { db: Database; clock: FakedClock; gateway: LightGateway; studio: Life },
  offset: string,
  round: number,
): Promise<TaskRow[]> {
  const keys = names.map((_, at) => `intent-${round * names.length + at + 1}`);
  const [saving = '', sending = '', , running = ''] = keys;
  let answer = (): void => undefined;
  gateway.held.set(sending, new Promise((resolve) => (answer = resolve)));
  gateway.running.add(running);
  gateway.pictures.give = (name) => (name.startsWith(`${saving}-`) ? 503 : pictureOf(name));
  for (const [at, key] of keys.entries()) studio.tell(`${key}@${stages[names[at] ?? 'queued']}`);
  await until(db, keys, ({ status }, at) => status === names[at]);
  clock.set(offset);
  // Long enough for whoever believes the clock to act on it.
  await sleep(2 * leaseMs);
  answer();
  gateway.running.delete(running);
  gateway.pictures.give = pictureOf;
  const rows = await until(db, keys, ({ status }) => !isOpen(status));
  clock.set('+0');
  return rows;
}

export const clockRows: StudioRow[] = [
  {
    id: 'Q13',
    title: 'the clock is put 25 hours on, 25 hours back and an hour back, with tasks at every stage',
    cut: offsets.length,
    full: 5 * offsets.length,
    unable: noFakedClock,
    async play(n) {
      const clock = new FakedClock();
      const gateway = await LightGateway.open({ slots: 1 });
      const arena = await Arena.open(gateway);
      const lives: Life[] = [];
      try {
        // Two on one database: each sees how long the other's leases still run.
        for (let count = 0; count < 2; count++) lives.push(await arena.live([], { ...clock.env, LEASE_MS: String(leaseMs) }));
        const [studio] = lives;
        if (!studio) throw new Error('no studio');
        const db = await openDatabase({ sqlite: path.join(arena.data, 'atelier.db') });
        const rows: TaskRow[] = [];
        try {
          for (let round = 0; round < n; round++) {
            const offset = offsets[round % offsets.length] ?? '+0';
            rows.push(...(await putClock({ db, clock, gateway, studio }, offset, round)));
          }
        } finally {
          await db.destroy();
        }
        for (const life of lives) expect(await life.end('SIGTERM')).toBe(0);
        arena.remember(studio);
        const expired = rows.filter(({ status }) => status !== 'succeeded').length;
        const twice = [...arena.ledger().values()].filter((times) => times > 1).length;
        expect(rows).toHaveLength(n * names.length);
        expect(rows.filter(({ status }) => status !== 'succeeded'), 'false expiries').toEqual([]);
        expect(twice, 'double charges').toBe(0);
        await arena.check();
        return `double charges ${twice}, false expiries ${expired} of ${rows.length} tasks, ${arena.ledger().size} charges`;
      } finally {
        await arena.close();
        clock.remove();
      }
    },
  },
];

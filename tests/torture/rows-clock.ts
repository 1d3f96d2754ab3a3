import path from 'node:path';
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
import { together } from './together';

const offsets = ['+25h', '-25h', '-1h'] as const;
/** Far longer than a busy machine stands still. */
const leaseMs = 6000;
/** In which every studio looks once at all leases. */
const lookMs = leaseMs / 3 + 500;

/** Four tasks, one at each stage of a life: it is saved, sent, queued behind that one, and asked after. */
const stages = { saving: 'sync', sending: 'sync', queued: 'sync', running: 'async' } as const;
const names = Object.keys(stages) as (keyof typeof stages)[];

type Scene = { db: Database; clock: FakedClock; gateway: LightGateway; studio: Life };
type Figures = { rows: TaskRow[]; charges: number[] };

/** Resolves with the tasks of these keys once each is as wanted. */
async function until(db: Database, keys: string[], wanted: (row: TaskRow, at: number) => boolean): Promise<TaskRow[]> {
  let rows: (TaskRow | undefined)[] = [];
  await expect.poll(async () => {
    const { tasks } = await listTasks(db, { limit: 1000 });
    rows = keys.map((key) => tasks.find(({ idempotencyKey }) => idempotencyKey === key));
    return rows.map((row, at) => (row && wanted(row, at) ? 'as wanted' : (row?.status ?? 'not there')));
  }, { timeout: 40_000, intervals: [50] }).toEqual(keys.map(() => 'as wanted'));
  return rows.filter((row) => row !== undefined);
}

/** The clock is put while tasks are at every stage; all of them have to come, as if nothing had happened. */
async function putClock({ db, clock, gateway, studio }: Scene, offset: string, round: number): Promise<TaskRow[]> {
  const keys = names.map((_, at) => `intent-${round * names.length + at + 1}`);
  const [saving = '', sending = '', , running = ''] = keys;
  const isOver = Promise.withResolvers<void>();
  const wasAsked = Promise.withResolvers<void>();
  gateway.held.set(sending, isOver.promise);
  gateway.running.add(running);
  // A picture that is on its way when the clock is put, and fails then.
  gateway.pictures.give = async (name, times) => {
    if (!name.startsWith(`${saving}-`) || times > 1) return pictureOf(name);
    await isOver.promise;
    return 503;
  };
  for (const [at, key] of keys.entries()) studio.tell(`${key}@${stages[names[at] ?? 'queued']}`);
  await until(db, keys, ({ status }, at) => status === names[at]);
  clock.set(offset);
  gateway.pollMs = () => {
    wasAsked.resolve();
    return 0;
  };
  // Whoever believes the clock has by then given up what runs, and had time to end the leases of the other.
  await wasAsked.promise;
  await new Promise((resolve) => setTimeout(resolve, lookMs));
  isOver.resolve();
  gateway.running.delete(running);
  const rows = await until(db, keys, ({ status }) => !isOpen(status));
  clock.set('+0');
  return rows;
}

/** A studio whose clock is put by so much, so often; with another one beside it that could believe its leases over. */
async function playOffset(offset: string, rounds: number): Promise<Figures> {
  const clock = new FakedClock();
  const gateway = await LightGateway.open({ slots: 1 });
  const arena = await Arena.open(gateway);
  try {
    const env = { ...clock.env, LEASE_MS: String(leaseMs) };
    // Put back, a clock makes every lease seem longer: there is nothing to believe.
    const isForward = offset.startsWith('+');
    const [studio, ...others] = await Promise.all([arena.live([], env), ...(isForward ? [arena.live([], env)] : [])]);
    const db = await openDatabase({ sqlite: path.join(arena.data, 'atelier.db') });
    const rows: TaskRow[] = [];
    for (let round = 0; round < rounds; round++) {
      rows.push(...(await putClock({ db, clock, gateway, studio }, offset, round)));
    }
    await db.destroy();
    for (const life of [studio, ...others]) expect(await life.end('SIGTERM')).toBe(0);
    arena.remember(studio);
    const charges = [...arena.ledger().values()];
    expect(rows.filter(({ status }) => status !== 'succeeded'), `false expiries at ${offset}`).toEqual([]);
    await arena.check();
    return { rows, charges };
  } finally {
    await arena.close();
    clock.remove();
  }
}

export const clockRows: StudioRow[] = [
  {
    id: 'Q13',
    title: 'the clock is put 25 hours on, 25 hours back and an hour back, with tasks at every stage',
    cut: offsets.length,
    full: 5 * offsets.length,
    unable: noFakedClock,
    async play(n) {
      const all = await together(offsets.map((offset) => playOffset(offset, n / offsets.length)));
      const rows = all.flatMap((one) => one.rows);
      const charges = all.flatMap((one) => one.charges);
      const twice = charges.filter((times) => times > 1).length;
      const expired = rows.filter(({ status }) => status !== 'succeeded').length;
      expect(rows).toHaveLength(n * names.length);
      expect(expired, 'false expiries').toBe(0);
      expect(twice, 'double charges').toBe(0);
      return `double charges ${twice}, false expiries ${expired} of ${rows.length} tasks, ${charges.length} charges`;
    },
  },
];

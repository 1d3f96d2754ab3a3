import { expect, test } from '@playwright/test';
import { claimTask, updateTask } from '@/lib/server/store/claims';
import { ownerName } from '@/lib/server/store/owner';
import type { TaskRow } from '@/lib/server/store/tasks';
import { hold, type Held, type Shop } from '@/lib/server/tasks/hold';
import { sendTask } from '@/lib/server/tasks/send';
import { png, price, Workshop } from '../workshop';

let shop: Workshop;
let starts: number;
test.beforeEach(async () => {
  shop = await Workshop.open();
  starts = 0;
  shop.script = {
    start: async () => {
      starts += 1;
      return { state: 'done', outputs: [{ source: { bytes: await png() }, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
});
test.afterEach(() => shop.close());

/** The name of a worker that was of this very machine and is gone: the highest process number there can be. */
const deadOwner = (): string => ownerName().replace(/:\d+:.*/, ':4194304:00000000-0000-4000-8000-000000000000');

/** Takes a task as a worker that is killed right after: as far as the given status. */
async function leftBehind(status: 'queued' | 'sending', owner = deadOwner(), leaseMs = 3_600_000): Promise<TaskRow> {
  const { id } = await shop.accept();
  const row = await claimTask(shop.db, { owner, leaseMs, now: Date.now(), statuses: ['queued'] });
  if (row?.id !== id) throw new Error('not claimed');
  const claim = { id, leaseOwner: owner, attempt: row.attempt };
  if (status === 'sending') await updateTask(shop.db, claim, { status, startedAt: Date.now(), sends: 1 });
  return shop.row(id);
}

test('sending, and the worker is dead: unknown at once, never sent again', async () => {
  const { id } = await leftBehind('sending');
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'unknown', charge: 'unknown', usdMicros: price, error: { code: 'unknown_outcome' } });
  expect(starts).toBe(0);
});

test('on the sandbox that costs nothing either', async () => {
  shop.connection = { ...shop.connection, sandbox: true };
  const { id } = await leftBehind('sending');
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'unknown', charge: 'none' });
});

test('claimed but not marked, and the worker is dead: nothing was sent, so it runs', async () => {
  const { id } = await leftBehind('queued');
  shop.work();
  expect((await shop.ended(id)).status).toBe('succeeded');
  expect(starts).toBe(1);
});

test('sending on another machine: left alone while its lease runs, unknown after', async () => {
  const living = await leftBehind('sending', 'other-machine:1:x');
  const silent = await leftBehind('sending', 'other-machine:2:x', -1);
  shop.work({ leaseMs: 200 });
  expect((await shop.ended(silent.id)).status).toBe('unknown');
  expect((await shop.row(living.id)).status).toBe('sending');
  expect(starts).toBe(0);
});

const asShop = (): Shop => ({ ...shop.settings({ owner: 'first:1:x' }), since: performance.now(), wakeAt: () => undefined });

/** Claims a task as `owner`, whose lease is over at once. */
async function claimed(owner: string): Promise<TaskRow> {
  const row = await claimTask(shop.db, { owner, leaseMs: -1, now: Date.now(), statuses: ['queued', 'saving'] });
  if (!row) throw new Error('nothing to claim');
  return row;
}

test('a worker that was only asleep does not send what another one has taken meanwhile', async () => {
  await shop.accept();
  const mine = await claimed('first:1:x');
  await claimed('second:1:x');
  await hold(asShop(), mine, (held) => sendTask(asShop(), held));
  expect(starts).toBe(0);
  expect((await shop.row(mine.id)).status).toBe('queued');
});

test('a late answer cannot change a task that was given up meanwhile', async () => {
  await shop.accept();
  const mine = await claimed('first:1:x');
  const seen: boolean[] = [];
  shop.script = {
    start: async () => {
      // Asleep in the middle of the exchange: the lease runs out and a new worker settles the task.
      await shop.db.updateTable('tasks').set({ runAt: 0 }).execute();
      shop.work({ leaseMs: 200 });
      await shop.ended(mine.id);
      return { state: 'done', outputs: [], text: null };
    },
  };
  await hold(asShop(), mine, async (held: Held) => {
    await sendTask(asShop(), held);
    seen.push(held.lost);
  });
  expect(seen).toEqual([true]);
  expect(await shop.row(mine.id)).toMatchObject({ status: 'unknown', answer: null });
});

test('two workers on one store: every task is sent once', async () => {
  const started: string[] = [];
  const bytes = await png();
  shop.script = {
    start: async (input) => {
      started.push('prompt' in input ? (input.prompt ?? '') : '');
      await new Promise((resolve) => setTimeout(resolve, 2));
      return { state: 'done', outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
  const tasks = await Promise.all(Array.from({ length: 40 }, (_, index) => shop.accept({ prompt: `p${index}` } as never)));
  shop.work({ owner: 'first:1:x' });
  shop.work({ owner: 'second:1:x' });
  for (const { id } of tasks) expect((await shop.ended(id)).status).toBe('succeeded');
  expect(started).toHaveLength(40);
  expect(new Set(started).size).toBe(40);
});

test('never more pictures in flight than the connection has slots', async () => {
  let inFlight = 0;
  let most = 0;
  shop.connection = { ...shop.connection, slots: 5 };
  shop.script = {
    start: async (input) => {
      const count = 'count' in input ? input.count : 1;
      inFlight += count;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= count;
      return { state: 'done', outputs: [], text: null };
    },
  };
  const tasks = await Promise.all(Array.from({ length: 24 }, (_, index) => shop.accept({ count: 1 + (index % 4) })));
  shop.work();
  for (const { id } of tasks) await shop.ended(id);
  expect(most).toBeLessThanOrEqual(5);
  expect(most).toBeGreaterThan(1);
});

test('stopping sends nothing more, finishes what is in hand and saves what was answered', async () => {
  let finish: (() => void) | undefined;
  const bytes = await png();
  shop.script = {
    start: async () => {
      starts += 1;
      await new Promise<void>((resolve) => (finish = resolve));
      return { state: 'done', outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
  const first = await shop.accept();
  const worker = shop.work();
  await shop.until(first.id, ({ status }) => status === 'sending');
  await expect.poll(() => starts).toBe(1);
  const stopped = worker.stop(10_000);
  const second = await shop.accept();
  finish?.();
  expect(await stopped).toBe(true);
  expect((await shop.row(first.id)).status).toBe('succeeded');
  expect((await shop.row(second.id)).status).toBe('queued');
  expect(starts).toBe(1);
  const stuck = shop.work();
  await expect.poll(() => starts).toBe(2);
  expect(await stuck.stop(20)).toBe(false);
  finish?.();
});

import { expect, test } from '@playwright/test';
import type { Step } from '@/lib/server/providers/provider';
import { claimTask, recoverTasks, updateTask } from '@/lib/server/store/claims';
import { freeStranded } from '@/lib/server/store/stranded';
import { ageOf } from '@/lib/server/tasks/age';
import { leaseWatch } from '@/lib/server/tasks/lease-watch';
import { recovery } from '@/lib/server/tasks/recovery';
import { png, serve, Workshop } from '../workshop';

const hourMs = 3_600_000;
const trueTime = Date.now;
const trueCount = performance.now.bind(performance);
let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(async () => {
  Date.now = trueTime;
  performance.now = trueCount;
  await shop.close();
});

/** Puts the clock of this process to so many hours after, or before, the true time. */
const putClock = (hours: number): void => void (Date.now = () => trueTime() + hours * hourMs);

/** Lets time go by without the clock. */
function pass(ms: number): void {
  const before = performance.now;
  performance.now = () => before.call(performance) + ms;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const running: Step = { state: 'running', handle: { id: 'g1' }, progress: null };
const done = async (): Promise<Step> => ({
  state: 'done',
  outputs: [{ source: { bytes: await png() }, withheld: false, prompt: null, seed: null }],
  text: null,
});

test('an age is counted: a clock that is put does not change it', async () => {
  const stamp = Date.now() - 1000;
  const first = ageOf('a', stamp);
  expect(first).toBeGreaterThanOrEqual(1000);
  expect(first).toBeLessThan(5000);
  for (const hours of [25, -25, -1]) {
    putClock(hours);
    expect(ageOf('a', stamp)).toBeGreaterThanOrEqual(first);
    expect(ageOf('a', stamp)).toBeLessThan(first + 5000);
  }
});

test('an age that is first looked at after the clock was put is the younger one, and never negative', () => {
  const before = Date.now() - 1000;
  putClock(25);
  expect(ageOf('before', before)).toBeLessThan(5000);
  expect(ageOf('after', Date.now() - 1000)).toBeLessThan(5000);
  putClock(-25);
  expect(ageOf('long ago', before)).toBeLessThan(5000);
  expect(ageOf('to come', trueTime() + hourMs)).toBe(0);
});

for (const hours of [25, -25]) {
  test(`a running task ends at its deadline, and not before, when the clock is put by ${hours} hours`, async () => {
    const runDeadlineMs = 1500;
    shop.script = { start: async () => running, poll: async () => running };
    shop.work({ runDeadlineMs });
    const { id: before } = await shop.accept();
    await shop.until(before, ({ status }) => status === 'running');
    const sent = performance.now();
    putClock(hours);
    // The worker is older than the deadline when this one begins, which must not count.
    await sleep(runDeadlineMs);
    const { id: after } = await shop.accept();
    const late = performance.now();
    for (const [id, from] of [[before, sent], [after, late]] as const) {
      expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown' });
      expect(performance.now() - from).toBeGreaterThanOrEqual(runDeadlineMs - 20);
    }
  });
}

test('what waits when the clock is put back comes all the same', async () => {
  let polls = 0;
  shop.script = {
    start: async () => running,
    poll: async () => ((polls += 1) > 1 ? done() : running),
  };
  shop.connection = { ...shop.connection, slots: 1 };
  shop.work({ leaseMs: 300 });
  const first = await shop.accept();
  const second = await shop.accept();
  await shop.until(first.id, ({ status }) => status === 'running');
  putClock(-25);
  for (const { id } of [first, second]) expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', sends: 1 });
});

test('nothing that may wait is made due', async () => {
  const now = Date.now();
  const { id } = await shop.accept();
  const waiting = async (status: string, runAt: number, startedAt: number | null) => {
    await shop.db.updateTable('tasks').set({ status, runAt, startedAt }).execute();
    return freeStranded(shop.db, now);
  };
  expect(await waiting('queued', now + hourMs, now)).toBe(false);
  expect(await waiting('running', now + 60_000, now)).toBe(false);
  expect(await waiting('saving', now + 60_000, now)).toBe(false);
  expect((await shop.row(id)).runAt).toBe(now + 60_000);
  expect(await waiting('running', now + hourMs, now)).toBe(true);
  expect((await shop.row(id)).runAt).toBe(now);
  expect(await waiting('queued', now + 25 * hourMs, now)).toBe(true);
});

test('a picture that fails for a moment is not given up because the clock is put forward', async () => {
  let asked = 0;
  const bytes = await png();
  const server = await serve((_request, response) => {
    asked += 1;
    if (asked === 1) putClock(25);
    if (asked < 3) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
  });
  await shop.reconfigure({ ATELIER_TRUSTED_HOSTS: server.host });
  shop.script = {
    start: async () => ({ ...(await done()), outputs: [{ source: { url: `${server.origin}/1.png` }, withheld: false, prompt: null, seed: null }] }) as Step,
  };
  shop.work();
  const { id } = await shop.accept();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', missing: [] });
  await server.close();
});

test('a lease of one who lives is not over because the clock is put forward', async () => {
  const { id } = await shop.accept();
  const owner = 'other-machine:1:x';
  const row = await claimTask(shop.db, { owner, leaseMs: 30_000, now: Date.now(), statuses: ['queued'] });
  await updateTask(shop.db, { id, leaseOwner: owner, attempt: row?.attempt ?? 0 }, { status: 'sending' });
  const look = leaseWatch(30_000);
  const recover = () => recoverTasks(shop.db, 'me', Date.now(), look());
  expect(await recover()).toEqual([]);
  putClock(25);
  expect(await recover()).toEqual([]);
  pass(30_000);
  // A look that fails is no proof of silence: whoever lives could not renew either.
  look();
  expect(await recover()).toEqual([]);
  pass(30_000);
  expect((await recover()).map((task) => task.id)).toEqual([id]);
});

test('a lease of one who lives is not over because nobody could look at it', async () => {
  const { id } = await shop.accept();
  const owner = 'other-machine:1:x';
  const row = await claimTask(shop.db, { owner, leaseMs: 30_000, now: Date.now(), statuses: ['queued'] });
  await updateTask(shop.db, { id, leaseOwner: owner, attempt: row?.attempt ?? 0 }, { status: 'sending', runAt: Date.now() - 1 });
  let away = false;
  const slots = () => {
    if (away) throw new Error('the database is away');
    return [];
  };
  const recover = recovery({ db: shop.db, owner: 'me', leaseMs: 30_000, slots }, new Set());
  await recover();
  away = true;
  await expect(recover()).rejects.toThrow('away');
  pass(30_000);
  away = false;
  await recover();
  expect((await shop.row(id)).status).toBe('sending');
  pass(30_000);
  await recover();
  expect((await shop.row(id)).status).toBe('unknown');
});

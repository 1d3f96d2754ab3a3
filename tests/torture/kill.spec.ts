import { expect, test } from '@playwright/test';
import { Arena } from './arena';

const rounds = Number(process.env.ROUNDS ?? 50);
const times = Number(process.env.TIMES ?? 3);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let arena: Arena;
test.beforeEach(async () => {
  arena = await Arena.open();
});
test.afterEach(() => arena.close());

test(`kill -9 at any moment, ${rounds} rounds: nothing paid for is lost, nothing is bought twice`, async () => {
  const accepted = new Map<string, string>();
  let before: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const keys = Array.from({ length: 1 + Math.floor(Math.random() * 4) }, (_, index) => `r${round}-${index}`);
    // The former round's keys come again, as from a page that never got its answer.
    const life = await arena.live([...before, ...keys]);
    // In turn: while it starts and accepts, while it sends, and late enough to meet a save.
    if (round % 3 > 0) await expect.poll(() => life.accepted.size, { intervals: [5] }).toBeGreaterThan(0);
    await sleep(20 + Math.random() * (round % 3 === 2 ? 1600 : 380));
    life.child.kill('SIGKILL');
    await life.exited;
    for (const [key, id] of life.accepted) {
      expect(accepted.get(key) ?? id).toBe(id);
      accepted.set(key, id);
    }
    before = keys;
  }
  await arena.settle();
  const ends = await arena.check(accepted);
  console.log(`${rounds} kills, ${accepted.size} tasks answered for:`, Object.fromEntries(ends));
});

/** A moment in a task's life, how the task ends when it is killed there, and the fewest and most charges it may have. */
const points: [string, string, number, number][] = [
  ['claimed', 'succeeded', 1, 1],
  ['marked', 'unknown', 0, 0],
  ['sent', 'unknown', 0, 1],
  ['replied', 'unknown', 1, 1],
  ['answered', 'succeeded', 1, 1],
];
for (const [point, status, least, most] of points) {
  test(`killed when ${point}: ${status} after the restart, never sent again`, async () => {
    const accepted = new Map<string, string>();
    for (let time = 0; time < times; time++) {
      const life = await arena.live([`${point}-${time}`], { CRASH: point, SLOW: point === 'sent' ? '1' : '' });
      expect(await life.exited).toBeNull();
      await arena.settle();
      for (const [key, id] of life.accepted) accepted.set(key, id);
    }
    await arena.check(accepted);
    const { tasks } = await arena.stored();
    expect(tasks.map((task) => task.status)).toEqual(Array.from({ length: times }, () => status));
    const charged = [...arena.ledger().values()].reduce((sum, one) => sum + one, 0);
    expect(charged).toBeGreaterThanOrEqual(least * times);
    expect(charged).toBeLessThanOrEqual(most * times);
  });
}

test('killed at any moment of saving: every picture is there in the end, and was asked for once', async () => {
  const accepted = new Map<string, string>();
  for (let time = 0; time < times; time++) {
    const life = await arena.live([`saving-${time}`], { CRASH: 'saving', COUNT: '3' });
    await life.exited;
    for (let again = 0; again < 3; again++) {
      const next = await arena.live([], { CRASH: 'saving', UNTIL_IDLE: '1' });
      await next.exited;
    }
    await arena.settle();
    for (const [key, id] of life.accepted) accepted.set(key, id);
  }
  const ends = await arena.check(accepted);
  expect(Object.fromEntries(ends)).toEqual({ succeeded: times });
});

test('SIGTERM in the middle of five tasks: what is in hand is finished, the rest goes on at the next start', async () => {
  const accepted = new Map<string, string>();
  for (let time = 0; time < times; time++) {
    const life = await arena.live(Array.from({ length: 5 }, (_, index) => `t${time}-${index}`));
    await expect.poll(() => life.accepted.size).toBe(5);
    await sleep(Math.random() * 300);
    life.child.kill('SIGTERM');
    expect(await life.exited).toBe(0);
    for (const [key, id] of life.accepted) accepted.set(key, id);
  }
  await arena.settle();
  const ends = await arena.check(accepted);
  expect([...ends.keys()]).toEqual(['succeeded']);
});

test('a worker that is frozen past its lease, then thawed: no second send, no stale write', async () => {
  const accepted = new Map<string, string>();
  for (let time = 0; time < times; time++) {
    const keys = Array.from({ length: 4 }, (_, index) => `z${time}-${index}`);
    const frozen = await arena.live(keys, { LEASE_MS: '500' });
    await expect.poll(() => frozen.accepted.size).toBe(4);
    await sleep(Math.random() * 200);
    frozen.child.kill('SIGSTOP');
    const other = await arena.live([], { LEASE_MS: '500', UNTIL_IDLE: '1' });
    await sleep(1500);
    frozen.child.kill('SIGCONT');
    expect(await other.exited).toBe(0);
    frozen.child.kill('SIGTERM');
    expect(await frozen.exited).toBe(0);
    for (const [key, id] of frozen.accepted) accepted.set(key, id);
  }
  await arena.settle();
  await arena.check(accepted);
});

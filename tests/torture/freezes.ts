import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { Arena, endsInWords } from './arena';
import type { Life } from './life';
import { LightGateway } from './light-gateway';
import { pictureOf } from './pictures';
import type { StudioRow } from './row';
import { together } from './together';

/** The lease of the studio that is stopped, null for the one that it usually has, and how long it is stopped at least. */
type Pace = { leaseMs: number | null; pausedMs: number };
const hurried: Pace = { leaseMs: 500, pausedMs: 0 };
const usual: Pace = { leaseMs: null, pausedMs: 60_000 };
const envOf = ({ leaseMs }: Pace): Record<string, string> => (leaseMs === null ? {} : { LEASE_MS: String(leaseMs) });

/** Of the studio that takes over, which is stopped itself for a while. */
const longLeaseMs = 6000;
/** So long every answer is on its way, so that a studio is stopped while it waits for one. */
const answerMs = (): number => 150 + Math.random() * 150;
const thawedMs = 400;

/** Whether some process holds the database's lock for writing at this moment. */
function isLocked(arena: Arena): boolean {
  const database = new DatabaseSync(path.join(arena.data, 'atelier.db'), { timeout: 0 });
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
 * Stops a process, but not inside a transaction: whoever stops in there keeps everybody from writing, and nobody could
 * take a task over.
 */
async function freeze({ child }: Life, arena: Arena): Promise<void> {
  for (;;) {
    child.kill('SIGSTOP');
    // The signal is taken at the process's next step, which may be the end of a write.
    await sleep(20);
    if (!isLocked(arena)) return;
    child.kill('SIGCONT');
    await sleep(Math.random() * 20);
  }
}

/** However long the machine takes for the rest of a round, what this process holds stays in its hand. */
function hold({ child }: Life, arena: Arena): void {
  const database = new DatabaseSync(path.join(arena.data, 'atelier.db'), { timeout: 20_000 });
  try {
    database.prepare(`update tasks set run_at = run_at + 600000 where lease_owner like ?`).run(`%:${child.pid}:%`);
  } finally {
    database.close();
  }
}

/** Every task that a process has in hand, with all that is stored of it. */
async function heldBy({ child }: Life, arena: Arena): Promise<Map<string, string>> {
  const { tasks, images } = await arena.stored();
  const held = tasks.filter(({ leaseOwner }) => leaseOwner?.split(':')[1] === String(child.pid));
  return new Map(held.map((task) => [task.id, JSON.stringify([task, images.filter(({ taskId }) => taskId === task.id)])]));
}

const isAnyOpen = async (arena: Arena): Promise<boolean> =>
  (await arena.stored()).tasks.some(({ status }) => isOpen(status));

/** Resolves when the gateway is next asked after one of these intents, or for its picture; the answer takes its time. */
type Question = (intents: string[]) => Promise<void>;

/** Makes every answer of a gateway slow, and tells when it is asked. */
function slowDown(gateway: LightGateway): Question {
  const heard = new Set<{ intents: string[]; tell: () => void }>();
  const isAsked = (intent: string): number => {
    for (const one of heard) {
      if (!one.intents.includes(intent)) continue;
      heard.delete(one);
      one.tell();
    }
    return answerMs();
  };
  // Now and then while the first of them is sent, so that some end as unclear.
  gateway.answerMs = (intent) => (Math.random() < 0.05 ? isAsked(intent) : answerMs());
  gateway.pollMs = isAsked;
  gateway.pictures.give = async (name) => {
    await sleep(isAsked(name.replace(/-\d+$/, '')));
    return pictureOf(name);
  };
  return (intents) => new Promise((tell) => heard.add({ intents, tell }));
}

/** It thaws, does a round of its work (which includes a new task), and is stopped again. */
async function thawForAMoment(life: Life, arena: Arena, key: string): Promise<void> {
  life.child.kill('SIGCONT');
  life.tell(`${key}@async`);
  await expect.poll(() => life.accepted.has(key), { timeout: 20_000, intervals: [10] }).toBe(true);
  await sleep(thawedMs);
  await freeze(life, arena);
}

type Thawed = { stale: number; watched: number };
/** One round on four intents; `next` names one more. */
type Thaw = (arena: Arena, intents: string[], asks: Question, next: () => string) => Promise<Thawed>;

/** A studio that takes these tasks on and is stopped while it waits for an answer about one. */
async function stopInTheMiddle(
  arena: Arena,
  intents: string[],
  asks: Question,
  pace: Pace,
): Promise<{ first: Life; hadInHand: Map<string, string> }> {
  const question = asks(intents);
  const keys = intents.map((intent, at) => `${intent}@${at === 0 ? 'sync' : 'async'}`);
  const first = await arena.live(keys, envOf(pace));
  await expect.poll(() => first.accepted.size, { intervals: [5] }).toBe(keys.length);
  await question;
  await freeze(first, arena);
  return { first, hadInHand: await heldBy(first, arena) };
}

/**
 * A studio is stopped with tasks in hand, another one takes them over and is stopped with them in its hand: what changes
 * of those while only the first one runs was written late. Returns how many changed, and how many it could have changed.
 */
const thawWhileHeld: Thaw = async (arena, intents, asks, next) => {
  const { first, hadInHand } = await stopInTheMiddle(arena, intents, asks, hurried);
  let isAsked = false;
  void asks(intents).then(() => (isAsked = true));
  const second = await arena.live([], { LEASE_MS: String(longLeaseMs) });
  // Stopped while all four were being sent they end as unclear, and nothing is asked any more.
  const isInTheMiddle = async (): Promise<boolean> => isAsked || !(await isAnyOpen(arena));
  await expect.poll(isInTheMiddle, { timeout: 30_000, intervals: [10] }).toBe(true);
  await freeze(second, arena);
  hold(second, arena);
  const before = await heldBy(second, arena);
  await thawForAMoment(first, arena, next());
  const after = await heldBy(second, arena);
  for (const { child } of [first, second]) child.kill('SIGCONT');
  for (const life of [first, second]) expect(await life.end('SIGTERM')).toBe(0);
  arena.remember(first);
  const stale = [...before].filter(([id, content]) => after.get(id) !== content).length;
  return { stale, watched: [...before.keys()].filter((id) => hadInHand.has(id)).length };
};

/** A studio is stopped until another one has done everything it left; what it writes then is late. */
const thawWhenDone = (pace: Pace): Thaw => async (arena, intents, asks) => {
  const { first, hadInHand } = await stopInTheMiddle(arena, intents, asks, pace);
  const paused = sleep(pace.pausedMs);
  const second = await arena.live([], { ...envOf(pace), UNTIL_IDLE: '1' });
  expect(await second.exited).toBe(0);
  await paused;
  const before = await arena.stored();
  first.child.kill('SIGCONT');
  expect(await first.end('SIGTERM')).toBe(0);
  const after = await arena.stored();
  arena.remember(first);
  // When an unclear end is next looked after says nothing of the task, and whoever lives may put it off.
  const contentOf = ({ tasks, images }: typeof before, id: string): string =>
    JSON.stringify([
      tasks.filter((task) => task.id === id).map((task) => (task.status === 'unknown' ? { ...task, runAt: 0 } : task)),
      images.filter(({ taskId }) => taskId === id),
    ]);
  const stale = before.tasks.filter(({ id }) => contentOf(before, id) !== contentOf(after, id)).length;
  return { stale, watched: hadInHand.size };
};

type Frozen = Thawed & { intents: number; ends: Map<string, number> };

/** A gateway and a data folder on which studios are stopped, round after round, in these ways in turn. */
async function playFreezes(rounds: number, ...thaws: [Thaw, ...Thaw[]]): Promise<Frozen> {
  const gateway = await LightGateway.open();
  const asks = slowDown(gateway);
  const arena = await Arena.open(gateway);
  try {
    let [stale, watched, intents] = [0, 0, 0];
    const next = (): string => `intent-${(intents += 1)}`;
    // A round in which nothing was in its hand shows nothing: another one is played for it.
    for (let round = 0; round < rounds || (watched === 0 && round < rounds + 10); round++) {
      const four = [next(), next(), next(), next()];
      const thaw = thaws[round % thaws.length] ?? thaws[0];
      const thawed = await thaw(arena, four, asks, next);
      stale += thawed.stale;
      watched += thawed.watched;
    }
    await arena.settle();
    const ends = await arena.check();
    const twice = [...arena.ledger().values()].filter((times) => times > 1).length;
    expect(twice, 'double submits').toBe(0);
    return { stale, watched, intents, ends };
  } finally {
    await arena.close();
  }
}

export const freezeRows: StudioRow[] = [
  {
    id: 'Q09',
    title: 'SIGSTOP past the lease, then SIGCONT',
    cut: 1,
    full: 50,
    async play(n) {
      const minutes = Math.floor(n / 10);
      const played = [
        await playFreezes(n - minutes, thawWhileHeld, thawWhenDone(hurried)),
        // They do nothing but wait, and need not wait for each other.
        ...(await together(Array.from({ length: minutes }, () => playFreezes(1, thawWhenDone(usual))))),
      ];
      const sum = (figure: 'stale' | 'watched' | 'intents'): number => played.reduce((all, one) => all + one[figure], 0);
      expect(sum('stale'), 'stale writes').toBe(0);
      expect(sum('watched'), 'tasks that were taken out of its hand').toBeGreaterThan(0);
      const ends = played.flatMap((one) => [...one.ends]).reduce((all, [end, times]) => all.set(end, (all.get(end) ?? 0) + times), new Map<string, number>());
      const told = `stopped past a lease of half a second ${n - minutes} times, for a minute ${minutes} times`;
      return `${told}; stale writes 0 of ${sum('watched')} tasks in its hand, double submits 0 of ${sum('intents')} (${endsInWords(ends)})`;
    },
  },
];

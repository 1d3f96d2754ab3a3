import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { sha256 } from '../sha256';
import { Arena, endsInWords } from './arena';
import { drawnGateway } from './drawn-gateway';
import type { Gateway } from './gateway';
import { LightGateway } from './light-gateway';
import type { StudioRow } from './row';

/** Lives of one to eight new tasks each, each killed at some moment: while it starts, while it sends, or while it saves. */
async function killAtRandom(
  arena: Arena,
  rounds: number,
  { keyOf, longestMs }: { keyOf: (intent: string) => string; longestMs: number },
): Promise<void> {
  let intents = 0;
  let before: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const keys = Array.from({ length: 1 + Math.floor(Math.random() * 8) }, () => keyOf(`intent-${(intents += 1)}`));
    // The former round's keys come again, as from a page that never got its answer.
    const life = await arena.live([...before, ...keys]);
    if (round % 3 > 0) await expect.poll(() => life.accepted.size, { intervals: [5] }).toBeGreaterThan(0);
    await sleep(Math.random() * (round % 3 === 2 ? longestMs : 300));
    await life.end('SIGKILL');
    arena.remember(life);
    before = keys;
  }
  await arena.settle();
}

/** How often a promise was broken: charges beyond the first, charges that no row shows, tasks answered for without a row. */
async function breaks(arena: Arena): Promise<{ I1: number; I2: number; lost: number }> {
  const { tasks } = await arena.stored();
  const ledger = arena.ledger();
  const shown = tasks.filter(({ status }) => ['succeeded', 'partial', 'unknown'].includes(status));
  const seen = new Set(shown.map(({ input }) => sha256('prompt' in input ? (input.prompt ?? '') : '')));
  const ids = new Set(tasks.map(({ id }) => id));
  return {
    I1: [...ledger.values()].filter((times) => times > 1).length,
    I2: [...ledger.keys()].filter((prompt) => !seen.has(prompt)).length,
    lost: [...arena.accepted.values()].filter((id) => !ids.has(id)).length,
  };
}

/** Plays the rounds against a gateway and expects that no promise was broken. */
async function playKills(gateway: Gateway, rounds: number, how: Parameters<typeof killAtRandom>[2]): Promise<string> {
  const arena = await Arena.open(gateway);
  try {
    await killAtRandom(arena, rounds, how);
    expect(await breaks(arena)).toEqual({ I1: 0, I2: 0, lost: 0 });
    const ends = await arena.check();
    return `${rounds} kills, ${arena.accepted.size} tasks answered for, ${arena.ledger().size} charges (${endsInWords(ends)})`;
  } finally {
    await arena.close();
  }
}

/** A moment in a task's life, how the task ends when it is killed there, and the fewest and most charges it may have. */
const points: [string, string, number, number][] = [
  ['marked', 'unknown', 0, 0],
  ['answered', 'succeeded', 1, 1],
  ['sent', 'unknown', 1, 1],
  ['replied', 'unknown', 1, 1],
  ['claimed', 'succeeded', 1, 1],
  ['saving', 'succeeded', 1, 1],
];
const pointOf = (index: number): (typeof points)[number] => points[index % points.length] ?? ['', '', 0, 0];

/** A life that is killed when the task of `key` is at that point; it also goes on with what the life before it left. */
async function killAt(point: string, key: string, arena: Arena<LightGateway>): Promise<void> {
  const { gateway } = arena;
  if (point === 'saving') gateway.counts.set(key, 3);
  const env = { CRASH: point, VICTIM: key, COUNT: String(gateway.counts.get(key) ?? 1) };
  const read = new Promise<void>((resolve) => point === 'sent' && gateway.swallowed.set(key, resolve));
  const life = await arena.live([`${key}@sync`], env);
  if (point === 'sent') {
    await read;
    life.child.kill('SIGKILL');
  }
  expect(await life.exited, `${key} is killed when ${point}`).toBeNull();
  arena.remember(life);
}

export const killRows: StudioRow[] = [
  {
    id: 'Q05',
    title: 'kill -9 at any moment, tasks that answer at once and tasks that are asked after',
    cut: 3,
    full: 1000,
    async play(n) {
      const light = await LightGateway.open();
      light.answerMs = () => Math.random() * 80;
      // One in eight with pictures of full size, which take long to come and to save.
      const drawn = Math.floor(n / 8);
      const keyOf = (intent: string): string => `${intent}@${Math.random() < 0.5 ? 'sync' : 'async'}`;
      const told = [await playKills(light, n - drawn, { keyOf, longestMs: 1800 })];
      if (drawn > 0) {
        told.push(await playKills(await drawnGateway(), drawn, { keyOf: (intent) => intent, longestMs: 1800 }));
      }
      return `I1 breaks 0, I2 breaks 0, lost rows 0: ${told.join('; ')}`;
    },
  },
  {
    id: 'Q06',
    title: 'kill -9 between commit and connect, after the send, after the reply, after its commit',
    cut: 4,
    full: 400,
    async play(n) {
      const gateway = await LightGateway.open();
      const arena = await Arena.open(gateway);
      try {
        const keys = Array.from({ length: n }, (_, index) => `intent-${index + 1}`);
        for (const [index, key] of keys.entries()) await killAt(pointOf(index)[0], key, arena);
        await arena.settle();
        await arena.check();
        const { tasks } = await arena.stored();
        expect(tasks).toHaveLength(n);
        const { posts } = gateway.upstreams.sync;
        for (const [index, key] of keys.entries()) {
          const [point, status, least, most] = pointOf(index);
          const charges = posts.get(key) ?? 0;
          expect(tasks.find(({ idempotencyKey }) => idempotencyKey === key)?.status, `killed when ${point}`).toBe(status);
          expect(charges, `killed when ${point}`).toBeGreaterThanOrEqual(least);
          expect(charges, `killed when ${point}`).toBeLessThanOrEqual(most);
        }
        const once = keys.filter((key) => (posts.get(key) ?? 0) <= 1).length;
        expect(once).toBe(n);
        const told = points.slice(0, n).map(([point], at) => `${point} ${Math.ceil((n - at) / points.length)}`);
        return `charges per intent at most 1 in ${once} of ${n} (killed when ${told.join(', ')})`;
      } finally {
        await arena.close();
      }
    },
  },
];

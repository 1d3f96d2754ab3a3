import { expect } from '@playwright/test';
import type { Front } from './front';

/** The prompts of `n` presses, each with an intent by which the gateway keeps its books. */
export const promptsOf = (n: number): string[] => Array.from({ length: n }, (_, at) => `intent-${at + 1} a lighthouse`);

/** What one press makes when nothing is set. */
export const perPress = 2;

/** A gateway that makes what a press asks for. */
export function makePairs({ upstream }: Front): void {
  upstream.made = () => Array.from({ length: perPress }, (_, at) => `ok-${at}`);
}

/** Every prompt was bought once, and is one task that has ended with its pictures on the disk. Returns the charges. */
export async function expectBoughtOnce(front: Front, prompts: string[]): Promise<number> {
  await Promise.all((await front.tasks()).map(({ id }) => front.ended(id)));
  const tasks = await front.tasks();
  expect(tasks.map(({ input }) => 'prompt' in input && input.prompt).toSorted()).toEqual(prompts.toSorted());
  expect(front.upstream.mostPosts, 'charges of one press').toBe(1);
  expect(front.upstream.postCount, 'charges').toBe(prompts.length);
  for (const task of tasks) {
    expect(task).toMatchObject({ status: 'succeeded', charge: 'billed', missing: [] });
    expect(task.images).toHaveLength(perPress);
    for (const { id, bytes } of task.images) expect((await front.file(id)).length).toBe(bytes);
  }
  return front.upstream.postCount;
}

import assert from 'node:assert/strict';
import type { AsyncCommand } from 'fast-check';
import { imagesOfTasks } from '@/lib/server/store/images';
import type { ExpectedStudio, ExpectedTask } from './expected-studio';
import type { Made, MortalStudio } from './mortal-studio';

/** Something that may happen to a studio, played on it and on what it ought to be. */
export type Command = AsyncCommand<ExpectedStudio, MortalStudio>;

/** More tasks than that are not taken on in one sequence. */
export const mostTasks = 8;

/** What of a task can be seen from outside. */
const told = ({ isOnItsWay: _way, isPaused: _pause, gone: _gone, made: _made, ...rest }: ExpectedTask) => rest;

/** The model's tasks and the studio's, side by side, in the same words. */
async function compare(model: ExpectedStudio, studio: MortalStudio): Promise<void> {
  const rows = await studio.rows();
  const images = await imagesOfTasks(studio.shop.db, rows.map(({ id }) => id));
  const { posts, charges } = studio.upstream;
  const seen = rows.map(({ id, idempotencyKey: key, count, status, charge, sends, retryOf, handle, leaseOwner, missing }) => ({
    id, key, count, status, charge, sends, retryOf,
    handle: handle !== null, isHeld: leaseOwner !== null, missing: missing.length,
    images: images.filter(({ taskId }) => taskId === id).length,
    posts: posts.get(id) ?? 0, charges: charges.get(id) ?? 0,
  }));
  // Not by the runner's own expectations: each of them is a step of its report, and there are a hundred thousand here.
  assert.deepEqual(seen, model.tasks.map(told));
  assert.ok(seen.every((task) => task.charges <= 1), 'charges for one intent');
}

/** A command that is compared once it has run. */
export const command = (
  name: string,
  check: (model: Readonly<ExpectedStudio>) => boolean,
  run: (model: ExpectedStudio, studio: MortalStudio) => Promise<void>,
): Command => ({
  check,
  run: async (model, studio) => {
    await run(model, studio);
    await compare(model, studio);
  },
  toString: () => name,
});

/** The `which`-th of some tasks, counted round. */
export const pick = (tasks: ExpectedTask[], which: number): ExpectedTask | undefined => tasks[which % tasks.length];

/** A command on one of the tasks that `among` names; it needs one. */
export const onOne = (
  name: string,
  which: number,
  among: (model: Readonly<ExpectedStudio>) => ExpectedTask[],
  run: (task: ExpectedTask, model: ExpectedStudio, studio: MortalStudio) => Promise<void>,
  check: (task: ExpectedTask, model: Readonly<ExpectedStudio>) => boolean = () => true,
): Command =>
  command(
    `${name}#${which}`,
    (model) => {
      const task = pick(among(model), which);
      return task !== undefined && check(task, model);
    },
    async (model, studio) => {
      const task = pick(among(model), which);
      if (task) await run(task, model, studio);
    },
  );

/** An error of this code is the right answer. */
export const failsWith = async (code: string, doing: Promise<unknown>): Promise<void> =>
  assert.rejects(doing, { code });

/** What becomes of the pictures that a task asked for. */
export const madeOf = ({ count }: ExpectedTask, outputs: readonly Made[]): Made[] => outputs.slice(0, count);

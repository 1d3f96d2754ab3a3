import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { ErrorBody } from '@/lib/schema/error';
import { taskReply, type Task } from '@/lib/schema/task';
import { faceOf } from '../faults/faces';
import { tell } from '../faults/plays';
import { dealt } from '../faults/row';
import { badKeys, pressWith } from './bad-keys';
import { HostileStudio } from './hostile-studio';
import { hoursAhead } from './hours-ahead';
import { plainest } from './on-field';
import type { StudioRow } from './row';

const intentsOf = (n: number): string[] => Array.from({ length: n }, (_, index) => `intent-${index + 1}`);
const bodyOf = (intent: string): object => ({ prompt: `${intent} a lighthouse` });

/** Does it for all of them, no more than `atOnce` at a time; the results in their order. */
async function each<T>(intents: string[], atOnce: number, act: (intent: string, index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let at = 0; at < intents.length; at += atOnce) {
    const some = intents.slice(at, at + atOnce);
    done.push(...(await Promise.all(some.map((intent, index) => act(intent, at + index)))));
  }
  return done;
}
const atOnce = 20;

/** The task of an answer, which has to be a 202 that leads to it. */
async function taken(answer: Response): Promise<Task> {
  expect(answer.status).toBe(202);
  const { task } = taskReply.parse(await answer.json());
  expect(answer.headers.get('location')).toBe(`/api/tasks/${task.id}`);
  return task;
}

async function codeOf(answer: Response): Promise<string> {
  if (answer.status === 202) return '202';
  const { error } = (await answer.json()) as ErrorBody;
  return `${answer.status} ${error.code}`;
}

/** In the end there is one task for each of `n` keys, and each was bought once. */
async function expectOnce(studio: HostileStudio, n: number): Promise<void> {
  const tasks = await studio.settled();
  expect(tasks).toHaveLength(n);
  for (const task of tasks) expect(task).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
  expect(studio.upstream.mostPosts, 'charges for one key').toBe(1);
  expect(studio.upstream.postCount, 'charges').toBe(n);
}

const doubleClickMs = 50;

const otherBodies: readonly [(intent: string) => object, ...((intent: string) => object)[]] = [
  (intent) => bodyOf(`${intent}0000`),
  (intent) => ({ ...bodyOf(intent), count: 2 }),
  (intent) => ({ ...bodyOf(intent), seed: 7 }),
];

/** Answers with a task that runs on, not with the pictures. */
const byTask = faceOf('v4 (4.5)');

const dayAfter = 23;

export const keyRows: StudioRow[] = [
  {
    id: 'M16',
    title: `double clicks, up to ${doubleClickMs} ms apart`,
    cut: 12,
    full: 500,
    play: (n) =>
      HostileStudio.with(plainest, async (studio) => {
        const ids = await each(intentsOf(n), atOnce, async (intent, index) => {
          const second = sleep((index % 11) * (doubleClickMs / 10)).then(() => studio.press(bodyOf(intent), intent));
          const answers = await Promise.all([studio.press(bodyOf(intent), intent), second]);
          const [one, other] = await Promise.all(answers.map(taken));
          expect(other?.id).toBe(one?.id);
          return one?.id;
        });
        expect(new Set(ids).size, 'distinct ids').toBe(n);
        await expectOnce(studio, n);
        return `pairs ${n}, distinct ids ${n}, charges ${n}`;
      }),
  },
  {
    id: 'M17',
    title: 'the same key with another body, at once and later',
    cut: 6,
    full: 100,
    play: (n) =>
      HostileStudio.with(plainest, async (studio) => {
        const answers = await each(intentsOf(n), atOnce, async (intent, index) => {
          const other = dealt(otherBodies, intent)(intent);
          const first = studio.press(bodyOf(intent), intent);
          if (index % 2 === 0) await first;
          const both = await Promise.all([first, studio.press(other, intent)]);
          return Promise.all(both.map(codeOf));
        });
        // Of two at once either may be the first; the one after it never is.
        for (const [index, codes] of answers.entries()) {
          expect(index % 2 === 0 ? codes : codes.toSorted()).toEqual(['202', '422 idempotency_conflict']);
        }
        await expectOnce(studio, n);
        return `422 ${n} of ${n}, charges for them 0, for the presses before them ${n}`;
      }),
  },
  {
    id: 'M18',
    title: 'the same key at once, and while its task runs',
    cut: 6,
    full: 100,
    play: (n) =>
      HostileStudio.with(byTask, async (studio) => {
        const { upstream } = studio;
        let held = true;
        upstream.asked = ({ intent, job, response }) => {
          if (held) tell(response, 200, byTask.running(job, 'processing', 50));
          else response.end(upstream.doneBody(intent, job));
        };
        const press = (intent: string): Promise<Task> => studio.press({ ...bodyOf(intent), model: byTask.model }, intent).then(taken);
        const intents = intentsOf(n);
        const first = await each(intents, atOnce, press);
        const soon = await each(intents, atOnce, press);
        await expect.poll(async () => (await studio.tasks()).every(({ status }) => status === 'running'), { timeout: 60_000 }).toBe(true);
        const later = await each(intents, atOnce, press);
        for (const task of later) expect(task).toMatchObject({ status: 'running', images: [] });
        const ids = first.map(({ id }) => id);
        expect(soon.map(({ id }) => id)).toEqual(ids);
        expect(later.map(({ id }) => id)).toEqual(ids);
        held = false;
        await expectOnce(studio, n);
        return `202 ${3 * n}, distinct ids ${new Set(ids).size}, charges ${n}`;
      }),
  },
  {
    id: 'M19',
    title: `the same key after the end, after a restart, after ${dayAfter} hours`,
    cut: 2,
    full: 50,
    unable: () => (hoursAhead(dayAfter) ? null : 'faketime is not installed'),
    play: (n) =>
      HostileStudio.with(plainest, async (studio) => {
        const intents = intentsOf(n);
        const press = (intent: string): Promise<Response> => studio.press(bodyOf(intent), intent);
        const accepted = await each(intents, atOnce, (intent) => press(intent).then(taken));
        await expectOnce(studio, n);
        const ended = await each(intents, atOnce, (intent) => press(intent).then(taken));
        expect(ended.map(({ id }) => id)).toEqual(accepted.map(({ id }) => id));
        await studio.restart();
        expect(await each(intents, atOnce, (intent) => press(intent).then(taken)), 'after a restart').toEqual(ended);
        await studio.restart(hoursAhead(dayAfter) ?? {});
        const answers = await each(intents, atOnce, press);
        for (const { headers } of answers) {
          const ahead = Date.parse(headers.get('date') ?? '') - Date.now();
          expect(Math.round(ahead / 3_600_000), 'hours ahead').toBe(dayAfter);
        }
        expect(await Promise.all(answers.map(taken)), `after ${dayAfter} hours`).toEqual(ended);
        await expectOnce(studio, n);
        return `keys ${n}, each with the same answer 3 times after its end, charges ${n}`;
      }),
  },
  {
    id: 'M20',
    title: 'keys that are none, and no key at all',
    cut: Object.keys(badKeys).length,
    full: Object.keys(badKeys).length,
    play: (n) =>
      HostileStudio.with(plainest, async (studio) => {
        const forms = Object.entries(badKeys).slice(0, n);
        expect(forms).toHaveLength(20);
        for (const [name, header] of forms) {
          expect.soft([name, await pressWith(studio.url, header, bodyOf('intent-1'))]).toEqual([name, 400]);
        }
        expect(await studio.tasks()).toEqual([]);
        const without = await studio.press(bodyOf('intent-2'));
        expect([without.status, without.headers.get('idempotency-key')]).toEqual([202, 'none']);
        const good = await studio.press(bodyOf('intent-3'), '~'.repeat(255));
        expect([good.status, good.headers.get('idempotency-key')]).toEqual([202, null]);
        await expectOnce(studio, 2);
        expect([...studio.upstream.posts.keys()].toSorted()).toEqual(['intent-2', 'intent-3']);
        return `400 ${n} of ${n}, charges 0; without a key 202 that says so`;
      }),
  },
];

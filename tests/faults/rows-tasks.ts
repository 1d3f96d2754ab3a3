import { expect } from '@playwright/test';
import type { ServerResponse } from 'node:http';
import { checkTask } from '@/lib/server/tasks/check';
import { tell } from './plays';
import { noTask, type Row } from './row';
import type { HostileUpstream } from './upstream';

type Answer = (response: ServerResponse) => void;

/** What may happen to a question after a task, all of it said again by asking again. */
const faults: Answer[] = [
  (response) => void response.writeHead(429, { 'retry-after': '2' }).end('{"detail":"slow down"}'),
  (response) => tell(response, 500, 'busy'),
  (response) => void response.socket?.resetAndDestroy(),
  (response) => tell(response, 200, '{"status":"succ'),
  (response) => tell(response, 429, { detail: 'slow down' }),
  (response) => tell(response, 404, { detail: 'not yet' }),
  (response) => tell(response, 200, '<html>Sign in</html>'),
  (response) => tell(response, 200, {}),
  (response) => void response.socket?.end(),
  (response) => tell(response, 503, ''),
];
const toldWaitMs = 2000;
const leastWaitMs = 1000;
/** So many questions after each task are at the worker's own pace. */
const paced = 6;
/** Of a clock that counts whole milliseconds, on both sides. */
const slackMs = 5;

const runDeadlineMs = 2500;

/** How often the task that was asked after least was asked after. */
const polled = ({ polls }: HostileUpstream, n: number): number =>
  polls.size < n ? 0 : Math.min(...[...polls.values()].map(({ length }) => length));

/** Milliseconds between the questions after each task. */
const gapsOf = ({ polls }: HostileUpstream): number[][] =>
  [...polls.values()].map((at) => at.slice(1).map((time, index) => time - (at[index] ?? 0)));

export const taskRows: Row[] = [
  {
    id: 'P03',
    title: 'ten faults of polling, then the answer',
    full: 100,
    not: noTask,
    async play(field, n) {
      const { upstream } = field;
      upstream.asked = ({ intent, job, times, response }) => {
        const fault = faults[times - 1];
        if (fault) fault(response);
        else response.end(upstream.doneBody(intent, job));
      };
      await field.ask(n);
      field.work({}, 3);
      // Half of the faults at the worker's own pace, which is measured; the rest without the waits.
      await expect.poll(() => polled(upstream, n) >= paced, { timeout: 60_000 }).toBe(true);
      const gaps = gapsOf(upstream);
      const rows = await field.settled();
      field.expectOnce(n);
      for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
      expect(await field.images(rows)).toHaveLength(n);
      expect(Math.min(...gaps.flat()), 'the least time between two questions').toBeGreaterThan(leastWaitMs - slackMs);
      expect(Math.min(...gaps.map(([first = 0]) => first)), 'after a Retry-After').toBeGreaterThan(toldWaitMs - slackMs);
      expect(upstream.pollCount).toBe(n * (faults.length + 1));
      return `done ${n} of ${n}, polls ${upstream.pollCount}, never two in a second`;
    },
  },
  {
    id: 'P04',
    title: 'a task that nobody knows any more',
    full: 50,
    not: noTask,
    async play(field, n) {
      const { upstream, face } = field;
      upstream.asked = ({ intent, response }) => {
        const listed = face.gone && Number(intent.split('-')[1]) % 2 === 0;
        if (listed) tell(response, 200, face.gone?.());
        else tell(response, 404, { detail: 'Not found' });
      };
      await field.ask(n);
      field.work({}, 3);
      const rows = await field.settled();
      const most = Math.max(...[...upstream.polls.values()].map(({ length }) => length));
      expect(most).toBeLessThanOrEqual(5);
      await field.expectUnknown(n, rows);
      return `unknown ${n}, polls a task at most ${most}`;
    },
  },
  {
    id: 'P05',
    title: 'a task that never ends',
    full: 50,
    not: noTask,
    async play(field, n) {
      const { upstream, face } = field;
      upstream.asked = ({ job, times, response }) => tell(response, 200, face.running(job, 'processing', Math.min(99, times)));
      await field.ask(n);
      field.work({ runDeadlineMs }, 3);
      const rows = await field.settled({ patient: true });
      const lasted = rows.map((row) => (row.finishedAt ?? 0) - (row.startedAt ?? 0));
      expect(Math.min(...lasted), 'given up before the deadline').toBeGreaterThanOrEqual(runDeadlineMs);
      await field.expectUnknown(n, rows);
      // A person may ask once more: first it still runs, then it is done, and nothing is bought for that.
      const before = upstream.pollCount;
      field.startOver();
      await field.shop.stop();
      for (const { id } of rows) await checkTask(id);
      field.work({ runDeadlineMs: 0 }, 3);
      await field.settled({ patient: true });
      expect(upstream.pollCount - before).toBe(n);
      await field.expectUnknown(n, await field.rows());
      upstream.asked = ({ intent, job, response }) => response.end(upstream.doneBody(intent, job));
      field.startOver();
      for (const { id } of rows) await checkTask(id);
      for (const row of await field.settled()) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
      field.expectOnce(n);
      return `checked again and done ${n}, unknown before ${n}, the last after ${(Math.max(...lasted) / 1000).toFixed(1)} s of ${runDeadlineMs / 1000} s`;
    },
  },
  {
    id: 'P06',
    title: 'a status that goes back, and words that nobody knows',
    full: 50,
    not: noTask,
    async play(field, n) {
      const { upstream, face } = field;
      const script = [['processing', 40], ['teleporting', 60], ['starting', 5], ['QUEUED', 80]] as const;
      const donePoll = script.length + 1;
      upstream.asked = ({ intent, job, times, response }) => {
        const [word, percent] = times === donePoll ? [] : (script[times - 1] ?? ['processing', 10]);
        if (word === undefined) response.end(upstream.doneBody(intent, job));
        else tell(response, 200, face.running(job, word, percent ?? 0));
      };
      await field.ask(n);
      field.work({}, 3);
      const rows = await field.settled();
      for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', progress: null });
      expect(upstream.pollCount).toBe(n * donePoll);
      expect(await field.images(rows)).toHaveLength(n);
      await field.shop.stop();
      field.work();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const after = await field.rows();
      expect(after.map(({ revision }) => revision)).toEqual(rows.map(({ revision }) => revision));
      field.expectOnce(n);
      return `done ${n}, regressions 0, polls after the end 0`;
    },
  },
];

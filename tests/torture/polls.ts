import { expect } from '@playwright/test';
import { fileStore, imageKey } from '@/lib/server/store/files';
import type { ImageRow } from '@/lib/server/store/images';
import type { TaskRow } from '@/lib/server/store/tasks';
import { Field } from '../faults/field';
import { tell } from '../faults/plays';
import { sha256 } from '../sha256';
import { dialects } from './dialects';
import { PictureHost, pictureOf } from './pictures';
import type { StudioRow } from './row';

const mostPolls = 20;
const secondMs = 1000;
const hourMs = 3_600_000;

/** How many of these moments lie in the fullest second. */
function fullestSecond(times: number[]): number {
  const ordered = times.toSorted((one, other) => one - other);
  let most = 0;
  let first = 0;
  for (const [at, time] of ordered.entries()) {
    while (time - (ordered[first] ?? time) >= secondMs) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}

/** Accepted tasks as a studio left them that stopped while all of them ran, hours ago. */
async function leaveRunning(field: Field, n: number): Promise<void> {
  await field.ask(n);
  const longAgo = Date.now() - 5 * hourMs;
  for (const { id, n: number } of await field.rows()) {
    await field.shop.db
      .updateTable('tasks')
      .set({ status: 'running', handle: JSON.stringify({ generationId: `job-${number}` }), sends: 1, attempt: 1, startedAt: longAgo, runAt: longAgo + number })
      .where('id', '=', id)
      .execute();
  }
}

type Archive = { intent: string; hash: string; bytes: string };

/** What is kept of every task: the hash in its row, and that of the file itself. */
async function archives(field: Field, rows: TaskRow[]): Promise<Archive[]> {
  const images = await field.images(rows);
  return Promise.all(images.map(async ({ taskId, sha256: hash }: ImageRow) => ({
    intent: rows.find(({ id }) => id === taskId)?.idempotencyKey ?? '',
    hash,
    bytes: sha256((await fileStore().read(imageKey(hash, 'original'))) ?? ''),
  })));
}

export const pollRows: StudioRow[] = [
  {
    id: 'P07',
    title: 'another result at every question, and another picture behind the same link',
    cut: 8,
    full: 100,
    async play(n) {
      const field = await Field.open(dialects.async);
      const pictures = await PictureHost.open();
      try {
        const { upstream, face, shop } = field;
        await shop.reconfigure({ ...field.env, ATELIER_TRUSTED_HOSTS: [upstream.host, pictures.host].join(',') });
        const kindOf = (intent: string): number => Number(intent.split('-')[1]) % 4;
        // Each question gets another result; some tasks run on at the first one.
        upstream.asked = ({ intent, job, times, response }) => {
          if (times === 1 && kindOf(intent) === 1) return tell(response, 200, face.running(job, 'processing', 50));
          const name = `${intent}-result${times}`;
          tell(response, 200, face.done(job, [{ id: name, url: pictures.link(name) }]));
        };
        // A link may fail at first, so that there is time to ask again; and once it has given, it gives another picture.
        pictures.give = (name, times) => {
          const fails = kindOf(name) === 2 ? 2 : 0;
          return times <= fails ? 503 : pictureOf(times === fails + 1 ? name : `${name}-replaced`);
        };
        const intents = await field.ask(n);
        field.work({}, 2);
        const before = await archives(field, await field.settled());
        await shop.stop();
        field.work();
        await new Promise((resolve) => setTimeout(resolve, 100));
        const rows = await field.rows();
        const after = await archives(field, rows);
        const firstOf = (intent: string): string => `${intent}-result${kindOf(intent) === 1 ? 2 : 1}`;
        const expected = await Promise.all(intents.map(async (intent) => {
          const hash = sha256(await pictureOf(firstOf(intent)));
          return { intent, hash, bytes: hash };
        }));
        const byIntent = (one: Archive, other: Archive): number => one.intent.localeCompare(other.intent);
        expect(before.toSorted(byIntent)).toEqual(expected.toSorted(byIntent));
        const changed = after.filter((one) => !before.some((other) => JSON.stringify(other) === JSON.stringify(one))).length;
        expect(changed, 'changed archives').toBe(0);
        const late = upstream.pollCount - intents.reduce((sum, intent) => sum + (kindOf(intent) === 1 ? 2 : 1), 0);
        expect(late, 'questions after the first result').toBe(0);
        field.expectOnce(n);
        return `changed archives ${changed} of ${n}, first results kept ${before.length}, hash stored ${before.length}, questions after it ${late}`;
      } finally {
        await field.close();
        await pictures.close();
      }
    },
  },
  {
    id: 'P08',
    title: 'forged, replayed, late and duplicate webhooks',
    cut: 5,
    full: 250,
    unable: () => 'Atelier exposes no webhook, so there is nothing to forge or replay',
    play: () => Promise.reject(new Error('There is no webhook.')),
  },
  {
    id: 'P09',
    title: 'no webhook ever comes',
    cut: 8,
    full: 100,
    async play(n) {
      const field = await Field.open(dialects.async);
      try {
        const { upstream, face } = field;
        upstream.asked = ({ intent, job, times, response }) => {
          if (times === 1) tell(response, 200, face.running(job, 'processing', 50));
          else response.end(upstream.doneBody(intent, job));
        };
        await field.ask(n);
        field.work();
        const rows = await field.settled();
        const done = rows.filter(({ status }) => status === 'succeeded').length;
        expect(done, 'done').toBe(n);
        expect(await field.images(rows)).toHaveLength(n);
        expect(upstream.pollCount).toBe(2 * n);
        field.expectOnce(n);
        return `done ${done} of ${n} by polling alone`;
      } finally {
        await field.close();
      }
    },
  },
  {
    id: 'P10',
    title: 'running tasks that all are due at the start, after a long stop',
    cut: 40,
    full: 1000,
    async play(n) {
      const field = await Field.open(dialects.async);
      try {
        const { upstream } = field;
        await leaveRunning(field, n);
        const polls = field.takenUp('running');
        const rows = await field.settled({ patient: true });
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
        expect(upstream.postCount, 'POSTs').toBe(0);
        expect([upstream.pollCount, polls.length]).toEqual([n, n]);
        const most = fullestSecond(polls);
        expect(most, 'polls in any second').toBeLessThanOrEqual(mostPolls);
        return `polls in the fullest second ${most}, done ${n} of ${n}`;
      } finally {
        await field.close();
      }
    },
  },
];

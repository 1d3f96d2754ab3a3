import { expect } from '@playwright/test';
import { Life } from './life';
import { flood, says, tell, type Play } from './plays';
import { dealt, noTask, type Row } from './row';

const mebibyte = 1024 * 1024;
const perLife = 20;
/** As many requests as a worker has on their way at once. */
const inFlight = 8;
const warmUp = 4 * inFlight;

const deep = `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
const notText = Buffer.concat([Buffer.from('{"data":[{"url":"'), Buffer.alloc(2000, 0xff), Buffer.from('\xc3\x28"')]);
const twice = '{"data":[{"url":"x"}],"id":"job-1","status":"succeeded","request_id":"a","generation_id":"a","data":7,' +
  '"id":7,"status":7,"request_id":{},"generation_id":7}';
const hostile: readonly [Play, ...Play[]] = [flood(500 * mebibyte), says(200, deep), says(200, notText), says(200, twice)];

export const processRows: Row[] = [
  {
    id: 'M30',
    title: '500 MB, 100,000 deep, no UTF-8, keys twice, in a process that is weighed',
    full: 40,
    async play(field, n) {
      const { upstream } = field;
      // First more good ones than can be in hand at once, so that what the process needs anyway is not counted.
      await field.ask(warmUp);
      const life = Life.begin(field);
      try {
        await field.settled();
        await life.upToDate();
        const before = life.peak;
        upstream.paid = (exchange) => dealt(hostile, exchange.intent)(exchange);
        await field.ask(n);
        const rows = (await field.settled()).slice(warmUp);
        for (const row of rows) expect(row).toMatchObject({ status: 'unknown', charge: 'unknown', sends: 1 });
        field.expectOnce(n + warmUp);
        await life.upToDate();
        const rise = (life.peak - before) / mebibyte;
        expect(before).toBeGreaterThan(0);
        expect(rise, 'MiB more than with good replies').toBeLessThanOrEqual(50);
        return `POSTs ${n}, unknown ${n}, crashes 0, memory +${Math.round(rise)} MiB of ${Math.round(before / mebibyte)}`;
      } finally {
        await life.kill();
      }
    },
  },
  {
    id: 'P01',
    title: 'kill -9 while twenty tasks run',
    full: 50 * perLife,
    not: noTask,
    async play(field, n) {
      const { upstream, face } = field;
      const finished = new Set<string>();
      upstream.asked = ({ intent, job, times, response }) => {
        if (finished.has(intent)) response.end(upstream.doneBody(intent, job));
        else tell(response, 200, face.running(job, 'processing', Math.min(99, times)));
      };
      let kills = 0;
      for (let done = 0; done < n; done += perLife) {
        const intents = await field.ask(Math.min(perLife, n - done));
        const life = Life.begin(field);
        // Those of the life before are answered in this one, while its own are on their way.
        await field.until(({ status, idempotencyKey }) =>
          finished.has(idempotencyKey ?? '') ? status === 'succeeded' : status === 'running',
        );
        await life.kill();
        kills += 1;
        await field.hurry();
        for (const intent of intents) finished.add(intent);
      }
      const last = Life.begin(field);
      const rows = await field.settled();
      await last.kill();
      field.expectOnce(n);
      for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
      expect(await field.images(rows)).toHaveLength(n);
      return `kills ${kills}, POSTs ${n}, done ${n} of ${n}`;
    },
  },
  {
    id: 'P02',
    title: 'kill -9 after the task’s id came, before it is written down',
    full: 104,
    not: noTask,
    async play(field, n) {
      await field.ask(n);
      let kills = 0;
      for (let left = n; left > 0; left -= inFlight) {
        const life = Life.begin(field, { DIE_AFTER: String(Math.min(inFlight, left)) });
        await life.over;
        kills += 1;
      }
      field.upstream.lists = true;
      const last = Life.begin(field);
      if (field.face.list) {
        // Left-over sends become unknown first, and are then found in the list of what was begun.
        field.startOver();
        const found = await field.until(({ status }) => status === 'succeeded');
        await last.kill();
        expect(field.upstream.mostPosts, 'POSTs for one intent').toBe(1);
        for (const row of found) expect(row).toMatchObject({ charge: 'billed', sends: 1 });
        expect(new Set(found.map(({ handle }) => JSON.stringify(handle))).size).toBe(n);
        return `kills ${kills}, charges ${field.upstream.postCount}, found in the list and done ${n} of ${n}`;
      }
      const rows = await field.settled();
      await last.kill();
      await field.expectUnknown(n, rows);
      expect(field.upstream.pollCount, 'nothing to ask with was kept').toBe(0);
      return `kills ${kills}, charges ${n}, shown as unknown ${rows.length} of ${n}`;
    },
  },
];

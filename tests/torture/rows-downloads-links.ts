import { expect } from '@playwright/test';
import { onField } from './on-field';
import { isFull, type StudioRow } from './row';

/** How long a link lives; in a cut how many wait tells enough, and a slow machine lets none die. */
const liveMs = isFull ? 5000 : 60_000;
/** How long a picture takes: in a release far more for all of them than a link lives. */
const fetchMs = isFull ? 200 : 50;
/** What a worker has in hand at once: requests, and tasks whose pictures it fetches. */
const [sends, places] = [8, 4];

/** A release waits for the deadline that the studio has; every day it is given a short one. */
const [dripMs, shortMs] = isFull ? [1000, NaN] : [60, 4000];
/** Pictures of one task, so that a release waits once for all of them. */
const perTask = isFull ? 8 : 1;

export const linkRows: StudioRow[] = [
  {
    id: 'A05',
    title: `links that die ${liveMs / 1000} s after the answer, slow pictures, and a queue that could buy far faster than they come`,
    cut: 24,
    full: 200,
    play: (n) =>
      onField(async (field) => {
        const { upstream } = field;
        const waiting = new Set<string>();
        let [mostWaiting, dead] = [0, 0];
        const born = new Map<string, number>();
        upstream.paid = ({ intent, good, response }) => {
          born.set(intent, Date.now());
          response.end(good);
          waiting.add(intent);
          mostWaiting = Math.max(mostWaiting, waiting.size);
        };
        upstream.fetched = ({ intent, picture, response }) => {
          waiting.delete(intent);
          const alive = Date.now() < (born.get(intent) ?? 0) + liveMs;
          if (!alive) dead += 1;
          setTimeout(() => {
            if (alive) response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
            else response.writeHead(403).end('Request has expired');
          }, fetchMs);
        };
        await field.ask(n);
        field.work();
        const rows = await field.settled();
        field.expectOnce(n);
        const lost = n - (await field.images(rows)).length;
        expect(lost, 'lost').toBe(0);
        expect(dead, 'links that had died').toBe(0);
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', missing: [], sends: 1 });
        expect(mostWaiting, 'bought and not asked for yet').toBeLessThanOrEqual(sends + places);
        return `lost ${lost} of ${n}, at most ${mostWaiting} bought pictures waited for their turn`;
      }),
  },
  {
    id: 'A08',
    title: isFull ? 'a picture that drips a byte a second' : 'a picture that drips, with a shorter deadline',
    cut: 4,
    full: 32,
    play: (n) =>
      onField(async (field) => {
        const { upstream } = field;
        const took: number[] = [];
        let fewest = Infinity;
        upstream.made = () => Array.from({ length: perTask }, (_, at) => `ok-${at}`);
        upstream.fetched = ({ times, picture, response }) => {
          // Longer than anybody waits, so that it is never over by itself.
          const bytes = times > 1 ? picture : Buffer.concat([picture, Buffer.alloc(65_536)]);
          response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(bytes.length) });
          if (times > 1) return void response.end(bytes);
          const since = performance.now();
          let given = 0;
          const timer = setInterval(() => response.write(bytes.subarray(given, (given += 1))), dripMs);
          response.on('close', () => {
            clearInterval(timer);
            took.push((performance.now() - since) / 1000);
            fewest = Math.min(fewest, given);
          });
        };
        await field.ask(n / perTask, perTask);
        field.work(isFull ? {} : { pictureDeadlineMs: shortMs });
        const rows = await field.settled();
        field.expectOnce(n / perTask);
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', missing: [] });
        expect(await field.images(rows), 'archived in the end').toHaveLength(n);
        expect(took, 'cut').toHaveLength(n);
        expect(upstream.downloadCount, 'downloads').toBe(2 * n);
        expect(fewest, 'bytes that came until then').toBeGreaterThan(1);
        const longest = Math.max(...took);
        expect(longest, 'seconds until the cut').toBeLessThanOrEqual(60);
        if (!isFull) expect(longest, 'the deadline that was set').toBeLessThan(30);
        return `cut ${n} of ${n} after at most ${longest.toFixed(1)} s, a byte every ${dripMs / 1000} s, archived afterwards ${n}`;
      }),
  },
];

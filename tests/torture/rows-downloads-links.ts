import { expect } from '@playwright/test';
import { onField } from './hostile-field';
import { isFull, type StudioRow } from './row';

/** How long a link lives. */
const liveMs = 5000;
/** How long a picture takes: in a release far more for all of them than a link lives. */
const fetchMs = isFull ? 200 : 50;
/** What a worker has in hand at once: requests, and tasks whose pictures it fetches. */
const [sends, places] = [8, 4];

export const linkRows: StudioRow[] = [
  {
    id: 'A05',
    title: 'links that die 5 s after the answer, slow pictures, and a queue that could buy far faster than they come',
    cut: 24,
    full: 200,
    play: (n) =>
      onField('ideogram', async (field) => {
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
];

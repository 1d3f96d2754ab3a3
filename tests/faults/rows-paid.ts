import { expect } from '@playwright/test';
import { serve } from '../workshop';
import { close, drip, framings, reset, says, truncated, type Play } from './plays';
import { dealt, type Row } from './row';

/** Long enough for a busy machine to send all of a row before the first is over. */
const deadlineMs = 4000;

/** A row whose every fault leaves the outcome open. */
const unclear = (id: string, title: string, full: number, ...plays: [Play, ...Play[]]): Row => ({
  id,
  title,
  full,
  async play(field, n) {
    field.upstream.paid = (exchange) => dealt(plays, exchange.intent)(exchange);
    await field.ask(n);
    field.work();
    await field.expectUnknown(n, await field.settled());
    return `POSTs ${n}, charges ${n}, retries 0, unknown ${n}`;
  },
});

const shares = [0, 0.02, 0.1, 0.25, 0.4, 0.5, 0.7, 0.9, 0.98, 1];
const framing = (at: number) => framings[at % framings.length] ?? 'length';
/** Ten in a row are all the points, thirty are all of them in all framings. */
const cuts = framings.flatMap((_, round) => shares.map((share, at) => truncated(share, framing(at + round))));
const [firstCut = reset, ...otherCuts] = cuts;

const page = '<!doctype html><html><head><title>502</title></head><body>Bad gateway</body></html>';
const failure = JSON.stringify({ error: { message: 'internal error', type: 'server_error' } });
const serverFaults = [500, 502, 504].flatMap((status) => [says(status, page, 'text/html'), says(status, failure)]);
const [firstFault = reset, ...otherFaults] = serverFaults;

export const paidRows: Row[] = [
  {
    id: 'M01',
    title: 'all is well, as a control of the gateway that plays the faults',
    full: 500,
    async play(field, n) {
      await field.ask(n);
      field.work();
      const rows = await field.settled();
      field.expectOnce(n);
      for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', error: null, missing: [], sends: 1 });
      expect(new Set(rows.map(({ charge }) => charge))).toEqual(new Set(['billed']));
      expect(await field.images(rows)).toHaveLength(n);
      expect(field.upstream.downloadCount).toBe(n);
      return `POSTs ${n}, charges ${n}, images ${n}, unknown 0`;
    },
  },
  unclear('M02', 'reset after the body was read', 200, reset),
  unclear('M03', 'closed without a reply', 200, close),
  {
    id: 'M04',
    title: 'no answer before the deadline, and a late one after it',
    full: 100,
    async play(field, n) {
      const late: (() => void)[] = [];
      field.upstream.paid = ({ response, good }) => void late.push(() => response.end(good));
      await field.ask(n);
      field.work({ startDeadlineMs: deadlineMs }, 3);
      const before = await field.settled();
      for (const answer of late) answer();
      const after = await field.rows();
      expect(after.map(({ revision, status }) => [revision, status])).toEqual(
        before.map(({ revision, status }) => [revision, status]),
      );
      await field.expectUnknown(n, after);
      return `POSTs ${n}, unknown ${n}, late replies ${late.length}, flipped after the end 0`;
    },
  },
  unclear('M05', '200, and the body is cut at ten points, in three framings', 100, firstCut, ...otherCuts),
  {
    id: 'M06',
    title: '200, and the body drips',
    full: 50,
    async play(field, n) {
      field.upstream.paid = drip(100);
      await field.ask(n);
      field.work({ startDeadlineMs: deadlineMs }, 3);
      const rows = await field.settled();
      const longest = Math.max(...rows.map((row) => (row.finishedAt ?? Infinity) - (row.startedAt ?? 0)));
      await expect.poll(() => field.upstream.cut).toBe(n);
      await field.expectUnknown(n, rows);
      return `POSTs ${n}, hung up on ${n}, the longest after ${(longest / 1000).toFixed(1)} s of ${deadlineMs / 1000} s`;
    },
  },
  unclear('M07', '500, 502 and 504 after the body was read', 150, firstFault, ...otherFaults),
  {
    id: 'M27',
    title: 'a redirect on the paid POST',
    full: 40,
    async play(field, n) {
      const seen: string[] = [];
      const other = await serve((request, response) => {
        seen.push(JSON.stringify(request.headers));
        response.end('caught');
      });
      const [first, ...more] = [301, 302, 303, 307, 308].map(
        (status): Play =>
          ({ response }) =>
            void response.writeHead(status, { location: `${other.origin}/v1/generate` }).end(),
      );
      const plays: [Play, ...Play[]] = [first ?? reset, ...more];
      field.upstream.paid = (exchange) => dealt(plays, exchange.intent)(exchange);
      await field.ask(n);
      field.work();
      const rows = await field.settled();
      await other.close();
      await field.expectUnknown(n, rows);
      expect(seen, 'requests at the redirect’s target').toEqual([]);
      return `POSTs ${n}, unknown ${n}, canary hits 0`;
    },
  },
];

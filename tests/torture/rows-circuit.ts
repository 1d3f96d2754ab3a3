import { expect } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { ideogramV4 } from '@/lib/server/providers/ideogram-v4';
import { offeredBy } from '@/lib/server/providers/ideogram-v4-models';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { usualRules } from '@/lib/server/tasks/circuit';
import { resumeSending } from '@/lib/server/tasks/stops';
import { loadTasks } from '@/lib/server/task-reads';
import { faceOf } from '../faults/faces';
import { says } from '../faults/plays';
import { onField } from './on-field';
import { isFull, type StudioRow } from './row';

/** Tasks behind the one that stops a connection. */
const waiting = isFull ? 50 : 10;
/** A worker is rung for each task that is asked; it would have sent by then. */
const quietMs = 600;

const quiet = (ms = quietMs): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One refusal stops the connection; what is queued then is kept, says why, and is sent once a person has acted. */
const refusal = (id: string, title: string, replies: [status: number, body: object, code: string][]): StudioRow => ({
  id,
  title,
  cut: 1,
  full: 20,
  async play(n) {
    let posts = 0;
    for (let round = 0; round < n; round++) {
      const [status, body, code] = replies[round % replies.length] ?? [401, {}, 'provider_auth'];
      await onField(async (field) => {
        field.upstream.paid = says(status, JSON.stringify(body));
        await field.ask(1);
        field.work({ rules: usualRules });
        expect((await field.settled())[0]).toMatchObject({ status: 'failed', charge: 'none', error: { code } });
        await field.ask(waiting);
        await quiet();
        expect(field.upstream.postCount, 'POSTs while stopped').toBe(1);
        const { tasks } = await loadTasks({ open: true, limit: 200 });
        expect(tasks).toHaveLength(waiting);
        for (const task of tasks) expect(task).toMatchObject({ status: 'queued', startsIn: null, error: { code } });
        expect(JSON.stringify(tasks)).not.toContain('CANARY');
        field.upstream.paid = ({ response, good }) => void response.end(good);
        await resumeSending('hostile');
        for (const row of (await field.settled()).slice(1)) expect(row).toMatchObject({ status: 'succeeded', sends: 1 });
        expect(field.upstream.postCount).toBe(1 + waiting);
      });
      posts += 1;
    }
    return `refused POSTs ${posts} of ${n}, further POSTs while stopped 0 of ${n * waiting}, rows kept ${n * waiting}, sent after a person acted ${n * waiting}`;
  },
});

export const circuitRows: StudioRow[] = [
  refusal('M11', '402 and a day’s limit: the connection stops at once', [
    [402, { error: 'Add credits.', reject_reason: 'insufficient_funds' }, 'provider_payment'],
    [402, { error: 'The day is used up.', reject_reason: 'daily_limit' }, 'provider_payment'],
  ]),
  refusal('M12', '401 and 403: the connection stops at once, and no key is shown', [
    [401, { error: 'Invalid key IDEO-CANARY-7f3a9c51d2e84b60' }, 'provider_auth'],
    [403, { error: 'Not allowed' }, 'provider_auth'],
  ]),
  {
    id: 'M25',
    title: 'the provider’s price rises between the look and the press',
    cut: 3,
    full: 100,
    play: (n) =>
      onField(async (field) => {
        // Only the official host is asked for quotes, so a gateway that gives them is made up here.
        const { quote, offered } = ideogramV4;
        let price = 100_000;
        ideogramV4.quote = async () => price;
        ideogramV4.offered = () => offeredBy('v2', true);
        try {
          field.work();
          const input = operations.generate.parse({ prompt: 'intent-1 a lighthouse', model: field.face.model });
          const press = (idempotencyKey: string, priceLimit: number) =>
            acceptOperation('generate', input, { idempotencyKey, priceLimit });
          for (let round = 0; round < n; round++) {
            const shown = price;
            price += 20_000;
            await expect(press(`key-${round}`, shown)).rejects.toMatchObject({ code: 'price_changed', status: 409 });
          }
          await quiet(100);
          expect([field.upstream.postCount, (await field.rows()).length]).toEqual([0, 0]);
          // Asked again at the new price it goes through, under the very key that was refused.
          const task = await press('key-0', price);
          expect(task).toMatchObject({ usdMicros: price, expected: { usdMicros: price, basis: 'quoted' } });
          await field.settled();
          expect(field.upstream.postCount).toBe(1);
          return `refused before the send ${n} of ${n}, charges 0; at the new price charges 1`;
        } finally {
          ideogramV4.quote = quote;
          ideogramV4.offered = offered;
        }
      }, { face: faceOf('v4 (4.5)') }),
  },
  {
    id: 'M29',
    title: 'five unclear ends in a row, then the upstream heals',
    cut: 1,
    full: 20,
    async play(n) {
      let probes = 0;
      for (let round = 0; round < n; round++) {
        await onField(async (field) => {
          const { upstream } = field;
          let sick = true;
          upstream.paid = ({ response, good }) => void (sick ? response.writeHead(500).end() : response.end(good));
          upstream.unpaid = (response) => {
            probes += 1;
            response.writeHead(sick ? 503 : 405).end();
          };
          field.work({ rules: { ...usualRules, coolMs: 200 } });
          await field.ask(5);
          for (const row of await field.settled()) expect(row).toMatchObject({ status: 'unknown', charge: 'unknown', sends: 1 });
          await field.ask(waiting);
          await expect.poll(() => probes, { timeout: 30_000 }).toBeGreaterThan(round * 2 + 1);
          expect(upstream.postCount, 'paid POSTs while stopped').toBe(5);
          sick = false;
          const rows = (await field.settled()).slice(5);
          for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
          expect([rows.length, upstream.postCount, upstream.mostPosts]).toEqual([waiting, 5 + waiting, 1]);
          });
      }
      return `paid POSTs while stopped 0, unpaid questions ${probes}, done ${n * waiting} of ${n * waiting}, charges ${n * (5 + waiting)}`;
    },
  },
  {
    id: 'Q03',
    title: 'the upstream lets three be in flight where ten are set up',
    cut: 30,
    full: 600,
    play: (n) =>
      onField(async (field) => {
        const { upstream } = field;
        let inFlight = 0;
        let most = 0;
        let charges = 0;
        let refused = 0;
        const body = JSON.stringify({ error: 'Too many requests in flight.', reject_reason: 'inflight_limit', max_inflight_requests: 3 });
        upstream.paid = ({ response, good }) => {
          if (inFlight === 3) {
            refused += 1;
            return void response.writeHead(429, { 'content-type': 'application/json' }).end(body);
          }
          inFlight += 1;
          charges += 1;
          most = Math.max(most, inFlight);
          // Free before the answer is out: the next may be here before this one is known to be over.
          setTimeout(() => {
            inFlight -= 1;
            response.end(good);
          }, 10);
        };
        await field.ask(n);
        field.work();
        const rows = await field.settled();
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed' });
        expect([rows.length, charges, most]).toEqual([n, n, 3]);
        // As many as were on their way when the first refusal came.
        expect(refused, 'refusals').toBeLessThanOrEqual(10);
        return `done ${rows.length}, charges ${charges}, at most ${most} in flight, refused ${refused} times, lost 0`;
      }, { connection: { slots: 10 } }),
  },
  {
    id: 'Q04',
    title: 'one person floods the queue, another asks once',
    cut: 40,
    full: 500,
    play: (n) =>
      onField(async (field) => {
        const { upstream } = field;
        const order: string[] = [];
        const held: (() => void)[] = [];
        let holding = true;
        upstream.paid = ({ intent, response, good }) => {
          order.push(intent);
          if (holding) held.push(() => response.end(good));
          else response.end(good);
        };
        const allTaken = () => expect.poll(() => held.length, { intervals: [10], message: 'places taken' }).toBe(4);
        const endOne = async () => {
          held.shift()?.();
          await allTaken();
        };
        await field.ask(n, 1, 'Flood');
        field.work();
        await allTaken();
        const rounds = n / 10;
        for (let round = 0; round < rounds; round++) {
          const [intent] = await field.ask(1, 1, 'Once');
          await endOne();
          expect(order.at(-1), 'what the next free place went to').toBe(intent);
          // Until all places are the flood's again.
          for (let place = 0; place < 4; place++) await endOne();
        }
        holding = false;
        for (const end of held) end();
        const rows = await field.settled();
        for (const row of rows) expect(row.status).toBe('succeeded');
        expect(upstream.postCount).toBe(n + rounds);
        return `${n} in the queue, the next of 4 places went to the other person ${rounds} of ${rounds} times, done ${n + rounds}`;
      }, { connection: { slots: 4 } }),
  },
];

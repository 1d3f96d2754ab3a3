import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { notifyWork } from '@/lib/server/store/wakeups';
import type { TaskRow } from '@/lib/server/store/tasks';
import { dealt } from '../faults/row';
import type { Field } from '../faults/field';
import { onField } from './on-field';
import type { StudioRow } from './row';

type Visit = { intent: string; at: number; charged: boolean };

/** Answers 429 to the first `refusals` requests of every intent, and charges only for what it takes after that. */
function refuseFirst(field: Field, refusals: number, headers: (intent: string) => Record<string, string>): Visit[] {
  const visits: Visit[] = [];
  field.upstream.paid = ({ intent, good, response }) => {
    const charged = visitsOf(visits, intent).length >= refusals;
    if (charged) response.end(good);
    else response.writeHead(429, headers(intent)).end('{"error":"Too many requests."}');
    visits.push({ intent, at: Date.now(), charged });
  };
  return visits;
}

const visitsOf = (visits: Visit[], intent: string): Visit[] => visits.filter((visit) => visit.intent === intent);
const charges = (visits: Visit[]): number => visits.filter(({ charged }) => charged).length;

/** Milliseconds between the first request of each intent and its second. */
function firstWaits(visits: Visit[], intents: string[]): number[] {
  return intents.map((intent) => {
    const [first, second] = visitsOf(visits, intent);
    return (second?.at ?? NaN) - (first?.at ?? NaN);
  });
}

/** The most of these moments within any `ms` milliseconds. */
function crowd(moments: number[], ms: number): number {
  const times = moments.toSorted((one, other) => one - other);
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + ms).length));
}

const clients = 20;
/** Nobody presses in the same moment as somebody else. */
const betweenClientsMs = 60;

const hourMs = 3_600_000;
const inTwoSeconds = (): string => new Date(Date.now() + 2000).toUTCString();
/** What a gateway may write there; all but the hour and the date are nonsense, and count as not told. */
const oddities: readonly [() => string, ...(() => string)[]] = [
  () => '3600', () => '-5', inTwoSeconds, () => 'abc', () => '1e99',
];
/** The least of a wait that nobody told: half of a second is fixed, the other half is random. */
const leastWaitMs = 500;

export const busyRows: StudioRow[] = [
  {
    id: 'M08',
    title: '429 with Retry-After 2, then taken',
    cut: 4,
    full: 100,
    play: (n) =>
      onField(async (field) => {
        const visits = refuseFirst(field, 1, () => ({ 'retry-after': '2' }));
        const intents = await field.ask(n);
        field.work();
        const rows = await field.settled({ patient: true });
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null, sends: 2 });
        const waits = firstWaits(visits, intents);
        expect(waits.filter((wait) => !(wait >= 2000)), 'early retries').toEqual([]);
        expect(charges(visits)).toBe(n);
        expect(visits).toHaveLength(2 * n);
        expect(await field.images(rows)).toHaveLength(n);
        return `early retries 0, the soonest after ${(Math.min(...waits) / 1000).toFixed(2)} s, charges ${n}`;
      }),
  },
  {
    id: 'M09',
    title: `429 without a header, so many times to each of ${clients} clients`,
    cut: 1,
    full: 3,
    play: (n) =>
      onField(async (field) => {
        const visits = refuseFirst(field, n, () => ({}));
        const sends = field.takenUp('queued');
        for (let client = 0; client < clients; client++) {
          await field.ask(1);
          await sleep(betweenClientsMs);
        }
        const rows = await field.settled({ patient: true });
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null, sends: n + 1 });
        expect(visits).toHaveLength(clients * (n + 1));
        expect(sends).toHaveLength(visits.length);
        const most = crowd(sends, 100);
        expect(most, 'sends in any 100 ms').toBeLessThanOrEqual(3);
        expect(charges(visits)).toBe(clients);
        return `sends ${visits.length}, at most ${most} in any 100 ms, charges ${clients}`;
      }),
  },
  {
    id: 'M10',
    title: 'Retry-After 3600, negative, a date, "abc", 1e99',
    cut: 2,
    full: 20,
    play: (n) =>
      onField(async (field) => {
        const told = new Map<string, string>();
        const visits = refuseFirst(field, 1, (intent) => {
          const value = dealt(oddities, intent)();
          told.set(intent, value);
          return { 'retry-after': value };
        });
        const forAnHour = ({ idempotencyKey }: TaskRow): boolean => told.get(idempotencyKey ?? '') === '3600';
        const intents = await field.ask(n * oddities.length);
        field.work();
        // Somebody who looks all the time would find a task that is due too early.
        const impatience = setInterval(notifyWork, 10);
        try {
          const rows = await field.until((row) => !isOpen(row.status) || (forAnHour(row) && row.status === 'queued' && row.sends === 1));
          const parked = rows.filter(forAnHour);
          expect(parked).toHaveLength(n);
          for (const row of parked) {
            expect(row).toMatchObject({ status: 'queued', error: { code: 'rate_limited' } });
            const [first] = visitsOf(visits, row.idempotencyKey ?? '');
            expect(row.runAt - (first?.at ?? NaN), 'ms until it is due').toBeGreaterThanOrEqual(hourMs);
          }
          // All but a moment of the hour goes by.
          const due = Date.now() + 300;
          const ids = parked.map(({ id }) => id);
          await field.shop.db.updateTable('tasks').set({ runAt: due }).where('id', 'in', ids).execute();
          const ended = await field.settled({ patient: true });
          for (const row of ended) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null, sends: 2 });
          const dueOf = (intent: string): number => {
            const [first] = visitsOf(visits, intent);
            const value = told.get(intent) ?? '';
            if (value === '3600') return due;
            return value.endsWith('GMT') ? Date.parse(value) : (first?.at ?? NaN) + leastWaitMs;
          };
          const early = intents.filter((intent) => !((visitsOf(visits, intent)[1]?.at ?? NaN) >= dueOf(intent)));
          expect(early, 'sent before due').toEqual([]);
          expect(visits).toHaveLength(2 * intents.length);
          expect(charges(visits)).toBe(intents.length);
          return `sends before due 0 of ${intents.length}, for an hour ${parked.length}, charges ${intents.length}, the process alive`;
        } finally {
          clearInterval(impatience);
        }
      }),
  },
];

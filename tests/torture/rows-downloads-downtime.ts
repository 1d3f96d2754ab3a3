import { expect } from '@playwright/test';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { Field } from '../faults/field';
import { faceOf } from '../faults/faces';
import { tell } from '../faults/plays';
import { passTime } from './downtime';
import { onField } from './on-field';
import type { StudioRow } from './row';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Old pictures of which the first new request may know nothing yet: those just taken in hand. */
const justTaken = 2;

type Stop = { face: string; downMs: number; liveMs: number };
const ideogram = { face: 'ideogram', liveMs: 24 * hourMs };
const replicate = { face: 'replicate', liveMs: hourMs };

/** What came of one stop: old pictures that are ours, those told as lost, and how many had not been asked for at the first new request. */
type Outcome = { ours: number; lost: number; behind: number };

/**
 * A studio that goes down with `n` answered tasks whose pictures could not be fetched and, where the vendor has tasks,
 * as many that are still being made; it comes back after `downMs` with `n` more in its queue.
 */
const stopFor = ({ face, downMs, liveMs }: Stop, n: number): Promise<Outcome> =>
  onField(async (field) => {
    const { upstream } = field;
    const byTask = field.face.polls !== null;
    /** When each one's picture was made. */
    const born = new Map<string, number>();
    const bornAt = (intent: string): number => {
      const time = born.get(intent) ?? Date.now();
      born.set(intent, time);
      return time;
    };
    upstream.made = (intent) => {
      const time = bornAt(intent);
      return [byTask ? `ok-0?born=${time}` : `ok-0?exp=${Math.round((time + liveMs) / 1000)}&sig=x`];
    };
    upstream.fetched = ({ response }) => void response.writeHead(503).end();
    const answered = await field.ask(n);
    const making = await field.ask(byTask ? n : 0);
    upstream.asked = ({ intent, job, response }) => {
      if (making.includes(intent)) tell(response, 200, field.face.running(job, 'processing', 50));
      else response.end(upstream.doneBody(intent, job));
    };
    field.work();
    await expect.poll(() => isUnderWay(field, new Set(making)), { timeout: 60_000 }).toBe(true);
    await field.shop.stop();

    for (const intent of making) bornAt(intent);
    for (const [intent, time] of born) born.set(intent, time - downMs);
    await passTime(field, downMs);
    await field.ask(n);
    const unasked = new Set(answered);
    let behind: number | null = null;
    upstream.paid = ({ good, response }) => {
      behind ??= unasked.size;
      response.end(good);
    };
    upstream.asked = ({ intent, job, response }) => {
      const gone = Date.now() > bornAt(intent) + liveMs;
      // A prediction's data are removed with its link.
      if (gone) tell(response, 200, Object.assign({}, field.face.done(job, []), { output: null, data_removed: true }));
      else response.end(upstream.doneBody(intent, job));
    };
    upstream.fetched = ({ intent, path, picture, response }) => {
      unasked.delete(intent);
      if (Date.now() > endOf(path, liveMs)) return void response.writeHead(byTask ? 404 : 403).end('expired');
      setTimeout(() => response.writeHead(200, { 'content-type': 'image/png' }).end(picture), 20);
    };
    field.work();
    const rows = await field.settled();
    field.expectOnce((byTask ? 3 : 2) * n);
    const old = rows.slice(0, answered.length + making.length);
    for (const row of rows.slice(old.length)) expect(row, 'asked since').toMatchObject({ status: 'succeeded', missing: [] });
    const lost = old.filter(isToldAsLost).length;
    return { ours: (await field.images(old)).length, lost, behind: behind ?? NaN };
  }, { face: faceOf(face) });

/** Whether every task waits for what the stop is to hit it in. */
async function isUnderWay(field: Field, making: ReadonlySet<string>): Promise<boolean> {
  const rows = await field.rows();
  return rows.every(({ status, idempotencyKey }) => status === (making.has(idempotencyKey ?? '') ? 'running' : 'saving'));
}

const isToldAsLost = ({ status, charge, error }: TaskRow): boolean =>
  status === 'failed' && charge === 'billed' && error?.code === 'lost' && error.message !== '';

/** When a link dies, by what stands in it. */
function endOf(path: string, liveMs: number): number {
  const { searchParams } = new URL(path, 'http://127.0.0.1');
  const born = searchParams.get('born');
  return born === null ? Number(searchParams.get('exp')) * 1000 : Number(born) + liveMs;
}

const saved: [string, Stop][] = [
  ['50 min', { ...replicate, downMs: 50 * minuteMs }],
  ['23 h', { ...ideogram, downMs: 23 * hourMs }],
];
const tooLate: [string, Stop][] = [
  ['61 min', { ...replicate, downMs: 61 * minuteMs }],
  ['25 h', { ...ideogram, downMs: 25 * hourMs }],
];

export const downtimeRows: StudioRow[] = [
  {
    id: 'A06',
    title: 'down for 50 min (Replicate) and 23 h (Ideogram), then for 61 min and 25 h',
    cut: 8,
    full: 50,
    async play(n) {
      const figures: string[] = [];
      for (const [name, stop] of saved) {
        const { ours, lost, behind } = await stopFor(stop, n);
        const all = stop.face === 'replicate' ? 2 * n : n;
        expect(lost, `lost after ${name}`).toBe(0);
        expect(ours, `archived after ${name}`).toBe(all);
        expect(behind, 'old pictures not asked for at the first new request').toBeLessThanOrEqual(justTaken);
        figures.push(`after ${name} lost ${lost} of ${all} (${behind} of ${n} not asked for yet when the queue went on)`);
      }
      for (const [name, stop] of tooLate) {
        const { ours, lost } = await stopFor(stop, n);
        const all = stop.face === 'replicate' ? 2 * n : n;
        expect(ours, `archived after ${name}`).toBe(0);
        expect(lost, `told as lost after ${name}`).toBe(all);
        figures.push(`after ${name} told as lost ${lost} of ${all}`);
      }
      return figures.join(', ');
    },
  },
];

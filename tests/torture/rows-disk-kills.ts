import { globSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { diskFiles } from '@/lib/server/store/files';
import { DiskStudio } from './disk-studio';
import type { StudioRow } from './row';
import { fileThread, noStrace, trace, type Tracing } from './strace';
import { WorkerLife } from './worker-life';

type Point = {
  name: string;
  call: string;
  /** On which thread it happens. */
  thread: (pid: number) => number;
  /** Which of the thread's calls, counted from the answer of the gateway; null where a whole life has to be counted first. */
  when: number[] | null;
  /** The call in the trace. */
  seen: RegExp;
  /** Whether a half-written file is left. */
  leaves: boolean;
};
/** What the kills of a row should have left. */
type Left = { halves: number; unclear: number; elsewhere: number };

const perLibrary = 25;
/** How far from the counted call it is looked for, when that one was another. */
const asides = [0, 1, -1, 2, -2, 0];

const main = (pid: number): number => pid;
const hidden = /^\w+\(\d+<[^>]*\/files\/[^>]*\.tmp>/;

/** Original, thumb and preview are written in turn, each with two syncs: its own, then its folder's. */
const points: [Point, ...Point[]] = [
  { name: 'write', call: 'write', thread: fileThread, when: null, seen: hidden, leaves: true },
  { name: 'fsync', call: 'fsync', thread: fileThread, when: [1, 3, 5], seen: hidden, leaves: true },
  { name: 'rename', call: 'rename', thread: fileThread, when: [1, 2, 3], seen: /^rename\("[^"]*"/, leaves: true },
  { name: 'folder fsync', call: 'fsync', thread: fileThread, when: [2, 4, 6], seen: /^fsync\(\d+<[^>]*\/files\/\w+\/[0-9a-f]{2}>/, leaves: false },
  { name: 'commit', call: 'fsync', thread: main, when: [1, 2, 3, 4, 5], seen: /^fsync\(\d+<[^>]*\/atelier\.db-wal>/, leaves: false },
];

const callsOf = (text: string): string[] => text.split('\n').filter((line) => /^\w+\(/.test(line));

/** Every folder that a picture may come to, so that each life makes the same calls. */
function layFolders(files: string): void {
  for (const kind of ['originals', 'thumbs', 'previews'])
    for (let at = 0; at < 256; at++) mkdirSync(path.join(files, kind, at.toString(16).padStart(2, '0')), { recursive: true });
}

/** One life on one task: traced from the moment its request is charged, and before it is answered. */
async function life(studio: DiskStudio, { call, thread }: Point, fault: string | null, compiled: string): Promise<string> {
  await studio.ask(1);
  const worker = WorkerLife.begin(studio.env, { env: { NODE_COMPILE_CACHE: compiled } });
  let tracing: Tracing | undefined;
  studio.gateway.charged = async () => {
    tracing = await trace(thread(worker.pid), call, fault);
  };
  try {
    if (fault === null) {
      await worker.during(studio.settled());
      // What it compiled is written down for the next ones.
      await worker.end();
    } else {
      expect(await worker.over).toEqual({ code: null, signal: 'SIGKILL' });
    }
  } finally {
    await worker.kill();
    studio.gateway.charged = () => undefined;
  }
  return (await tracing?.over) ?? '';
}

const halves = (studio: DiskStudio): string[] => globSync('**/*.tmp', { cwd: studio.files });

/**
 * Kills one life at a point and lets the studio recover. False when it was another call that it died at: the file thread
 * also writes to wake the main one, not always as often.
 */
async function killedAt(studio: DiskStudio, point: Point, when: number, left: Left, compiled: string): Promise<boolean> {
  const calls = callsOf(await life(studio, point, `signal=SIGKILL:when=${when}`, compiled));
  const hit = point.seen.test(calls.at(-1) ?? '');
  const more = halves(studio).length;
  expect(hit || point.when === null || calls.at(-1), `killed at ${point.name}`).toBe(true);
  if (hit) expect(more, 'half files left').toBe(Number(point.leaves));
  left.halves += more;
  // The first commit after the charge is the answer's: what it would have told is gone, but not the charge.
  if (point.thread === main && when === 1) left.unclear += 1;
  // As it lies there, before anybody repairs it.
  await studio.expectTrue(await studio.images(await studio.rows()));
  studio.work();
  await studio.settled();
  await studio.shop.stop();
  await expectSwept(studio, more);
  return hit;
}

/** The doctor names every half file, and the next start sweeps it once it is old. */
async function expectSwept(studio: DiskStudio, count: number): Promise<void> {
  const findings = await studio.findings();
  expect(findings.map(({ trouble }) => trouble)).toEqual(Array.from({ length: count }, () => 'leftover'));
  if (count === 0) return;
  const hoursAgo = Date.now() / 1000 - 7200;
  for (const { key } of findings) utimesSync(path.join(studio.files, key), hoursAgo, hoursAgo);
  const started = diskFiles(studio.files);
  await started.put('first', Buffer.from('x'));
  await started.delete('first');
  expect(await studio.findings()).toEqual([]);
}

/** The numbers of a point's calls in a life that nobody disturbs. */
async function countedIn(studio: DiskStudio, point: Point, compiled: string): Promise<number[]> {
  const calls = callsOf(await life(studio, point, null, compiled));
  return calls.flatMap((line, at) => (point.seen.test(line) ? [at + 1] : []));
}

/** Everything that was charged is there in the end: a picture, or a task that says what may have been lost. */
async function expectSeen(studio: DiskStudio, unclear: number): Promise<number> {
  const rows = await studio.rows();
  const images = await studio.images(rows);
  const unknown = rows.filter(({ status }) => status === 'unknown');
  expect(unknown).toHaveLength(unclear);
  for (const row of unknown) expect(row).toMatchObject({ charge: 'unknown', sends: 1 });
  for (const row of rows.filter((one) => !unknown.includes(one)))
    expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
  expect(images).toHaveLength(rows.length - unclear);
  expect([...studio.gateway.charges.values()]).toEqual(rows.map(() => 1));
  await studio.expectTrue(images);
  return rows.length;
}

export const killRows: StudioRow[] = [
  {
    id: 'A14',
    title: 'kill -9 at a write, its fsync, its rename, its folder’s fsync and a commit',
    cut: points.length,
    full: 100 * points.length,
    unable: noStrace,
    async play(n) {
      const compiled = mkdtempSync(path.join(tmpdir(), 'atelier-compiled-'));
      const kills = new Map(points.map(({ name }): [string, number] => [name, 0]));
      const sum: Left & { charges: number } = { halves: 0, unclear: 0, elsewhere: 0, charges: 0 };
      let counted: number[] | undefined;
      try {
        // A library of its own for every few, because each kill is followed by a look at all of it.
        for (let from = 0; from < n; from += perLibrary) {
          // Larger than one write of a file takes, so that there are halves.
          const studio = await DiskStudio.open({ side: 450 });
          const left: Left = { halves: 0, unclear: 0, elsewhere: 0 };
          try {
            layFolders(studio.files);
            for (let at = from; at < Math.min(n, from + perLibrary); at++) {
              const point = points[at % points.length] ?? points[0];
              const whens = point.when ?? (counted ??= await countedIn(studio, point, compiled));
              const when = whens[Math.floor(at / points.length) % whens.length] ?? 1;
              for (const [tried, aside] of asides.entries()) {
                if (await killedAt(studio, point, when + aside, left, compiled)) break;
                left.elsewhere += 1;
                expect(tried, `tries to kill at ${point.name}`).toBeLessThan(asides.length - 1);
              }
              kills.set(point.name, (kills.get(point.name) ?? 0) + 1);
            }
            sum.charges += await expectSeen(studio, left.unclear);
          } finally {
            await studio.close();
          }
          sum.halves += left.halves;
          sum.elsewhere += left.elsewhere;
        }
      } finally {
        rmSync(compiled, { recursive: true });
      }
      const told = [...kills].map(([name, times]) => `${name} ${times}`).join(', ');
      return `kills: ${told}, elsewhere ${sum.elsewhere}; I3 breaks 0, I4 breaks 0, half files named and swept ${sum.halves} of ${sum.halves}, charges seen ${sum.charges} of ${sum.charges}`;
    },
  },
];

import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { TaskRow } from '@/lib/server/store/tasks';
import { png } from '../workshop';
import { DiskStudio } from './disk-studio';
import { uploaded } from './doors';
import type { StudioRow } from './row';
import { forbidWriting, noMount } from './small-disk';
import { WorkerLife } from './worker-life';

/** Anybody but root, who may write everywhere. */
const nobody = { uid: 65534, gid: 65534 };
const root = { uid: 0, gid: 0 };

const unable = (): string | null => {
  if (noMount() !== null) return noMount();
  if (spawnSync('prlimit', ['--version']).status !== 0) return 'prlimit is not installed';
  const runs = spawnSync(process.execPath, ['-e', "require('node:fs').readFileSync('package.json')"], nobody);
  return runs.status === 0 ? null : 'nobody but root may read the code';
};

/** Everything of a folder, itself included, belongs to somebody else. */
function give(folder: string, { uid, gid }: typeof nobody): void {
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(path.join(folder, name), uid, gid);
}

/** What was paid for and cannot be written waits, and says why. */
async function expectWaiting(studio: DiskStudio, ids: string[], said: string): Promise<void> {
  for (const id of ids) await studio.shop.until(id, ({ status, error }) => status === 'saving' && error?.message === said);
}

/** None of them is sent while what would come could not be stored, and each says why. */
async function expectHeld(studio: DiskStudio, ids: string[], said: string): Promise<void> {
  for (const id of ids) await studio.shop.until(id, ({ status, error }) => status === 'queued' && error?.message.startsWith(said) === true);
}

/** Pictures are bought, and before they come the folder for them turns bad: they wait, and nothing more is bought. */
async function turnBad(studio: DiskStudio, n: number, said: string, { during, forbid }: Turn): Promise<void> {
  const reply = Promise.withResolvers<void>();
  studio.gateway.charged = () => reply.promise;
  const bought = Math.min(n - 1, 5);
  const ids = await studio.ask(bought);
  try {
    await during(expect.poll(() => studio.gateway.chargeCount).toBe(bought));
    forbid();
    const others = await studio.ask(n - bought);
    reply.resolve();
    await during(expectWaiting(studio, ids, said));
    await during(expectHeld(studio, others, said));
    expect(studio.gateway.chargeCount, 'charges while nothing can be stored').toBe(bought);
  } finally {
    reply.resolve();
  }
}

/** Everything that was paid for is there, and nothing was paid twice. */
async function expectNothingLost(studio: DiskStudio, rows: TaskRow[], n: number): Promise<void> {
  expect(rows).toHaveLength(n);
  for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
  expect([...studio.gateway.charges.values()]).toEqual(rows.map(() => 1));
  const images = await studio.images(rows);
  expect(images).toHaveLength(n);
  await studio.expectTrue(images);
}

/** How a folder turns bad, and what is waited by while a worker is at work. */
type Turn = { during: <T>(wait: Promise<T>) => Promise<T>; forbid: () => void };
type Denial = { name: string; play: (studio: DiskStudio, n: number) => Promise<void> };

/** A studio that begins where it may not write says why and ends; nothing is sent. */
async function expectRefused(studio: DiskStudio, n: number, who: typeof nobody, code: string): Promise<void> {
  await studio.ask(n);
  const start = WorkerLife.begin(studio.env, who);
  try {
    expect((await Promise.race([start.over, start.until('up')]))?.code, start.said).toBe(1);
    expect(start.said).toBe(`Atelier cannot start: The data folder ${studio.shop.folder} cannot be written (${code}).\n`);
    expect(studio.gateway.chargeCount).toBe(0);
  } finally {
    await start.kill();
  }
}

const denials: Denial[] = [
  {
    name: 'read-only at the start',
    async play(studio, n) {
      const lift = forbidWriting(studio.shop.folder);
      try {
        await expectRefused(studio, n, root, 'EROFS');
      } finally {
        lift();
      }
      studio.work();
    },
  },
  {
    name: 'another owner at the start',
    async play(studio, n) {
      await expectRefused(studio, n, nobody, 'EACCES');
      studio.work();
    },
  },
  {
    name: 'read-only later',
    async play(studio, n) {
      mkdirSync(studio.files);
      const said = 'The data folder can only be read.';
      let lift = (): void => undefined;
      studio.work();
      try {
        await turnBad(studio, n, said, { during: (wait) => wait, forbid: () => (lift = forbidWriting(studio.files)) });
        expect(await uploaded(await png())).toEqual({ status: 503, said });
      } finally {
        lift();
      }
    },
  },
  {
    name: 'another owner later',
    async play(studio, n) {
      mkdirSync(studio.files);
      give(studio.shop.folder, nobody);
      const worker = WorkerLife.begin(studio.env, nobody);
      const during = <T>(wait: Promise<T>) => worker.during(wait);
      try {
        await turnBad(studio, n, 'The data folder may not be written.', { during, forbid: () => give(studio.files, root) });
        give(studio.files, nobody);
        await during(studio.settled());
      } finally {
        await worker.kill();
      }
    },
  },
  {
    name: 'no file may be opened any more',
    async play(studio, n) {
      const reply = Promise.withResolvers<void>();
      studio.gateway.charged = () => reply.promise;
      const [paid = ''] = await studio.ask(1);
      const worker = WorkerLife.begin(studio.env, { before: 'ulimit -n 64' });
      try {
        await worker.during(expect.poll(() => studio.gateway.chargeCount).toBe(1));
        // Its first three stay open, and no more may come.
        limitFiles(worker.pid, 3);
        const others = await studio.ask(n - 1);
        reply.resolve();
        await worker.during(expectWaiting(studio, [paid], 'The studio may not open more files at once.'));
        for (const id of others) await worker.during(studio.shop.until(id, ({ error, sends }) => error !== null && sends > 0));
        expect(studio.gateway.chargeCount, 'charges while nothing can be opened').toBe(1);
        limitFiles(worker.pid, 64);
        await worker.during(studio.settled());
      } finally {
        reply.resolve();
        await worker.kill();
      }
    },
  },
];

function limitFiles(pid: number, files: number): void {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--nofile=${files}:64`], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

export const deniedRows: StudioRow[] = [
  {
    id: 'A17',
    title: 'a folder that can only be read, one of somebody else’s, no file descriptor left',
    cut: 2,
    full: 20,
    unable,
    async play(n) {
      let lost = 0;
      for (const { play } of denials) {
        const studio = await DiskStudio.open();
        try {
          await play(studio, n);
          const rows = await studio.settled();
          await expectNothingLost(studio, rows, n);
          lost += studio.gateway.chargeCount - rows.length;
        } finally {
          await studio.close();
        }
      }
      expect(lost).toBe(0);
      const names = denials.map(({ name }) => name).join(', ');
      return `${names}: starts refused 2 of 2, waited with the reason and done ${n} of ${n} each, silent loss ${lost}`;
    },
  },
];

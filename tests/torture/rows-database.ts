import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { playAway } from './database-away';
import { DiskStudio } from './disk-studio';
import type { StudioRow } from './row';
import { RunningStudio } from './running-studio';
import { noStrace, trace } from './strace';

const asks = 4;

/** A promise and the way to keep it. */
const gate = () => Promise.withResolvers<void>();

/** Another process holds SQLite's file for so many seconds. Returns what to tell of it. */
async function playHeld(seconds: number): Promise<string> {
  const studio = await DiskStudio.open();
  const running = await RunningStudio.begin(studio);
  const reply = gate();
  const other = new DatabaseSync(path.join(studio.shop.folder, 'atelier.db'), { timeout: 20_000 });
  try {
    studio.gateway.charged = () => reply.promise;
    expect(await running.generate(studio.nextIntent())).toMatchObject({ status: 202 });
    await expect.poll(() => studio.gateway.chargeCount).toBe(1);
    other.exec('begin exclusive');
    reply.resolve();
    const keys = Array.from({ length: asks }, () => studio.nextIntent());
    const answers = Promise.all(keys.map((key) => running.generate(key)));
    await sleep(seconds * 1000);
    expect(studio.gateway.chargeCount, 'nothing is sent that cannot be written down').toBe(1);
    other.exec('rollback');
    const statuses = (await answers).map(({ status }) => status);
    for (const status of statuses) expect([202, 503]).toContain(status);
    for (const { status, said } of await answers) if (status === 503) expect(said).toBe('The database is held by another program.');

    for (const key of keys) expect(await running.generate(key)).toMatchObject({ status: 202 });
    await studio.expectAllDone(1 + asks);
    const told = [202, 503].map((status) => `${status} ${statuses.filter((one) => one === status).length}`).join(', ');
    return `SQLite held ${seconds} s, answers: ${told}, other 5xx 0; lost 0 of ${1 + asks}`;
  } finally {
    reply.resolve();
    other.close();
    await running.remove();
    await studio.close();
  }
}

export const databaseRows: StudioRow[] = [
  {
    id: 'Q10',
    title: 'no fsync succeeds any more, while a reply is on its way and others wait',
    cut: 3,
    full: 50,
    unable: noStrace,
    async play(n) {
      const studio = await DiskStudio.open();
      const running = await RunningStudio.begin(studio);
      const reply = gate();
      try {
        studio.gateway.charged = () => reply.promise;
        const first = studio.nextIntent();
        expect(await running.generate(first)).toMatchObject({ status: 202 });
        await expect.poll(() => studio.gateway.chargeCount).toBe(1);

        const tracing = await trace(running.pid, 'fsync,fdatasync', 'error=EIO', { all: true });
        // On the disk, because this process is not traced: all that is left is to send them.
        await studio.ask(n);
        reply.resolve();
        const refused = studio.nextIntent();
        expect(await running.generate(refused)).toEqual({ status: 503, said: 'The disk of the database is faulty.' });
        await expect.poll(running.fault, { timeout: 60_000 }).toMatch(/^no task could be claimed, trying again/);
        expect(await running.status()).toMatchObject({ writable: false, oldest: { status: 'sending' } });
        expect(await running.readiness()).toEqual({ status: 503, said: 'The data folder cannot be written.' });
        const charges = studio.gateway.chargeCount - 1;
        expect(charges).toBe(0);
        await tracing.leave();

        expect(await running.generate(refused)).toMatchObject({ status: 202 });
        await studio.expectAllDone(n + 2);
        return `charges while failing ${charges} of ${n} waiting, refused with 503 1 of 1; with a good disk done ${n + 2} of ${n + 2}`;
      } finally {
        reply.resolve();
        await running.remove();
        await studio.close();
      }
    },
  },
  {
    id: 'Q11',
    title: 'another process holds the database for so many seconds, or PostgreSQL is cut off',
    cut: 2,
    full: 30,
    play: async (n, { browser }) => [await playHeld(n), await playAway(n, browser)].join('; '),
  },
];

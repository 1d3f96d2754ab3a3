import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { environment } from '@/lib/server/env';
import { checkReady } from '@/lib/server/health';
import type { Output } from '@/lib/server/providers/provider';
import { png, Workshop } from '../workshop';

const everything = 1_000_000_000;
const held = { code: 'unavailable', message: expect.stringContaining('Nothing was sent; it is sent by itself once there is room.') };

let shop: Workshop;
let starts: number;
test.beforeEach(async () => {
  starts = 0;
  shop = await Workshop.open();
  shop.script = {
    start: async () => {
      starts += 1;
      const output: Output = { source: { bytes: await png() }, withheld: false, prompt: null, seed: null };
      return { state: 'done', outputs: [output], text: null };
    },
  };
});
test.afterEach(() => shop.close());

/** Moves the low-water mark over or under what is free, as if the disk had filled or been cleared. */
const fillDisk = (): void => void Object.assign(environment(), { ATELIER_MIN_FREE_MB: everything });
const clearDisk = (): void => void Object.assign(environment(), { ATELIER_MIN_FREE_MB: 1 });

test('below the low-water mark nothing is sent, each task says why, and all go on by themselves', async () => {
  fillDisk();
  const tasks = await Promise.all(Array.from({ length: 12 }, () => shop.accept()));
  shop.work();
  for (const { id } of tasks) {
    const row = await shop.until(id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
    expect(row).toMatchObject({ status: 'queued', error: held, sends: 0, startedAt: null });
  }
  expect(starts).toBe(0);
  // Looked at again and still held back, it is the same to everybody who watches.
  const [first] = tasks;
  if (!first) throw new Error('no task');
  const { revision, attempt } = await shop.row(first.id);
  await shop.hurry(first.id);
  expect(await shop.until(first.id, (row) => row.attempt > attempt && row.leaseOwner === null)).toMatchObject({ revision });
  expect(starts).toBe(0);
  await expect(checkReady()).rejects.toMatchObject({ code: 'unavailable', message: `The disk has less than ${everything} MB left.` });

  clearDisk();
  for (const { id } of tasks) expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', error: null, sends: 1 });
  expect(starts).toBe(12);
  await checkReady();
});

test('where what would come could not be stored nothing is sent, and it goes on by itself once it can', async () => {
  const files = path.join(shop.folder, 'files');
  await writeFile(files, 'in the way');
  const { id } = await shop.accept();
  shop.work();
  const message = expect.stringMatching(/^The data folder .+ Nothing was sent; it is sent by itself/);
  const held = await shop.until(id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
  expect(held).toMatchObject({ status: 'queued', error: { code: 'unavailable', message }, sends: 0 });
  expect(starts).toBe(0);
  await rm(files);
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', sends: 1 });
});

test('what was sent before is saved although the disk is low', async () => {
  const { start } = shop.script;
  shop.script.start = async (...call) => {
    fillDisk();
    return start(...call);
  };
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', charge: 'billed' });
  const next = await shop.accept();
  expect(await shop.until(next.id, ({ error }) => error !== null)).toMatchObject({ status: 'queued', error: held });
  expect(starts).toBe(1);
});

test('a task that waits for room can be canceled, and costs nothing', async () => {
  fillDisk();
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
  const { cancelTask } = await import('@/lib/server/tasks/cancel');
  await cancelTask(id);
  expect(await shop.ended(id)).toMatchObject({ status: 'canceled', charge: 'none' });
  clearDisk();
  await shop.stop();
  expect(starts).toBe(0);
});

test('a data folder that cannot be read sends nothing either', async () => {
  const { id } = await shop.accept();
  await rm(shop.folder, { recursive: true });
  Object.assign(environment(), { dataFolder: `${shop.folder}-gone` });
  shop.work();
  const row = await shop.until(id, ({ error }) => error !== null);
  expect(row).toMatchObject({ status: 'queued', error: { code: 'unavailable', message: expect.stringContaining('cannot be read') } });
  expect(starts).toBe(0);
});

import { expect, test } from '@playwright/test';
import { fileStore, type FileStore } from '@/lib/server/store/files';
import { imagesOfTasks } from '@/lib/server/store/images';
import { afterFailure } from '@/lib/server/tasks/give-up';
import { png, serve, Workshop } from '../workshop';

/** The process's file store, whose disk has no room until `freed`. */
function fullDisk(): { freed: boolean; refused: number } {
  const disk = { freed: false, refused: 0 };
  const real = fileStore();
  const store: FileStore = {
    ...real,
    put: async (key, bytes) => {
      if (disk.freed) return real.put(key, bytes);
      disk.refused += 1;
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
    },
  };
  Reflect.set(globalThis, Symbol.for('atelier.files'), store);
  return disk;
}

test('a full disk: the task says so, keeps what was paid for, and is done once there is room', async () => {
  const picture = await png();
  const files = await serve((_request, response) => void response.end(picture));
  const shop = await Workshop.open({ ATELIER_TRUSTED_HOSTS: files.host });
  let starts = 0;
  shop.script = {
    start: async () => {
      starts += 1;
      const source = { url: `${files.origin}/1` };
      return { state: 'done', outputs: [{ source, withheld: false, prompt: null, seed: null }], text: null };
    },
  };
  const disk = fullDisk();
  const { id } = await shop.accept();
  shop.work();
  const row = await shop.until(id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
  expect(row).toMatchObject({ status: 'saving', missing: [] });
  expect(row.error).toEqual({ code: 'unavailable', message: 'The disk of the data folder is full.' });
  for (let times = disk.refused; disk.refused < times + 5; ) {
    await shop.hurry(id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect((await shop.row(id)).status).toBe('saving');
  disk.freed = true;
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', error: null, missing: [] });
  expect(await imagesOfTasks(shop.db, [id])).toHaveLength(1);
  expect(starts).toBe(1);
  await shop.close();
  await files.close();
});

test('faults of our own never give a picture up; those a person can mend are named', () => {
  const output = {
    source: { url: 'https://example.com/1.png' },
    withheld: false, prompt: null, seed: null, ref: null, tries: 0, failures: 0, refreshed: 0, blocked: null, missing: null,
  };
  const after = (fault: object) => afterFailure(output, Object.assign(new Error('x'), fault), 0, Date.now());
  expect(after({ code: 'ERR_SQLITE_ERROR', errcode: 13 }).blocked?.message).toBe('The disk of the database is full.');
  expect(after({ code: 'EROFS' }).blocked).toEqual({ code: 'unavailable', message: 'The data folder can only be read.' });
  for (const fault of [{ code: 'ERR_SQLITE_ERROR', errcode: 5 }, { code: 'toString' }, {}, { code: 'ECONNRESET' }]) {
    expect(after(fault)).toEqual({ ...output, failures: 1 });
  }
});

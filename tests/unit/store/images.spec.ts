import { claimTask, updateTask } from '@/lib/server/store/claims';
import type { Database } from '@/lib/server/store/database';
import {
  childrenOf,
  countImages,
  findImage,
  findImages,
  imagesOfTasks,
  insertImage,
  listImages,
  updateImage,
  type ImageRow,
} from '@/lib/server/store/images';
import { listRuns, type RunEntry } from '@/lib/server/store/runs';
import { sameBytes } from '@/lib/server/store/same-bytes';
import { parseQuery } from '@/lib/server/store/search';
import { spentSince } from '@/lib/server/store/spending';
import { currentRevision, findTask, hideTask, type TaskRow } from '@/lib/server/store/tasks';
import { expect, onEveryEngine, test } from './engines';
import { accepted, claimOf, newImage } from './samples';

async function ended(db: Database, count: number, saved = count): Promise<{ task: TaskRow; images: ImageRow[] }> {
  const { id } = await accepted(db, { count });
  const images: ImageRow[] = [];
  for (let index = 0; index < saved; index += 1) images.push(await insertImage(db, newImage({ taskId: id, index })));
  const held = await claimTask(db, { owner: 'me', leaseMs: 1, now: 9000, statuses: ['queued'] });
  const task = held && (await updateTask(db, claimOf(held), { status: saved === count ? 'succeeded' : 'partial' }));
  if (!task) throw new Error('the claim was lost');
  return { task, images };
}

const idsOf = (entries: RunEntry[]) => entries.map((entry) => (entry.kind === 'task' ? entry.task.id : entry.image.id));

onEveryEngine(() => {
  test('a picture comes back as it was stored', async ({ db }) => {
    const made = newImage({
      id: 'made',
      name: 'Ein "Bild".png',
      prompt: 'x\u0000y \ud800',
      usedPrompt: '猫',
      style: 'render-3d',
      seed: 2147483647,
      bytes: 3_000_000_000,
      operation: 'upscale',
      connection: 'ideogram',
      model: 'ideogram-v2',
      sandbox: true,
      parentId: 'parent',
    });
    const row = await insertImage(db, made);
    expect(row).toEqual({ ...made, prompt: 'xy \ufffd', n: 1, favourite: false, deletedAt: null });
    expect(await findImage(db, 'made')).toEqual(row);
    expect(await findImage(db, 'nobody')).toBeNull();
    expect(await childrenOf(db, 'parent')).toEqual([row]);
    const upload = await insertImage(db, newImage({ createdAt: undefined }));
    expect(upload.id).not.toBe('');
    expect(upload.createdAt).toBeGreaterThan(1_600_000_000_000);
    expect((await findImages(db, [upload.id, 'nobody', 'made'])).map(({ id }) => id)).toEqual([upload.id, 'made']);
    expect((await sameBytes(db, made.sha256)).map(({ id }) => id)).toEqual([upload.id, 'made']);
    expect(await countImages(db)).toBe(2);
    expect(await findImages(db, [])).toEqual([]);
    expect(await imagesOfTasks(db, [])).toEqual([]);
  });

  test('a picture of a task is stored once, in its place, and its task says so', async ({ db }) => {
    const task = await accepted(db, { count: 2 });
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, at) => insertImage(db, newImage({ taskId: task.id, index: at % 2 }))),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(2);
    expect((await findTask(db, task.id))?.revision).toBe(task.revision + 2);
    const later = await accepted(db);
    const surplus = await insertImage(db, newImage({ taskId: task.id, index: 2 }));
    expect((await imagesOfTasks(db, [task.id])).map(({ index, n }) => [index, n])).toEqual([[0, 3], [1, 2], [2, surplus.n]]);
    expect(surplus.n).toBeGreaterThan(later.n);
    await expect(insertImage(db, newImage({ taskId: 'nobody' }))).rejects.toThrow();
  });

  test('a worker that lost its claim stores no picture', async ({ db }) => {
    await accepted(db);
    const stale = await claimTask(db, { owner: 'me', leaseMs: 1, now: 9000, statuses: ['queued'] });
    const held = await claimTask(db, { owner: 'me', leaseMs: 1, now: 9100, statuses: ['queued'] });
    if (!stale || !held) throw new Error('nothing was claimed');
    const image = newImage({ taskId: held.id });
    expect(await insertImage(db, image, claimOf(stale))).toBeNull();
    expect(await countImages(db)).toBe(0);
    expect(await insertImage(db, image, claimOf(held))).toMatchObject({ taskId: held.id });
  });

  test('runs and uploads stand newest first, page by page', async ({ db }) => {
    const upload = await insertImage(db, newImage());
    const run = await ended(db, 3);
    const open = await accepted(db, { createdAt: 90_000 });
    const second = await insertImage(db, newImage());
    const third = await insertImage(db, newImage());
    const partial = await ended(db, 2, 1);
    const away = await accepted(db);
    await hideTask(db, away.id, true);
    const expected = [partial.task.id, third.id, second.id, open.id, run.task.id, upload.id];

    const first = await listRuns(db, { limit: 10 });
    expect(idsOf(first.entries)).toEqual(expected);
    expect(first.next).toBeNull();
    expect(first.entries[4]).toEqual({ kind: 'task', task: run.task, images: run.images });
    expect(first.entries[3]).toMatchObject({ kind: 'task', images: [] });

    for (const limit of [1, 2, 4, 6]) {
      const seen: string[] = [];
      let cursor: number | undefined;
      do {
        const page = await listRuns(db, { cursor, limit });
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        seen.push(...idsOf(page.entries));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(expected);
    }
  });

  test('a card goes with its last picture and comes back with the first', async ({ db }) => {
    const { task, images: [one, two] } = await ended(db, 2);
    if (!one || !two) throw new Error('no pictures');
    await updateImage(db, one.id, { deletedAt: 5000 });
    const left = await listRuns(db, { limit: 10 });
    expect(left.entries).toMatchObject([{ task: { id: task.id, hidden: false }, images: [{ id: two.id }] }]);

    const before = await currentRevision(db);
    expect(await updateImage(db, two.id, { deletedAt: 6000 })).toMatchObject({ deletedAt: 6000 });
    expect(await findTask(db, task.id)).toMatchObject({ hidden: true, revision: before + 1 });
    expect((await listRuns(db, { limit: 10 })).entries).toEqual([]);
    expect(await countImages(db)).toBe(0);
    expect((await listImages(db, { query: parseQuery('is:deleted'), limit: 10 })).total).toBe(2);
    expect(await imagesOfTasks(db, [task.id])).toHaveLength(2);

    await updateImage(db, one.id, { deletedAt: null });
    expect((await findTask(db, task.id))?.hidden).toBe(false);
    expect((await listRuns(db, { limit: 10 })).entries).toMatchObject([{ images: [{ id: one.id }] }]);
  });

  test('an open task stays although what it made so far is in the trash', async ({ db }) => {
    const task = await accepted(db, { count: 2 });
    const image = await insertImage(db, newImage({ taskId: task.id }));
    await updateImage(db, image.id, { deletedAt: 5000 });
    expect((await findTask(db, task.id))?.hidden).toBe(false);
    const held = await claimTask(db, { owner: 'me', leaseMs: 1, now: 9000, statuses: ['queued'] });
    if (!held) throw new Error('nothing was claimed');
    expect(await updateTask(db, claimOf(held), { status: 'partial' })).toMatchObject({ hidden: true });
    await insertImage(db, newImage({ taskId: task.id, index: 1 }));
    expect((await findTask(db, task.id))?.hidden).toBe(false);
  });

  test('a favourite is marked, and nothing is told when nothing changes', async ({ db }) => {
    const { images: [image] } = await ended(db, 1);
    if (!image) throw new Error('no picture');
    const before = await currentRevision(db);
    const marked = await updateImage(db, image.id, { favourite: true });
    expect(marked).toEqual({ ...image, favourite: true });
    expect(await updateImage(db, image.id, { favourite: true })).toEqual(marked);
    expect(await currentRevision(db)).toBe(before + 1);
    expect(await updateImage(db, 'nobody', { favourite: true })).toBeNull();
    const upload = await insertImage(db, newImage());
    expect(await updateImage(db, upload.id, { favourite: true })).toMatchObject({ favourite: true });
    expect(await currentRevision(db)).toBe(before + 1);
  });

  test('money is summed by charge, without the sandbox', async ({ db }) => {
    expect(await spentSince(db, 0)).toEqual({ none: 0, estimated: 0, billed: 0, withheld: 0, unknown: 0 });
    await accepted(db, { createdAt: 999, usdMicros: 1, charge: 'billed' });
    await accepted(db, { createdAt: 1000, usdMicros: 80_000, charge: 'billed' });
    await accepted(db, { createdAt: 1001, usdMicros: 3_000_000_000, charge: 'billed' });
    await accepted(db, { createdAt: 1001, usdMicros: 20, charge: 'unknown' });
    await accepted(db, { createdAt: 1001, usdMicros: null, charge: 'unknown' });
    await accepted(db, { createdAt: 1001, usdMicros: 7, charge: 'billed', sandbox: true });
    expect(await spentSince(db, 1000)).toEqual({ none: 0, estimated: 0, billed: 3_000_080_000, withheld: 0, unknown: 20 });
  });
});

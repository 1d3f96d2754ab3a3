import { isPostgres } from '@/lib/server/store/dialect';
import {
  acceptTask,
  cancelQueued,
  changesSince,
  currentRevision,
  findTask,
  hideTask,
  imageNumber,
  listTasks,
  requestCancel,
} from '@/lib/server/store/tasks';
import { claimTask, releaseTask, updateTask } from '@/lib/server/store/claims';
import { queueOutlook } from '@/lib/server/store/outlook';
import type { Database } from '@/lib/server/store/database';
import { expect, onEveryEngine, test } from './engines';
import { accepted, claimOf, newTask } from './samples';

const places = async (db: Database): Promise<Map<string, number>> =>
  new Map([...(await queueOutlook(db, Date.now()))].map(([id, { position }]) => [id, position]));

onEveryEngine(() => {
  test('a task comes back as it was accepted', async ({ db, engine }) => {
    expect(isPostgres(db)).toBe(engine === 'postgres');
    const task = newTask({
      input: { operation: 'generate', prompt: 'a "quoted" 雨 \u0000 line\nbreak', count: 3, colorPalette: { name: 'ember' } },
      idempotencyKey: 'key',
      charge: 'estimated',
    });
    const { task: stored, created } = await acceptTask(db, task);
    expect(created).toBe(true);
    expect(stored).toEqual({
      ...task,
      n: 1,
      operation: 'generate',
      status: 'queued',
      count: 3,
      handle: null,
      answer: null,
      progress: null,
      error: null,
      evidence: null,
      text: null,
      missing: [],
      hidden: false,
      settled: false,
      person: '',
      expectedMicros: task.usdMicros,
      expectedBasis: 'estimated',
      cancelRequested: false,
      startedAt: null,
      answeredAt: null,
      finishedAt: null,
      runAt: 1000,
      leaseOwner: null,
      attempt: 0,
      sends: 0,
      revision: 1,
    });
    expect(await findTask(db, stored.id)).toEqual(stored);
    expect(Object.getPrototypeOf(stored)).toBe(Object.prototype);
    expect(await findTask(db, 'nobody')).toBeNull();
  });

  test('one idempotency key makes one task, however many requests bring it at once', async ({ db }) => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => acceptTask(db, newTask({ idempotencyKey: 'press', bodyHash: 'same' }))),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ task }) => task.id)).size).toBe(1);
    expect((await listTasks(db, { limit: 10 })).tasks).toHaveLength(1);

    const other = acceptTask(db, newTask({ idempotencyKey: 'press', bodyHash: 'other' }));
    await expect(other).rejects.toMatchObject({ name: 'AppError', code: 'idempotency_conflict' });
    expect((await listTasks(db, { limit: 10 })).tasks).toHaveLength(1);
  });

  test('numbers leave room for the pictures of each task', async ({ db }) => {
    const four = await accepted(db, { count: 4 });
    const described = await accepted(db, { input: { operation: 'describe', image: 'x' } });
    expect([0, 1, 2, 3].map((index) => imageNumber(four, index))).toEqual([5, 4, 3, 2]);
    expect(described).toMatchObject({ n: 6, count: 1, operation: 'describe' });
    expect(imageNumber(described, 0)).toBe(7);
  });

  test('tasks are listed newest first, page by page, all or only the open ones', async ({ db }) => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.unshift((await accepted(db)).id);
    await cancelQueued(db, ids[2] ?? '', 5);

    const seen: string[] = [];
    let cursor: number | undefined;
    do {
      const page = await listTasks(db, { cursor, limit: 3 });
      seen.push(...page.tasks.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);

    const open = await listTasks(db, { open: true, limit: 7 });
    expect(open.tasks.map(({ id }) => id)).toEqual(ids.filter((_, index) => index !== 2));
    expect(open.next).toBeNull();
  });

  test('whoever follows the revisions misses no change, also of many at once', async ({ db }) => {
    const followed = new Map<string, number>();
    let revision = 0;
    const follow = async () => {
      const changes = await changesSince(db, revision, 5);
      expect(changes.revision).toBeGreaterThanOrEqual(revision);
      for (const task of changes.tasks) followed.set(task.id, task.revision);
      revision = changes.revision;
    };
    const writing = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 5; round += 1) {
          const task = await accepted(db);
          await hideTask(db, task.id, true);
          if (round % 2 === 0) await cancelQueued(db, task.id, 9);
        }
      }),
    );
    const state = { writing: true };
    void writing.finally(() => (state.writing = false));
    while (state.writing) await follow();
    await writing;
    while (revision < (await currentRevision(db))) await follow();

    const { tasks } = await listTasks(db, { limit: 100 });
    expect(tasks).toHaveLength(40);
    expect(Object.fromEntries(followed)).toEqual(Object.fromEntries(tasks.map((task) => [task.id, task.revision])));
    expect(await changesSince(db, revision, 5)).toEqual({ tasks: [], revision });
    expect(await changesSince(db, revision + 1000, 5)).toEqual({ tasks: [], revision });
  });

  test('a queued task knows its place in the line of its connection', async ({ db }) => {
    const first = await accepted(db, { connection: 'a' });
    const second = await accepted(db, { connection: 'b' });
    const third = await accepted(db, { connection: 'a' });
    expect(await places(db)).toEqual(new Map([[first.id, 1], [third.id, 2], [second.id, 1]]));
    await cancelQueued(db, first.id, 5);
    expect(await places(db)).toEqual(new Map([[third.id, 1], [second.id, 1]]));
  });

  test('only what was never sent is canceled at once, and costs nothing', async ({ db }) => {
    const task = await accepted(db);
    const claimed = await claimTask(db, { owner: 'me', leaseMs: 50, now: 2000, statuses: ['queued'] });
    expect(claimed?.id).toBe(task.id);
    expect(await cancelQueued(db, task.id, 3000)).toMatchObject({
      status: 'canceled',
      charge: 'none',
      usdMicros: 0,
      finishedAt: 3000,
      leaseOwner: null,
    });
    // The worker that had claimed it must find out before it sends.
    expect(claimed && (await updateTask(db, claimOf(claimed), { status: 'sending' }))).toBeNull();

    const sent = await accepted(db);
    const held = await claimTask(db, { owner: 'me', leaseMs: 50, now: 2000, statuses: ['queued'] });
    if (held) await updateTask(db, claimOf(held), { status: 'sending' });
    expect(await cancelQueued(db, sent.id, 3000)).toBeNull();
    expect(await cancelQueued(db, 'nobody', 3000)).toBeNull();
    expect((await findTask(db, sent.id))?.status).toBe('sending');
  });

  test('a wish to cancel makes a waiting task due, and leaves a leased one to its worker', async ({ db }) => {
    const task = await accepted(db);
    expect(await requestCancel(db, task.id, 5)).toBeNull();
    const held = await claimTask(db, { owner: 'me', leaseMs: 5000, now: 2000, statuses: ['queued'] });
    if (!held) throw new Error('nothing was claimed');
    await updateTask(db, claimOf(held), { status: 'running', handle: { id: 7 } });
    expect(await requestCancel(db, task.id, 2500)).toMatchObject({ cancelRequested: true, runAt: 7000 });
    await releaseTask(db, claimOf(held), 90_000);
    expect(await requestCancel(db, task.id, 2600)).toMatchObject({ cancelRequested: true, runAt: 2600 });
  });

  test('a card is put away and back, and says so only when it changes', async ({ db }) => {
    const task = await accepted(db);
    const away = await hideTask(db, task.id, true);
    expect(away).toMatchObject({ hidden: true, revision: 2 });
    expect(await hideTask(db, task.id, true)).toEqual(away);
    expect(await hideTask(db, task.id, false)).toMatchObject({ hidden: false, revision: 3 });
    expect(await hideTask(db, 'nobody', true)).toBeNull();
  });
});

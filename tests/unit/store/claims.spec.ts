import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { claimTask, releaseTask, recoverTasks, renewLease, updateTask, type TaskPatch } from '@/lib/server/store/claims';
import type { Database } from '@/lib/server/store/database';
import { ownerIsGone, ownerName } from '@/lib/server/store/owner';
import { changesSince, findTask, type TaskRow } from '@/lib/server/store/tasks';
import { expect, onEveryEngine, test } from './engines';
import { accepted, claimOf } from './samples';

const all = ['saving', 'running', 'queued'] as const;

const claim = (db: Database, over: Partial<Parameters<typeof claimTask>[1]> = {}) =>
  claimTask(db, { owner: 'me', leaseMs: 1000, now: 10_000, statuses: all, ...over });

async function claimed(db: Database, over: Partial<Parameters<typeof claimTask>[1]> = {}): Promise<TaskRow> {
  const task = await claim(db, over);
  if (!task) throw new Error('nothing was claimed');
  return task;
}

/** Accepts a task and takes it to `status`, its claim kept. */
async function at(db: Database, patch: TaskPatch, over: Parameters<typeof accepted>[1] = {}): Promise<TaskRow> {
  const { id } = await accepted(db, over);
  const task = await claimed(db, { statuses: ['queued'] });
  expect(task.id).toBe(id);
  const written = await updateTask(db, claimOf(task), patch);
  if (!written) throw new Error('the claim was lost');
  return written;
}

onEveryEngine(() => {
  test('saving goes before running before queued, and each only when it is due', async ({ db }) => {
    const running = await at(db, { status: 'running', runAt: 9000 });
    const saving = await at(db, { status: 'saving', runAt: 9500 });
    const later = await at(db, { status: 'saving', runAt: 20_000 });
    const queued = await accepted(db);
    expect((await claimed(db)).id).toBe(saving.id);
    expect(await claim(db, { statuses: ['saving'] })).toBeNull();
    expect((await claimed(db)).id).toBe(running.id);
    expect(await claimed(db)).toMatchObject({ id: queued.id, leaseOwner: 'me', runAt: 11_000, attempt: 1 });
    expect(await claim(db)).toBeNull();
    expect((await claimed(db, { now: 20_000, statuses: ['saving'] })).id).toBe(saving.id);
    expect((await claimed(db, { now: 20_000, statuses: ['saving'] })).id).toBe(later.id);
  });

  test('pictures in flight never exceed the slots, and the first in line is not overtaken', async ({ db }) => {
    const connections = [{ id: 'a', slots: 4, mark: '' }, { id: 'b', slots: 1, mark: '' }];
    const three = await accepted(db, { connection: 'a', count: 3 });
    const two = await accepted(db, { connection: 'a', count: 2 });
    const one = await accepted(db, { connection: 'a', count: 1 });
    const other = await accepted(db, { connection: 'b', count: 8 });
    await accepted(db, { connection: 'c', count: 1 });

    const first = await claimed(db, { connections });
    expect(first.id).toBe(three.id);
    // Two do not fit beside three; the one behind them would fit and has to wait. A task too big for b goes alone.
    expect((await claimed(db, { connections })).id).toBe(other.id);
    expect(await claim(db, { connections })).toBeNull();
    await updateTask(db, claimOf(first), { status: 'sending' });
    expect(await claim(db, { connections })).toBeNull();
    await updateTask(db, claimOf(first), { status: 'running' });
    expect(await claim(db, { connections, statuses: ['queued'] })).toBeNull();
    await updateTask(db, claimOf(first), { status: 'saving' });
    expect((await claimed(db, { connections, statuses: ['queued'] })).id).toBe(two.id);
    expect((await claimed(db, { connections, statuses: ['queued'] })).id).toBe(one.id);
    expect(await claim(db, { connections, statuses: ['queued'] })).toBeNull();
  });

  test('a connection whose pictures wait to be fetched is asked for nothing new, the others are', async ({ db }) => {
    const connections = [{ id: 'a', slots: 9, mark: '' }, { id: 'b', slots: 9, mark: '' }];
    const waits = await at(db, { status: 'saving', runAt: 9500 }, { connection: 'a' });
    const later = await at(db, { status: 'saving', runAt: 20_000 }, { connection: 'b' });
    const queued = await accepted(db, { connection: 'a' });
    const other = await accepted(db, { connection: 'b' });
    const queue = { connections, statuses: ['queued'] } as const;
    expect((await claimed(db, queue)).id).toBe(other.id);
    expect(await claim(db, queue)).toBeNull();
    // In hand it holds up nothing, nor does one that is to be tried again later.
    expect((await claimed(db, { statuses: ['saving'] })).id).toBe(waits.id);
    expect((await claimed(db, queue)).id).toBe(queued.id);
    expect((await findTask(db, later.id))?.status).toBe('saving');
  });

  test('a task that went back to the queue takes no slot while it waits', async ({ db }) => {
    const connections = [{ id: 'sandbox', slots: 1, mark: '' }];
    const first = await accepted(db);
    const second = await accepted(db);
    const held = await claimed(db, { connections });
    const back = await updateTask(db, claimOf(held), { status: 'queued', runAt: 50_000 });
    expect(back).toMatchObject({ id: first.id, leaseOwner: null, runAt: 50_000 });
    expect((await claimed(db, { connections })).id).toBe(second.id);
  });

  test('claims made at once each get another task', async ({ db }) => {
    for (let index = 0; index < 30; index += 1) await accepted(db);
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, index) => claim(db, { owner: `w${index}`, connections: [{ id: 'sandbox', slots: 25, mark: '' }] })),
    );
    const ids = claims.flatMap((task) => task?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(25);
  });

  test('tasks that are polled or saved are claimed once too, however many ask at once', async ({ db }) => {
    const tasks: TaskRow[] = [];
    for (let index = 0; index < 20; index += 1) {
      tasks.push(await at(db, { status: index % 2 === 0 ? 'running' : 'saving', runAt: 9000 }));
    }
    for (let index = 0; index < 10; index += 1) tasks.push(await accepted(db));
    const ids: string[] = [];
    // A claim may find nothing while others hold what is due; it asks again.
    for (let round = 0; ids.length < tasks.length && round < 30; round += 1) {
      const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(db, { owner: `w${index}` })));
      ids.push(...claims.flatMap((task) => task?.id ?? []));
    }
    expect(ids.toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
  });

  test('a claim that was lost writes nothing', async ({ db }) => {
    await accepted(db);
    const stale = await claimed(db, { owner: 'paused' });
    const taken = await claimed(db, { owner: 'other', now: 12_000 });
    expect(taken).toMatchObject({ id: stale.id, attempt: 2 });
    const before = await findTask(db, stale.id);
    expect(await updateTask(db, claimOf(stale), { status: 'failed', charge: 'billed' })).toBeNull();
    expect(await renewLease(db, claimOf(stale), 1000, 13_000)).toBe(false);
    expect(await releaseTask(db, claimOf(stale), 0)).toBe(false);
    // The same owner in an earlier attempt is as stale as another one.
    expect(await updateTask(db, { ...claimOf(taken), attempt: 1 }, { status: 'failed' })).toBeNull();
    expect(await findTask(db, stale.id)).toEqual(before);

    expect(await updateTask(db, claimOf(taken), { status: 'succeeded', finishedAt: 5 })).toMatchObject({ leaseOwner: null });
    expect(await updateTask(db, claimOf(taken), { status: 'failed' })).toBeNull();
    expect(await renewLease(db, claimOf(taken), 1000, 13_000)).toBe(false);
    expect((await findTask(db, stale.id))?.status).toBe('succeeded');
  });

  test('a claim is kept up and given back', async ({ db }) => {
    const { id } = await accepted(db);
    const held = await claimed(db);
    expect(await renewLease(db, claimOf(held), 1000, 10_900)).toBe(true);
    expect(await claim(db, { owner: 'other', now: 11_500 })).toBeNull();
    expect(await releaseTask(db, claimOf(held), 11_000)).toBe(true);
    expect(await findTask(db, id)).toMatchObject({ leaseOwner: null, runAt: 11_000 });
    expect((await claimed(db, { owner: 'other', now: 11_500 })).attempt).toBe(2);
  });

  test('only what a person can see takes a new revision', async ({ db }) => {
    await accepted(db);
    const held = await claimed(db);
    const handle = { urls: ['https://provider.example/1'], text: 'a\u0000b' };
    const quiet = await updateTask(db, claimOf(held), { handle, sends: 1, runAt: 99_000 });
    expect(quiet).toMatchObject({ revision: held.revision, handle, sends: 1, runAt: 99_000 });
    const patch: TaskPatch = {
      status: 'partial',
      progress: 62.5,
      text: 'a \u0000 cat',
      error: { code: 'lost', message: 'It is gone.', fields: { image: 'is gone' } },
      missing: [{ index: 1, reason: 'lost', message: 'The link had died.' }],
      charge: 'billed',
      usdMicros: 123,
      startedAt: 1,
      answeredAt: 2,
      finishedAt: 3,
    };
    const seen = await updateTask(db, claimOf(held), patch);
    expect(seen).toMatchObject({ ...patch, text: 'a  cat', revision: held.revision + 1 });
    expect((await changesSince(db, held.revision, 5)).tasks).toEqual([seen]);
    await accepted(db);
    const again = await claimed(db);
    const same = await updateTask(db, claimOf(again), { status: 'queued', runAt: 5 });
    expect(same?.revision).toBe(again.revision);
  });

  test('after a crash nothing is sent twice and everything else goes on', async ({ db }) => {
    const child = spawn(process.execPath, ['-e', 'process.exit(0)']);
    const dead = ownerName().replace(/:\d+:/, `:${child.pid}:`);
    if (child.exitCode === null) await once(child, 'exit');
    expect(ownerIsGone(dead)).toBe(true);

    const take = async (status: TaskRow['status'], owner: string, leaseMs = 5000) => {
      const { id } = await accepted(db);
      const task = await claimed(db, { owner, leaseMs, statuses: ['queued'] });
      await updateTask(db, claimOf(task), { status, startedAt: 10_000 });
      return id;
    };
    const waiting = await accepted(db, { createdAt: 90_000 });
    const sending = await take('sending', dead);
    const running = await take('running', dead);
    const saving = await take('saving', dead);
    const mine = await take('sending', 'me', 1);
    const alive = await take('sending', 'elsewhere');
    const expired = await take('sending', 'elsewhere', 1);
    const polled = await take('running', 'elsewhere');

    const settled = await recoverTasks(db, 'me', 10_100);
    expect(settled.map(({ id }) => id)).toEqual([sending, expired]);
    for (const id of [sending, expired]) {
      expect(await findTask(db, id)).toMatchObject({
        status: 'unknown',
        charge: 'unknown',
        finishedAt: 10_100,
        leaseOwner: null,
        error: {
          code: 'unknown_outcome',
          message:
            'The studio stopped while the request was on its way. It may have been charged, and it will not be sent again by itself.',
        },
      });
    }
    expect(await findTask(db, waiting.id)).toEqual(waiting);
    for (const id of [running, saving]) expect(await findTask(db, id)).toMatchObject({ runAt: 10_100, leaseOwner: null });
    expect(await findTask(db, running)).toMatchObject({ status: 'running' });
    expect(await findTask(db, polled)).toMatchObject({ status: 'running', leaseOwner: 'elsewhere', runAt: 15_000 });
    for (const id of [mine, alive]) expect(await findTask(db, id)).toMatchObject({ status: 'sending' });
    expect(await recoverTasks(db, 'me', 10_200)).toEqual([]);
    expect((await recoverTasks(db, 'me', 15_000)).map(({ id }) => id)).toEqual([alive]);
  });
});

test('an owner is only gone when its process is', () => {
  expect(ownerIsGone(ownerName())).toBe(false);
  expect(ownerIsGone(ownerName().replace(/:[^:]+$/, ':an-earlier-life'))).toBe(true);
  expect(ownerIsGone(ownerName().replace(/:\d+:/, `:${process.ppid}:`))).toBe(false);
  expect(ownerIsGone(`${'0'.repeat(16)}:999999999:other-machine`)).toBe(false);
  for (const odd of ['', 'worker-1', 'a:b:c', `${ownerName()}:more`]) expect(ownerIsGone(odd)).toBe(false);
});

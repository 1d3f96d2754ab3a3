import { notifyChange, notifyWork, onWork, waitForChange } from '@/lib/server/store/wakeups';
import { hideTask } from '@/lib/server/store/tasks';
import { expect, onEveryEngine, test } from './engines';
import { accepted } from './samples';

const settled = async (waiting: Promise<void>): Promise<boolean> =>
  Promise.race([waiting.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 20, false))]);

test('a wait ends with a change, with its signal, or with its time', async () => {
  const { signal } = new AbortController();
  const waiting = waitForChange(signal, 60_000);
  notifyWork();
  expect(await settled(waiting)).toBe(false);
  notifyChange();
  expect(await settled(waiting)).toBe(true);

  const controller = new AbortController();
  const left = waitForChange(controller.signal, 60_000);
  expect(await settled(left)).toBe(false);
  controller.abort();
  expect(await settled(left)).toBe(true);
  expect(await settled(waitForChange(controller.signal, 60_000))).toBe(true);
  await waitForChange(signal, 5);
  await waitForChange(signal, -5);
});

test('a wait looks again by itself, however long it was meant to last', async () => {
  await waitForChange(new AbortController().signal, 60 * 60 * 1000);
});

test('work is heard until the listener stops', () => {
  let heard = 0;
  const stop = onWork(() => (heard += 1));
  notifyWork();
  notifyChange();
  expect(heard).toBe(1);
  stop();
  notifyWork();
  expect(heard).toBe(1);
});

onEveryEngine(() => {
  test('a task that is accepted or changed wakes whoever waits', async ({ db }) => {
    let work = 0;
    const stop = onWork(() => (work += 1));
    const { signal } = new AbortController();
    const first = waitForChange(signal, 60_000);
    const task = await accepted(db);
    expect(await settled(first)).toBe(true);
    expect(work).toBeGreaterThanOrEqual(1);
    const second = waitForChange(signal, 60_000);
    await hideTask(db, task.id, true);
    expect(await settled(second)).toBe(true);
    stop();
  });
});

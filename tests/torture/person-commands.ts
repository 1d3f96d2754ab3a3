import assert from 'node:assert/strict';
import { operations } from '@/lib/schema/operation';
import { isOpen } from '@/lib/schema/task-status';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { checkTask } from '@/lib/server/tasks/check';
import { retryTask } from '@/lib/server/tasks/retry';
import { command, failsWith, madeOf, mostTasks, onOne, type Command } from './command';
import { isDone } from './worker-commands';

/** A person asks; the same key twice is the same press. */
export const accept = (key: string | null, count: number): Command =>
  command(
    `accept(${key}, ${count})`,
    ({ tasks }) => tasks.length < mostTasks,
    async (model) => {
      const input = operations.generate.parse({ prompt: 'a lighthouse', count });
      const accepting = acceptOperation('generate', input, { idempotencyKey: key });
      const known = key === null ? undefined : model.tasks.find((task) => task.key === key);
      if (known && known.count !== count) return failsWith('idempotency_conflict', accepting);
      const { id } = await accepting;
      if (known) assert.equal(id, known.id, 'the same key is the same task');
      else model.accept(id, key, count);
    },
  );

/** A person stops a task; `confirms`: its provider does so, where it runs. Else it has just finished. */
export const cancel = (which: number, confirms: boolean): Command =>
  onOne(`cancel(${confirms ? 'confirmed' : 'too late'})`, which, (model) => model.tasks, async (task, model, studio) => {
    const canceling = cancelTask(task.id, studio.speaks);
    if (task.status === 'queued') {
      assert.equal((await canceling).status, 'canceled');
      Object.assign(task, { status: 'canceled', charge: 'none', isHeld: false });
      return;
    }
    if (task.status !== 'running') return failsWith('not_cancelable', canceling);
    canceling.catch(() => undefined);
    await studio.shop.until(task.id, ({ cancelRequested }) => cancelRequested);
    const made = madeOf(task, ['good', 'good', 'good']);
    await studio.poll(task.id, isDone(studio, made), confirms);
    if (confirms) {
      assert.equal((await canceling).status, 'canceled');
      Object.assign(task, { status: 'canceled', charge: 'unknown', gone: 0 });
      return;
    }
    model.done(task, made, false);
    await studio.save(task.id);
    model.saved(task);
    await failsWith('not_cancelable', canceling);
  }, ({ status, isHeld }) => status !== 'running' || !isHeld);

/** A person has the provider asked once more. */
export const check = (which: number): Command =>
  onOne('check', which, (model) => model.tasks, async (task, _model, studio) => {
    const checking = checkTask(task.id, studio.speaks);
    if (task.status !== 'unknown' || !task.handle) return failsWith('not_retryable', checking);
    assert.equal((await checking).status, 'running');
    task.status = 'running';
  });

/** A person asks for the same again, as another task. */
export const retry = (which: number): Command =>
  onOne('retry', which, (model) => model.tasks, async (task, model) => {
    const retrying = retryTask(task.id);
    if (isOpen(task.status) || task.status === 'succeeded') return failsWith('not_retryable', retrying);
    const { id } = await retrying;
    model.accept(id, null, task.count, task.id);
  }, (_task, { tasks }) => tasks.length < mostTasks);

import 'server-only';
import { environment } from '@/lib/server/env';
import { disguised } from '@/lib/server/sandbox/answers';
import { findFault } from '@/lib/server/sandbox/faults';
import { inTurn } from '@/lib/server/sandbox/turns';
import { singleton } from '@/lib/server/singleton';
import type { WebPlan } from './plans';
import { lifeMs, webRecords, type WebTask } from './record';
import { promptOf, seedOf, type Stage } from './view';

/** What this process is drawing, by request id. A drawing that failed stays, as `false`, until the process ends. */
const drawings = () => singleton('sandbox.web.drawings', () => new Map<string, Promise<boolean>>());

/** Draws what is not on the disk yet, once at a time; a task that another process left half drawn is drawn on. */
export function draw(task: WebTask, plan: WebPlan): void {
  const running = drawings();
  if (running.has(task.id)) return;
  const drawing = drawAll(task, plan).then(
    () => running.delete(task.id),
    () => false,
  );
  running.set(task.id, drawing);
}

async function drawAll(task: WebTask, plan: WebPlan): Promise<void> {
  await Promise.all(
    task.responses.map(async (id, index) => {
      if (id === null || (await webRecords.has(id))) return;
      const png = await inTurn(() => plan.draw(promptOf(task, plan, index), seedOf(task, index)));
      await webRecords.keep(id, disguised(png, index, task.faults), Date.now() + lifeMs());
    }),
  );
}

/** A tenth of its time a task waits in the queue. */
const waits = 0.1;

/**
 * How far a task is by the clock. It takes ATELIER_SANDBOX_TASK_SECONDS, or as long as drawing takes: then it stays at
 * 100 percent without being completed. Asked after a task that nobody draws, it has it drawn.
 */
export async function stageOf(task: WebTask, plan: WebPlan): Promise<Stage> {
  const whole = environment().ATELIER_SANDBOX_TASK_SECONDS * 1000;
  const share = whole === 0 ? 1 : Math.min(1, Math.max(0, (Date.now() - task.at) / whole));
  const percent = Math.floor((Math.max(0, share - waits) / (1 - waits)) * 100);
  if (findFault(task.faults, 'aborted')) return { started: false, percent: 0, end: 'errored' };
  if (share < waits) return { started: false, percent: 0, end: null };
  if (findFault(task.faults, 'failed') && share >= 0.5) return { started: true, percent, end: 'errored' };
  const drawn = await Promise.all(task.responses.map((id) => id === null || webRecords.has(id)));
  if (drawn.every(Boolean)) return { started: true, percent, end: share === 1 ? 'done' : null };
  draw(task, plan);
  const broken = share === 1 && (await Promise.race([drawings().get(task.id), Promise.resolve(null)])) === false;
  return { started: true, percent, end: broken ? 'errored' : null };
}

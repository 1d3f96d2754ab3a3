import type { Charge } from '@/lib/schema/task';
import { isOpen, type TaskStatus } from '@/lib/schema/task-status';
import { slots, type Made } from './mortal-studio';

/** What a task has to look like, and what it must have cost. */
export type ExpectedTask = {
  id: string;
  key: string | null;
  count: number;
  status: TaskStatus;
  charge: Charge;
  sends: number;
  posts: number;
  charges: number;
  retryOf: string | null;
  handle: boolean;
  /** Some worker's lease is on it, living or dead. */
  isHeld: boolean;
  /** It waits for the answer to its request, in a worker that lives. */
  isOnItsWay: boolean;
  /** Its request has not gone out yet. */
  isPaused: boolean;
  /** How often in a row the provider said that it knows no such task. */
  gone: number;
  made: readonly Made[];
  images: number;
  missing: number;
};

const mostRefusedSends = 5;
const mostUnopenedSends = 3;
const mostGone = 3;
/** One more, within a minute, and a gateway may be left alone for a while; that is another row's. */
const mostUnclear = 4;

/** The studio as the contract has it: a few rules on a list of tasks, with no store and no worker. */
export class ExpectedStudio {
  readonly tasks: ExpectedTask[] = [];
  /** Unclear ends in a row. */
  private unclear = 0;

  accept(id: string, key: string | null, count: number, retryOf: string | null = null): void {
    this.tasks.push({
      id, key, count, retryOf, status: 'queued', charge: 'estimated', sends: 0, posts: 0, charges: 0, handle: false,
      isHeld: false, isOnItsWay: false, isPaused: false, gone: 0, made: [], images: 0, missing: 0,
    });
  }

  /** Those that a worker could take, in their order. */
  free = (status: TaskStatus): ExpectedTask[] => this.tasks.filter((task) => task.status === status && !task.isHeld);

  onTheirWay = (): ExpectedTask[] => this.tasks.filter(({ isOnItsWay }) => isOnItsWay);

  /** The queue's first, if its pictures fit beside those in flight and none that is made waits to be fetched. */
  next(): ExpectedTask | null {
    if (this.free('saving').length > 0) return null;
    const busy = this.tasks
      .filter(({ status, isHeld }) => status === 'sending' || status === 'running' || (status === 'queued' && isHeld))
      .reduce((sum, { count }) => sum + count, 0);
    const [first] = this.free('queued');
    return first && busy < slots && (busy === 0 || busy + first.count <= slots) ? first : null;
  }

  /** Whether so many more unclear ends may come, after those of requests whose worker is dead. */
  mayBeUnclear(more: number): boolean {
    const lost = this.tasks.filter(({ status, isOnItsWay }) => status === 'sending' && !isOnItsWay).length;
    return this.unclear + lost + more <= mostUnclear;
  }

  send(task: ExpectedTask, pauses: boolean): void {
    Object.assign(task, { status: 'sending', sends: task.sends + 1, isHeld: true, isOnItsWay: true, isPaused: pauses });
    if (!pauses) task.posts += 1;
  }

  /** The answer to a task's request came, or its end. */
  answered(task: ExpectedTask): void {
    if (task.isPaused) task.posts += 1;
    Object.assign(task, { isHeld: false, isOnItsWay: false, isPaused: false });
  }

  taken(task: ExpectedTask): void {
    this.answered(task);
    this.unclear = 0;
    Object.assign(task, { status: 'running', handle: true, charges: task.charges + 1 });
  }

  done(task: ExpectedTask, made: readonly Made[], isPaid: boolean): void {
    this.unclear = 0;
    Object.assign(task, { status: 'saving', made, isHeld: false, gone: 0, charges: task.charges + (isPaid ? 1 : 0) });
  }

  refused(task: ExpectedTask): void {
    Object.assign(task, { status: 'failed', charge: 'none', isHeld: false });
  }

  /** Not taken, and not charged: it goes back to the queue until it went there often enough. */
  notTaken(task: ExpectedTask, why: 'busy' | 'unreachable'): void {
    if (why === 'unreachable') task.isPaused = false;
    this.answered(task);
    if (task.sends >= (why === 'busy' ? mostRefusedSends : mostUnopenedSends)) this.refused(task);
    else task.status = 'queued';
  }

  unknown(task: ExpectedTask): void {
    this.unclear += 1;
    Object.assign(task, { status: 'unknown', charge: 'unknown', isHeld: false, isPaused: false, gone: 0 });
  }

  gone(task: ExpectedTask): void {
    task.gone += 1;
    if (task.gone >= mostGone) this.unknown(task);
  }

  /** Every good picture is there. */
  stored = (task: ExpectedTask): void => void (task.images = task.made.filter((one) => one === 'good').length);

  /** And what cannot come is written down, unless nothing came that had to be looked at. */
  judged(task: ExpectedTask): void {
    this.stored(task);
    if (task.made.some((one) => one !== 'withheld')) task.missing = task.made.length - task.images;
  }

  saved(task: ExpectedTask): void {
    this.stored(task);
    const { made, images } = task;
    const charge = made.every((one) => one === 'withheld') ? 'withheld' : 'billed';
    const status = images === 0 ? 'failed' : images < made.length ? 'partial' : 'succeeded';
    Object.assign(task, { status, charge, missing: made.length - images, isHeld: false });
  }

  die(): void {
    for (const task of this.tasks) {
      if (task.isOnItsWay && !task.isPaused) task.charges += 1;
      Object.assign(task, { isOnItsWay: false, isPaused: false, gone: 0 });
    }
  }

  recover(): void {
    for (const task of this.tasks.filter(({ isOnItsWay }) => !isOnItsWay)) {
      if (task.status === 'sending') this.unknown(task);
      else task.isHeld = false;
    }
  }

  get isIdle(): boolean {
    return this.tasks.every(({ status }) => !isOpen(status));
  }
}

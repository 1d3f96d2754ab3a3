import { expect, type Browser, type Locator } from '@playwright/test';
import en from '@/lib/client/messages/en.json' with { type: 'json' };
import type { Task } from '@/lib/schema/task';
import { faceOf } from '../faults/faces';
import { tell } from '../faults/plays';
import { stands, Upstream } from '../predictions-upstream';
import { Front } from './front';
import { Visit } from './visit';

/** Answers by a task, and has no call by which one is stopped. */
const face = faceOf('v4 (4.5)');
/** So that two that run leave the next one in line. */
const slots = 2;

/** One thing asked, and its place on the page. */
export type Asked = { intent: string; words: string; task: Task; run: Locator };

/** A person who watches tasks of two gateways, one that cannot stop a task and one that does so when it is asked. */
export class Cancels {
  private intents = 0;
  private finished = false;
  private readonly stopped = new Set<string>();
  private openFeed = (): void => undefined;

  private constructor(readonly front: Front, readonly visit: Visit, private readonly stopper: Upstream) {
    stopper.script = (_times, id) => stands(this.stopped.has(id) ? 'canceled' : 'processing');
    stopper.cancel = (id) => {
      this.stopped.add(id);
      return stands('canceled');
    };
    const { upstream } = front;
    upstream.asked = ({ intent, job, response }) =>
      tell(response, 200, this.finished ? upstream.doneBody(intent, job) : face.running(job, 'generating', 0));
  }

  static async open(browser: Browser): Promise<Cancels> {
    const stopper = await Upstream.open();
    const entry = { id: 'stopper', dialect: 'replicate', baseUrl: stopper.origin, pathPrefix: '/replicate', key: 'key' };
    const front = await Front.open(face, slots, [{ entry, host: stopper.host }]);
    // A refused cancel is an answer of 409, which the browser calls a resource that failed to load.
    return new Cancels(front, await Visit.at(front.line.origin, browser, [/status of 409/]), stopper);
  }

  async close(): Promise<void> {
    await this.visit.leave();
    await this.front.close();
    await this.stopper.close();
  }

  /** What the gateways charged so far for an intent, and at the one that stops tasks for all of them. */
  charges = (intent: string): number => this.front.upstream.posts.get(intent) ?? 0;
  get stoppedCharges(): number {
    return this.stopper.creations;
  }

  ask = (): Promise<Asked> => this.asked(face.model, 'paid');
  /** Asks the gateway that stops what it is told to stop. */
  askStopper = (): Promise<Asked> => this.asked('ideogram-v3-turbo', 'stopper');

  private async asked(model: string, connection: string): Promise<Asked> {
    const intent = `intent-${(this.intents += 1)}`;
    const words = `${intent} a lighthouse`;
    const task = await this.front.ask({ prompt: words, model, connection, count: 1 });
    return { intent, words, task, run: this.visit.runs(words) };
  }

  /** Presses what the blank sheet of a task offers while a pointer is on it. */
  async cancelOnSheet({ run }: Asked): Promise<void> {
    await run.getByRole('group', { name: en.gallery.said.running }).hover();
    await run.getByRole('button', { name: en.gallery.card.cancel }).click();
  }

  /** Presses Cancel in the list of what has not ended. */
  async cancelInQueue({ words }: Asked): Promise<void> {
    const { page } = this.visit;
    await page.getByRole('button', { name: /in queue/ }).click();
    const queue = page.getByRole('dialog', { name: en.frame.queueTitle });
    await queue.getByRole('button', { name: en.frame.cancelTask.replace('{prompt}', words) }).click();
    await page.keyboard.press('Escape');
    await expect(queue).toHaveCount(0);
  }

  /** A fault that is said, and stands on the page until it is closed; closes it. */
  async readFault(text: string): Promise<void> {
    const { page } = this.visit;
    await expect(page.getByRole('alert').filter({ hasText: text })).toBeAttached();
    // Until it has the focus the alert beside it speaks for it.
    const fault = page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: text });
    await expect(fault).toBeVisible();
    await fault.getByRole('button', { name: en.common.close, includeHidden: true }).click();
    await expect(fault).toHaveCount(0);
  }

  /** From here on the page hears nothing of the work until `hear`. */
  deafen(): void {
    const heard = new Promise<'pass'>((resolve) => (this.openFeed = () => resolve('pass')));
    this.front.line.fate = ({ path }) => (path.startsWith('/api/tasks/changes') ? heard : 'pass');
  }

  hear(): void {
    this.openFeed();
    this.front.line.fate = () => 'pass';
  }

  /** The gateway has finished what it was asked so far; what it is asked later runs on. */
  async finish(asked: Asked[]): Promise<void> {
    this.finished = true;
    for (const { task } of asked) expect(await this.front.ended(task.id)).toMatchObject({ status: 'succeeded', charge: 'billed' });
    this.finished = false;
  }
}

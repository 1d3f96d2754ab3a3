import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, fetch, FormData } from 'undici';
import { runPage } from '@/lib/schema/run';
import { taskChanges, type Task } from '@/lib/schema/task';
import { canary } from './gateway';
import { looksAt } from './looks';

export type Answer = { status: number; text: string };

/** How long each of those who wait for changes has patience for one answer; null: as long as the studio likes. */
const patiences = [null, null, 300];
const betweenLooksMs = 500;

/** Those who use a studio while it is soaked: some wait for changes, one hangs up all the time, one looks at everything. */
export class Visitors {
  /** Answers that were not as they must be. */
  readonly faults: string[] = [];
  /** Tasks that were seen waiting in the queue for another reason than the gateway's own wish. */
  readonly heldUp = new Set<string>();
  answers = 0;
  private readonly agent = new Agent({ connect: { timeout: 60_000 } });
  private readonly leaving = new AbortController();
  private readonly busy: Promise<void>[] = [];
  private newest: Task | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly url: string) {}

  come(): void {
    this.busy.push(...patiences.map((patience) => this.watch(patience)), this.lookAround());
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.busy);
    await this.agent.destroy();
  }

  /** Does something while nobody looks around. */
  still<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** One request, its answer read whole. Asked once more when the connection broke, which an idempotency key allows. */
  async ask(line: string, sent?: object | FormData, { key, signal }: { key?: string; signal?: AbortSignal } = {}): Promise<Answer> {
    const [method = '', path = ''] = line.split(' ');
    const once = async (): Promise<Answer> => {
      const json = sent && !(sent instanceof FormData);
      const reply = await fetch(`${this.url}${path}`, {
        method,
        dispatcher: this.agent,
        headers: { ...(json && { 'content-type': 'application/json' }), ...(key !== undefined && { 'idempotency-key': key }) },
        ...(sent && { body: json ? JSON.stringify(sent) : sent }),
        ...(signal && { signal }),
      });
      return { status: reply.status, text: Buffer.from(await reply.arrayBuffer()).toString('latin1') };
    };
    const answer = await once().catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return once();
    });
    this.answers += 1;
    if (answer.text.includes(canary)) this.faults.push(`${line} told the key`);
    return answer;
  }

  private async watch(patienceMs: number | null): Promise<void> {
    let { revision = 0 } = runPage.parse(JSON.parse((await this.ask('GET /api/runs?limit=1')).text));
    while (!this.leaving.signal.aborted) {
      const patience = patienceMs === null ? [] : [AbortSignal.timeout(patienceMs)];
      const signal = AbortSignal.any([this.leaving.signal, ...patience]);
      try {
        const { text } = await this.ask(`GET /api/tasks/changes?since=${revision}&wait=25`, undefined, { signal });
        const changes = taskChanges.parse(JSON.parse(text));
        ({ revision } = changes);
        this.note(changes.tasks);
      } catch (error) {
        if (signal.aborted) continue;
        this.faults.push(`a watcher was cut off: ${String(error)}`);
        await this.rest(betweenLooksMs);
      }
    }
  }

  private note(tasks: Task[]): void {
    for (const { id, status, error } of tasks) {
      if (status === 'queued' && error !== null && error.code !== 'rate_limited') this.heldUp.add(`${id}: ${error.message}`);
    }
    this.newest = tasks.findLast(({ images }) => images.length > 0) ?? this.newest;
  }

  private async lookAround(): Promise<void> {
    for (let turn = 0; !this.leaving.signal.aborted; turn++) {
      await this.rest(betweenLooksMs);
      const [image] = this.newest?.images ?? [];
      if (!this.newest || !image) continue;
      const looks = looksAt(this.newest.id, image.id);
      const [line, status, sent] = looks[turn % looks.length] ?? ['GET /', 200];
      try {
        const answer = await this.still(() => this.ask(line, sent));
        if (answer.status !== status) this.faults.push(`${line} was answered with ${answer.status}: ${answer.text.slice(0, 300)}`);
      } catch (error) {
        this.faults.push(`${line} was not answered: ${String(error)}`);
      }
    }
  }

  private rest = (ms: number): Promise<void> => sleep(ms, undefined, { signal: this.leaving.signal }).catch(() => undefined);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { spending } from '@/lib/schema/spending';
import { taskPage, type Task } from '@/lib/schema/task';
import { Studio } from '../studio';
import { auditEnds, auditFolder, auditMoney, rowCounts, type Told } from './audit';
import { figuresOf, inWords, isBack, judge, momentInWords, type Still, type Window } from './figures';
import { SoakGateway } from './gateway';
import { writeHistory } from './history';
import { jobOf, type Job } from './mix';
import { Scale } from './scales';
import { Visitors } from './visitors';

export type Plan = {
  jobs: number;
  /** Jobs a second. */
  rate: number;
  /** One of so many jobs meets a fault. */
  every: number;
  /** Seconds between two weighings; null for a soak that is too short for a trend. */
  windowSeconds: number | null;
  /** Gets a line a minute, and the figures. */
  say: (line: string) => void;
  /** Asked before each job: true ends the soak in order before its time. */
  stopped?: () => boolean;
};

const sayEveryMs = 60_000;
/** Of the longest chain of tries that a fault of the mix causes, with room for a busy machine. */
const settleMs = 120_000;
/** Longer than a kept connection idles on either side. */
const hangUpMs = 20_000;
/** A job that waits longer for its turn was held up; a cut asks faster than a machine may be. */
const longestWaitMs = ({ windowSeconds }: Plan): number => (windowSeconds === null ? 60_000 : 20_000);

/**
 * Asks a built studio for job after job over HTTP, with faults at its gateways and people who use it; then expects that it
 * kept the promises (I1 to I6 of quality/reliability.md b3) and nothing else. Returns the figures in words; they are said
 * before they are judged. Linux only.
 */
export async function soak(plan: Plan): Promise<{ jobs: number; figures: string }> {
  const run = await Soak.open(plan);
  try {
    return await run.play();
  } finally {
    await run.close();
  }
}

class Soak {
  private readonly jobs: Job[] = [];
  private readonly windows: Window[] = [];
  private readonly refused: string[] = [];
  private readonly visitors: Visitors;
  private readonly scale: Scale;
  private readonly begun = performance.now();
  private fewestFds = Infinity;
  private lastWindowAt = this.begun;
  private lastSaidAt = this.begun;

  private constructor(
    private readonly plan: Plan,
    private readonly gateway: SoakGateway,
    private readonly studio: Studio,
    private readonly folder: string,
  ) {
    this.visitors = new Visitors(studio.url);
    this.scale = new Scale(studio.pid, scaleFile(folder));
  }

  static async open(plan: Plan): Promise<Soak> {
    const gateway = await SoakGateway.open();
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-soak-'));
    const connections = path.join(folder, 'connections.json');
    writeFileSync(connections, JSON.stringify({ connections: gateway.connections }));
    const env = {
      ATELIER_CONNECTIONS: connections,
      ATELIER_TRUSTED_HOSTS: gateway.hosts,
      ATELIER_SANDBOX: 'off',
      ATELIER_LOG: 'debug',
      NODE_OPTIONS: '--expose-gc --import ./tests/soak/scale.ts',
      NODE_NO_WARNINGS: '1',
      SOAK_SCALE: scaleFile(folder),
    };
    try {
      const studio = await Studio.start(env, plan.windowSeconds === null ? undefined : writeHistory);
      return new Soak(plan, gateway, studio, folder);
    } catch (error) {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.visitors.leave();
    await this.studio.remove();
    await this.gateway.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async play(): Promise<{ jobs: number; figures: string }> {
    const { dataFolder } = this.studio;
    const rows = rowCounts(dataFolder);
    const before = await this.stillness();
    const since = new Date();
    this.visitors.come();
    await this.askAll();
    await this.settled();
    const told = await this.tell(since);
    await this.visitors.leave();
    // Connections that nobody uses any more close one by one; whatever stays is judged below.
    let after = await this.stillness();
    const until = performance.now() + hangUpMs;
    while (performance.now() < until && (after.fds > before.fds || !isBack(before, after))) {
      await sleep(500);
      after = await this.stillness();
    }
    const figures = figuresOf({ before, windows: this.windows, after });
    const faults = this.jobs.filter(({ fault }) => fault !== null).length;
    const open = this.scale.fdKinds();
    this.plan.say(`${this.jobs.length} jobs: ${faults} faults; ${inWords(figures)}`);
    await this.studio.stop();
    const audits = [
      auditEnds(this.jobs, this.gateway, told),
      auditMoney(this.jobs, this.gateway, told),
      auditFolder(dataFolder, this.jobs, this.gateway, { log: this.studio.log, rows }),
      // After what is kept and owed: a machine that was busy with something else must not hide it.
      this.auditVisits(told),
    ];
    judge(figures, open);
    return { jobs: this.jobs.length, figures: [`${faults} faults`, ...audits, inWords(figures)].join('; ') };
  }

  /** Nobody was refused, answered wrongly or kept waiting: a few faults among many good answers stop no connection. */
  private auditVisits({ tasks }: Told): string {
    expect(this.refused).toEqual([]);
    expect(this.visitors.faults).toEqual([]);
    expect([...this.visitors.heldUp], 'tasks that were held up in the queue').toEqual([]);
    const asked = tasks.filter(({ startedAt, sandbox }) => startedAt !== null && !sandbox);
    const waits = asked.map(({ createdAt, startedAt }) => Date.parse(startedAt ?? '') - Date.parse(createdAt));
    expect(Math.max(...waits), 'milliseconds in the queue').toBeLessThanOrEqual(longestWaitMs(this.plan));
    return `held up 0, the longest wait ${(Math.max(...waits) / 1000).toFixed(1)} s; ${this.visitors.answers} answers, wrong 0`;
  }

  private async askAll(): Promise<void> {
    const { jobs, rate, every, stopped } = this.plan;
    const asked: Promise<void>[] = [];
    let due = performance.now();
    for (let n = 0; n < jobs; n++) {
      if (stopped?.()) break;
      await sleep(Math.max(0, due - performance.now()));
      // Whoever is late goes on from there: jobs in a heap would be another test.
      due = Math.max(due, performance.now()) + 1000 / rate;
      const job = jobOf(n, every);
      this.jobs.push(job);
      asked.push(this.askFor(job));
      this.fewestFds = Math.min(this.fewestFds, this.scale.fds());
      await this.weighInTime();
    }
    await Promise.all(asked);
  }

  private async askFor(job: Job): Promise<void> {
    try {
      const { status, text } = await this.visitors.ask('POST /api/generate', this.gateway.bodyOf(job), { key: job.intent });
      if (status !== 202) this.refused.push(`${job.intent} was refused with ${status}: ${text.slice(0, 300)}`);
    } catch (error) {
      this.refused.push(`${job.intent} was not answered: ${String(error)}`);
    }
  }

  private async weighInTime(): Promise<void> {
    const { windowSeconds, say } = this.plan;
    if (windowSeconds === null || performance.now() - this.lastWindowAt < windowSeconds * 1000) return;
    await this.settled();
    const still = await this.visitors.still(() => this.stillness());
    this.lastWindowAt = performance.now();
    const hours = (this.lastWindowAt - this.begun) / 3_600_000;
    const window = { ...still, fds: Math.min(still.fds, this.fewestFds), jobs: this.jobs.length, hours };
    this.windows.push(window);
    this.fewestFds = Infinity;
    if (this.lastWindowAt - this.lastSaidAt < sayEveryMs - 1000) return;
    this.lastSaidAt = this.lastWindowAt;
    say(`${(window.hours * 60).toFixed(0)} min: ${window.jobs} jobs, ${this.gateway.charges.size} charged, ${momentInWords(window)}`);
  }

  private stillness = async (): Promise<Still> => ({ fds: this.scale.fds(), ...(await this.scale.weigh()) });

  private settled = (): Promise<void> =>
    expect.poll(async () => (await this.page('?open=1')).tasks.length, { timeout: settleMs, intervals: [100, 250] }).toBe(0);

  private page = async (query: string) => taskPage.parse(JSON.parse((await this.visitors.ask(`GET /api/tasks${query}`)).text));

  private async tell(since: Date): Promise<Told> {
    const tasks: Task[] = [];
    for (let at: string | null = ''; at !== null; ) {
      const page = await this.page(`?limit=200${at}`);
      tasks.push(...page.tasks);
      at = page.next === null ? null : `&cursor=${page.next}`;
    }
    const { text } = await this.visitors.ask(`GET /api/spending?from=${dayOf(since)}&to=${dayOf(new Date())}`);
    return { tasks, spending: spending.parse(JSON.parse(text)).total };
  }
}

const scaleFile = (folder: string): string => path.join(folder, 'scale.jsonl');

/** A day as the API takes it, by this machine's calendar. */
const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

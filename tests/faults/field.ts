import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { operations } from '@/lib/schema/operation';
import { isOpen, type TaskStatus } from '@/lib/schema/task-status';
import { imagesOfTasks, type ImageRow } from '@/lib/server/store/images';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';
import { notifyWork } from '@/lib/server/store/wakeups';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { usualRules } from '@/lib/server/tasks/circuit';
import { findSpeaker } from '@/lib/server/tasks/speaker';
import { usualSettings, type WorkerSettings } from '@/lib/server/tasks/worker';
import { Workshop } from '../workshop';
import type { Face } from './face';
import { HostileUpstream } from './upstream';

/** A key that must turn up nowhere but in the header of a request to its own host. */
export const canary = 'IDEO-CANARY-7f3a9c51d2e84b60';

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Milliseconds between two looks, longer where a look is long. */
const lookAgain = ({ length }: TaskRow[]): number => Math.max(20, length / 2);
const lives: TaskStatus[] = ['queued', 'sending', 'running', 'saving'];
const stage = (status: TaskStatus): number => (isOpen(status) ? lives.indexOf(status) : lives.length);

/** A studio whose one connection is a hostile gateway: real environment, real file of connections, real store. */
export class Field {
  /** How often a task was seen at an earlier stage of its life than before. */
  regressions = 0;
  private readonly stages = new Map<string, number>();
  private intents = 0;

  private constructor(
    readonly face: Face,
    readonly upstream: HostileUpstream,
    readonly shop: Workshop,
    readonly env: Record<string, string>,
    private readonly folder: string,
  ) {}

  static async open(face: Face): Promise<Field> {
    const upstream = await HostileUpstream.open(face);
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-faults-'));
    const file = path.join(folder, 'connections.json');
    const usual = { id: 'hostile', dialect: face.dialect, baseUrl: upstream.origin, key: canary, slots: 100 };
    writeFileSync(file, JSON.stringify({ connections: [{ ...usual, ...face.connection }] }));
    const env = { ATELIER_CONNECTIONS: file, ATELIER_TRUSTED_HOSTS: upstream.host, ATELIER_SANDBOX: 'off' };
    return new Field(face, upstream, await Workshop.open(env), env, folder);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.upstream.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks `n` times, each with a prompt of its own; returns the intents in the order they were asked. */
  async ask(n: number, count = 1, person: string | null = null): Promise<string[]> {
    const intents = Array.from({ length: n }, () => `intent-${(this.intents += 1)}`);
    for (const intent of intents) {
      const body = { prompt: `${intent} a lighthouse`, model: this.face.model, ...(count > 1 && { count }) };
      await acceptOperation('generate', operations.generate.parse(body), { idempotencyKey: intent, person });
    }
    return intents;
  }

  /** The real worker with the registry's own providers; `hands` of them, as that many studios on one store. */
  work(changed: Partial<WorkerSettings> = {}, hands = 1): void {
    const { slots } = usualSettings(this.shop.db);
    for (let hand = 0; hand < hands; hand++) {
      // A row breaks more in a row than any studio would let happen.
      const rules = { ...usualRules, faults: Infinity };
      this.shop.work({ findSpeaker, slots, rules, ...(hand > 0 && { owner: `studio-${hand}:1:x` }), ...changed });
    }
  }

  /**
   * The real worker, and when it took up each task of this status, in milliseconds: when a request arrives says as much of
   * the machine.
   */
  takenUp(wanted: TaskStatus): number[] {
    const moments: number[] = [];
    const noting: typeof findSpeaker = (row) => {
      if ('status' in row && row.status === wanted) moments.push(performance.now());
      return findSpeaker(row);
    };
    this.work({ findSpeaker: noting });
    return moments;
  }

  async rows(): Promise<TaskRow[]> {
    const { tasks } = await listTasks(this.shop.db, { limit: 1_000_000 });
    for (const { id, status } of tasks) {
      const now = stage(status);
      const before = this.stages.get(id) ?? 0;
      // A send that provably never left goes back to the queue; nothing else may go back.
      if (now < before && !(before === 1 && now === 0)) this.regressions += 1;
      this.stages.set(id, now);
    }
    return tasks.toReversed();
  }

  /** All rows, in the order they were asked, once none is open. Waits between tries are skipped unless `patient`. */
  async settled({ patient = false } = {}): Promise<TaskRow[]> {
    for (;;) {
      const rows = await this.rows();
      if (!rows.some(({ status }) => isOpen(status))) return rows;
      if (!patient) await this.hurry();
      await soon(lookAgain(rows));
    }
  }

  /** Resolves once every task is as wanted. */
  async until(wanted: (row: TaskRow) => boolean): Promise<TaskRow[]> {
    for (;;) {
      const rows = await this.rows();
      if (rows.every(wanted)) return rows;
      await soon(lookAgain(rows));
    }
  }

  /** A person reopens what has ended: from here on no stage is earlier than another was. */
  startOver(): void {
    this.stages.clear();
  }

  /** Makes every wait between two tries be over. */
  async hurry(): Promise<void> {
    const { numUpdatedRows } = await this.shop.db
      .updateTable('tasks')
      .set({ runAt: 0 })
      .where('leaseOwner', 'is', null)
      .where('status', 'in', lives)
      .where('runAt', '>', Date.now())
      .executeTakeFirst();
    if (numUpdatedRows > 0n) notifyWork();
  }

  images = (rows: TaskRow[]): Promise<ImageRow[]> => imagesOfTasks(this.shop.db, rows.map(({ id }) => id));

  /** At most one purchase an intent, and each of them asked for: every row's first figure. */
  expectOnce(n: number): void {
    const { upstream } = this;
    expect(upstream.mostPosts, 'POSTs for one intent').toBe(1);
    expect(upstream.postCount, 'POSTs').toBe(n);
    expect(this.regressions, 'tasks that went back').toBe(0);
  }

  /** Every task ended as unclear, with its estimate kept, and asked once. */
  async expectUnknown(n: number, rows: TaskRow[]): Promise<void> {
    this.expectOnce(n);
    expect(rows).toHaveLength(n);
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'unknown', charge: 'unknown', sends: 1, error: { code: 'unknown_outcome' } });
      expect(row.usdMicros === null || row.usdMicros > 0, 'the estimate stays').toBe(true);
    }
    expect(await this.images(rows)).toEqual([]);
    // A worker that starts again finds nothing to do.
    await this.shop.stop();
    this.work();
    await soon(100);
    expect(this.upstream.postCount, 'POSTs after a restart').toBe(n);
  }
}

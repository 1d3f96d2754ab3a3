import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { openDatabase } from '@/lib/server/store/database';
import { diskFiles, imageKey } from '@/lib/server/store/files';
import { imagesOfTasks, type ImageRow } from '@/lib/server/store/images';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';
import { sha256 } from '../sha256';
import { drawnGateway } from './drawn-gateway';
import type { Gateway } from './gateway';
import { Life } from './life';

/** A gateway that keeps the ledger, and a studio's data folder on which processes live and die. */
export class Arena<Kind extends Gateway = Gateway> {
  /** What any life said that it took on: the task of each key. */
  readonly accepted = new Map<string, string>();
  private readonly lives: Life[] = [];

  private constructor(
    readonly folder: string,
    readonly gateway: Kind,
  ) {}

  static async open(): Promise<Arena>;
  static async open<Kind extends Gateway>(gateway: Kind): Promise<Arena<Kind>>;
  static async open(gateway?: Gateway): Promise<Arena> {
    const arena = new Arena(mkdtempSync(path.join(tmpdir(), 'atelier-torture-')), gateway ?? (await drawnGateway()));
    mkdirSync(arena.data);
    return arena;
  }

  async close(): Promise<void> {
    for (const life of this.lives) await life.end('SIGKILL');
    await this.gateway.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get data(): string {
    return path.join(this.folder, 'studio');
  }

  /** Starts a studio that is asked for these keys (`key`, or `key@connection`); resolves when its code begins to run. */
  async live(keys: string[], env: Record<string, string> = {}): Promise<Life> {
    const life = Life.begin('worker-process.ts', {
      ATELIER_DATA: this.data,
      ATELIER_SANDBOX: 'off',
      ...this.gateway.env,
      KEYS: keys.join(','),
      ...env,
    });
    this.lives.push(life);
    await life.says('up');
    return life;
  }

  /** Keeps what a life said that it took on; a key has one task, whichever life is asked for it. */
  remember(life: Life): void {
    for (const [key, id] of life.accepted) {
      expect(this.accepted.get(key) ?? id, `${key} is one task`).toBe(id);
      this.accepted.set(key, id);
    }
  }

  async settle(): Promise<void> {
    const life = await this.live([], { UNTIL_IDLE: '1' });
    expect(await life.exited).toBe(0);
  }

  /** How often each prompt was charged, by its hash. */
  ledger = (): Map<string, number> => this.gateway.charges();

  async stored(): Promise<{ tasks: TaskRow[]; images: ImageRow[] }> {
    const db = await openDatabase({ sqlite: path.join(this.data, 'atelier.db') });
    try {
      const { tasks } = await listTasks(db, { limit: 1_000_000 });
      return { tasks, images: await imagesOfTasks(db, tasks.map(({ id }) => id)) };
    } finally {
      await db.destroy();
    }
  }

  /** The promises, looked at from outside: quality/reliability.md b3, I1 to I4. Returns how many tasks ended how. */
  async check(accepted = this.accepted): Promise<Map<string, number>> {
    const { tasks, images } = await this.stored();
    const charges = this.ledger();
    const ends = new Map<string, number>();
    const prompts = new Set<string>();
    for (const task of tasks) {
      const prompt = 'prompt' in task.input ? (task.input.prompt ?? '') : '';
      const charged = charges.get(sha256(prompt)) ?? 0;
      prompts.add(sha256(prompt));
      ends.set(task.status, (ends.get(task.status) ?? 0) + 1);
      expect(isOpen(task.status), `${task.id} has ended`).toBe(false);
      expect(charged, `${task.id} was charged once at most`).toBeLessThanOrEqual(1);
      if (charged === 1) expect(['succeeded', 'partial', 'unknown'], `${task.id} is seen`).toContain(task.status);
      if (task.status === 'succeeded') {
        expect(charged).toBe(1);
        expect(images.filter(({ taskId }) => taskId === task.id)).toHaveLength(task.count);
      }
    }
    for (const hash of charges.keys()) expect(prompts.has(hash), 'every charge has its task').toBe(true);
    const keys = tasks.map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [key, id] of accepted) expect(tasks.find((task) => task.id === id)?.idempotencyKey).toBe(key);
    this.checkFiles(images);
    await this.checkSweep();
    return ends;
  }

  private checkFiles(images: ImageRow[]): void {
    const files = path.join(this.data, 'files');
    const given = this.gateway.given();
    for (const image of images) {
      const original = readFileSync(path.join(files, imageKey(image.sha256, 'original')));
      expect(sha256(original)).toBe(image.sha256);
      expect(original.length).toBe(image.bytes);
      if (given) expect(given.has(image.sha256), 'the gateway gave these very bytes').toBe(true);
      for (const size of ['thumb', 'preview'] as const) expect(existsSync(path.join(files, imageKey(image.sha256, size)))).toBe(true);
    }
    expect(globSync('incoming/*', { cwd: files })).toEqual([]);
  }

  /** What a kill left half-written is swept once it is old. */
  private async checkSweep(): Promise<void> {
    const files = path.join(this.data, 'files');
    const hoursAgo = Date.now() / 1000 - 7200;
    for (const file of globSync('**/*.tmp', { cwd: files })) utimesSync(path.join(files, file), hoursAgo, hoursAgo);
    await diskFiles(files).put('swept', Buffer.from('x'));
    expect(globSync('**/*.tmp', { cwd: files })).toEqual([]);
  }
}

/** How many ended how, in words. */
export const endsInWords = (ends: Map<string, number>): string =>
  [...ends].toSorted(([one], [other]) => one.localeCompare(other)).map(([status, times]) => `${status} ${times}`).join(', ');

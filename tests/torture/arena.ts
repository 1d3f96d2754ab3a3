import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { isOpen } from '@/lib/schema/task-status';
import { openDatabase } from '@/lib/server/store/database';
import { diskFiles, imageKey } from '@/lib/server/store/files';
import { imagesOfTasks, type ImageRow } from '@/lib/server/store/images';
import { listTasks, type TaskRow } from '@/lib/server/store/tasks';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

function run(script: string, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', `./tests/torture/${script}`], {
    env: { ...process.env, ATELIER_LOG: 'silent', NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child;
}

/** Resolves with the first line that begins with `word`; rejects when the process ends before. */
function line(child: ChildProcess, word: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = text.split('\n').find((one) => one.startsWith(word));
      if (found !== undefined) resolve(found.slice(word.length).trim());
    });
    child.once('exit', () => reject(new Error(`The process ended before it said ${word}: ${text}`)));
  });
}

export type Life = { child: ChildProcess; accepted: Map<string, string>; exited: Promise<number | null> };

/** A gateway that keeps the ledger, and a studio's data folder on which processes live and die. */
export class Arena {
  private constructor(
    readonly folder: string,
    private readonly gateway: ChildProcess,
    private readonly origin: string,
  ) {}

  static async open(): Promise<Arena> {
    const folder = mkdtempSync(path.join(tmpdir(), 'atelier-torture-'));
    const gateway = run('gateway-process.ts', { ATELIER_DATA: path.join(folder, 'gateway') });
    return new Arena(folder, gateway, await line(gateway, 'origin '));
  }

  async close(): Promise<void> {
    const gone = once(this.gateway, 'exit');
    this.gateway.kill('SIGKILL');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  get data(): string {
    return path.join(this.folder, 'studio');
  }

  /** Starts a studio that is asked for these keys; resolves when its code begins to run. */
  async live(keys: string[], env: Record<string, string> = {}): Promise<Life> {
    const child = run('worker-process.ts', {
      ATELIER_DATA: this.data,
      ATELIER_SANDBOX: 'off',
      ATELIER_TRUSTED_HOSTS: new URL(this.origin).host,
      IDEOGRAM_API_KEY: 'key',
      IDEOGRAM_BASE_URL: this.origin,
      IDEOGRAM_PATH_PREFIX: '/sandbox/ideogram/v1',
      KEYS: keys.join(','),
      ...env,
    });
    const accepted = new Map<string, string>();
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const [, key = '', id = ''] of text.matchAll(/^accepted (\S+) (\S+)$/gm)) accepted.set(key, id);
    });
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    await line(child, 'up');
    return { child, accepted, exited };
  }

  async settle(): Promise<void> {
    const { exited } = await this.live([], { UNTIL_IDLE: '1' });
    expect(await exited).toBe(0);
  }

  /** How often each prompt was charged, by its hash. */
  ledger(): Map<string, number> {
    const file = path.join(this.folder, 'gateway', 'sandbox', 'ledger.jsonl');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    const charges = new Map<string, number>();
    for (const entry of lines) {
      const { promptHash } = JSON.parse(entry) as { promptHash: string };
      charges.set(promptHash, (charges.get(promptHash) ?? 0) + 1);
    }
    return charges;
  }

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
  async check(accepted: Map<string, string>): Promise<Map<string, number>> {
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
    for (const image of images) {
      const original = readFileSync(path.join(files, imageKey(image.sha256, 'original')));
      expect(sha256(original)).toBe(image.sha256);
      expect(original.length).toBe(image.bytes);
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

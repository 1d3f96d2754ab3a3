import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import type { Field } from './field';

/** A worker in a process of its own, on the field's store. */
export class Life {
  /** The last number it told after each word. */
  readonly told = new Map<string, number>();
  readonly over: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.over = once(child, 'exit');
    let rest = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, word, figure] = /^(\w+) (\d+)$/.exec(line) ?? [];
        if (word !== undefined) this.told.set(word, Number(figure));
      }
    });
  }

  /** The most memory it has had, in bytes. */
  get peak(): number {
    return (this.told.get('rss') ?? 0) * 1024;
  }

  static begin(
    { env, shop }: Field,
    more: Record<string, string> = {},
    script = './tests/faults/worker-process.ts',
  ): Life {
    const child = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', script], {
      env: { ...process.env, ATELIER_LOG: 'silent', NODE_NO_WARNINGS: '1', ...env, ATELIER_DATA: shop.folder, ...more },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Life(child);
  }

  /** Resolves once it has told of all that happened before. */
  async upToDate(): Promise<void> {
    const beats = (): number => this.told.get('beats') ?? 0;
    const last = beats();
    await expect.poll(beats).toBeGreaterThan(last + 1);
  }

  /** What a piece of work comes to, unless the process ends before. */
  alive<T>(work: Promise<T>): Promise<T> {
    const ended = this.over.then(() => Promise.reject(new Error('The process has ended.')));
    return Promise.race([work, ended]);
  }

  /** `kill -9`: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.over;
  }
}

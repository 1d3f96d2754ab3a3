import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect } from '@playwright/test';
import { z } from 'zod';

/**
 * A process after everything that nobody holds any more was collected: bytes resident, bytes of the heap and what hangs on
 * it (buffers included), and how many listeners and timers there are.
 */
const weight = z.object({ rss: z.number(), heap: z.number(), listeners: z.number(), timers: z.number() });
export type Weight = z.infer<typeof weight>;

/** Why this machine cannot weigh one; null when it can. */
export const unableToWeigh = (): string | null =>
  process.platform === 'linux' ? null : 'descriptors are counted in /proc, which only Linux has';

/** Weighs a process that was started with `scale.ts`. */
export class Scale {
  constructor(
    private readonly pid: number,
    private readonly file: string,
  ) {}

  async weigh(): Promise<Weight> {
    const before = this.lines().length;
    process.kill(this.pid, 'SIGUSR2');
    await expect.poll(() => this.lines().length, { timeout: 60_000, intervals: [50] }).toBe(before + 1);
    return weight.parse(JSON.parse(this.lines().at(-1) ?? ''));
  }

  /** Open file descriptors. */
  fds = (): number => readdirSync(`/proc/${this.pid}/fd`).length;

  /** What they are, for a failure that has to be explained. */
  fdKinds(): string {
    const folder = `/proc/${this.pid}/fd`;
    const kinds = Map.groupBy(readdirSync(folder), (fd) => {
      try {
        return readlinkSync(`${folder}/${fd}`).replace(/:\[\d+\]$/, '');
      } catch {
        return 'closed meanwhile';
      }
    });
    return [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ');
  }

  private lines = (): string[] =>
    existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n').filter(Boolean) : [];
}

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

type Begun = Pick<SpawnOptions, 'uid' | 'gid'> & {
  env?: Record<string, string>;
  /** Run with the server's loader; the worker that starts as the faults' processes do unless told. */
  script?: string;
  /** A shell's words that come before, such as a limit. */
  before?: string;
  /** A file descriptor that gets what it prints on standard error. */
  stderr?: number;
};

/** A worker in a process of its own, on the data folder that its environment names. */
export class WorkerLife {
  /** Everything it printed. */
  said = '';
  readonly over: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  private constructor(private readonly child: ChildProcess) {
    this.over = once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk));
  }

  static begin(env: Record<string, string>, { script = './tests/faults/worker-process.ts', before, stderr, ...more }: Begun = {}): WorkerLife {
    const words = ['--import', './lib/cli/server-loader.ts', script];
    // `exec` keeps the shell's process number for what is started.
    const command = before === undefined ? [process.execPath, ...words] : ['sh', '-c', `${before}; exec "$0" "$@"`, process.execPath, ...words];
    const [first = '', ...rest] = command;
    const child = spawn(first, rest, {
      stdio: ['ignore', 'pipe', stderr ?? 'pipe'],
      ...more,
      // One thread for the file system, so that its calls come in their order.
      env: { ...process.env, NODE_NO_WARNINGS: '1', UV_THREADPOOL_SIZE: '1', ...env, ...more.env },
    });
    return new WorkerLife(child);
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('The process did not start.');
    return pid;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** `kill -9`: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.over;
  }
}

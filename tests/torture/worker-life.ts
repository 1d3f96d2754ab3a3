import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

type Begun = Pick<SpawnOptions, 'uid' | 'gid'> & {
  env?: Record<string, string>;
  /** Run with the server's loader; one that begins as the server does unless told. */
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
    // A test that ran out of time is ended without its `finally`.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    this.over = once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk));
  }

  static begin(env: Record<string, string>, { script = './tests/torture/begin-process.ts', before, stderr, ...more }: Begun = {}): WorkerLife {
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

  /** What is waited for while it lives; rejects when it ends before. */
  during<T>(wait: Promise<T>): Promise<T> {
    const ended = this.over.then(({ code, signal }) => {
      throw new Error(`The process ended (${code ?? signal}): ${this.said}`);
    });
    return Promise.race([wait, ended]);
  }

  /** Resolves once it has said a line. */
  until(line: string): Promise<void> {
    return new Promise((said) => {
      const look = () => {
        if (this.said.split('\n').includes(line)) said();
      };
      this.child.stdout?.on('data', look);
      look();
    });
  }

  /** As a person ends it: what is in hand is finished. */
  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.over;
  }

  /** `kill -9`: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.over;
  }
}

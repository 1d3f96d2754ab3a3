import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port';

/** A built Atelier of its own: own process, own port, own data folder under the system's temporary one. */
export class Studio {
  private child: ChildProcess | undefined;
  private output = '';
  readonly url: string;
  readonly dataFolder: string;
  private readonly port: number;
  private readonly env: Record<string, string>;

  private constructor(port: number, env: Record<string, string>) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.dataFolder = mkdtempSync(path.join(tmpdir(), 'atelier-test-'));
    this.env = env;
  }

  /** `prepare` fills the data folder before the first start. */
  static async start(
    env: Record<string, string> = {},
    prepare?: (dataFolder: string) => Promise<void>,
  ): Promise<Studio> {
    const studio = new Studio(await freePort(), env);
    await prepare?.(studio.dataFolder);
    await studio.boot();
    return studio;
  }

  /** Everything the server printed, for a test that looks for what must not be there. */
  get log(): string {
    return this.output;
  }

  /** The server's process, for a test that weighs it or sends it a signal. */
  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error('The studio does not run.');
    return pid;
  }

  async boot(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(this.port)],
      {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          ATELIER_LOG: 'warn',
          ATELIER_DATA: this.dataFolder,
          PORT: String(this.port),
          ...this.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk));
    this.child = child;
    for (let waited = 0; waited < 300; waited++) {
      if (child.exitCode !== null) break;
      const up = await fetch(`${this.url}/api/health/live`).then((reply) => reply.ok, () => false);
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The studio did not start:\n${this.output}`);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Ends it as a person would; the data folder stays. */
  stop = (): Promise<void> => this.end('SIGTERM');
  /** Pulls the plug. */
  kill = (): Promise<void> => this.end('SIGKILL');

  async restart(): Promise<void> {
    await this.stop();
    await this.boot();
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

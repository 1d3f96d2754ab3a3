import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of this folder, to be asked what it said, and to be killed. */
export class Life {
  /** The exit code; null after a signal. */
  readonly exited: Promise<number | null>;
  private text = '';
  private listeners: (() => void)[] = [];

  private constructor(readonly child: ChildProcess) {
    this.exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
    child.stdout?.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
      for (const listener of this.listeners) listener();
    });
  }

  static begin(script: string, env: Record<string, string>): Life {
    const child = spawn(process.execPath, ['--import', './lib/cli/server-loader.ts', `./tests/torture/${script}`], {
      env: { ...process.env, ATELIER_LOG: 'silent', NODE_NO_WARNINGS: '1', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return new Life(child);
  }

  /** Writes a line to its standard input. */
  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** What follows `word` in every whole line that begins with it. */
  said(word: string): string[] {
    const lines = this.text.split('\n').slice(0, -1);
    return lines.filter((one) => one.startsWith(word)).map((one) => one.slice(word.length).trim());
  }

  /** The task of every key that it took on. */
  get accepted(): Map<string, string> {
    return new Map(this.said('accepted ').map((told): [string, string] => {
      const [key = '', id = ''] = told.split(' ');
      return [key, id];
    }));
  }

  /** Resolves once a line begins with `word`, with what follows it; rejects when the process ends before. */
  says(word: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const [first] = this.said(word);
        if (first !== undefined) resolve(first);
      };
      this.listeners.push(look);
      look();
      void this.exited.then(() => reject(new Error(`The process ended before it said ${word}: ${this.text}`)));
    });
  }

  /** Sends a signal; resolves with the exit code once the process is gone. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

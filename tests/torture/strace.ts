import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** Why no process can be traced here, or null. */
export function noStrace(): string | null {
  if (process.platform !== 'linux') return 'strace is for Linux';
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0 ? null : 'strace is not installed, or may not trace';
}

/** The one thread on which a process with UV_THREADPOOL_SIZE=1 waits for its files. */
export function fileThread(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const found = threads.filter((thread) => readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim() === 'libuv-worker');
  if (found.length !== 1) throw new Error(`${found.length} threads wait for files.`);
  return Number(found[0]);
}

export type Tracing = {
  /** What was traced, when it is over: as a rule when its process is. */
  over: Promise<string>;
  /** Lets the process go on as it was. */
  leave: () => Promise<void>;
};

/**
 * Traces these calls of a thread (`all`: of every thread of its process) and puts a fault into them, in strace's words:
 * `signal=SIGKILL:when=3`, `error=EIO`. Resolves once it is attached.
 */
export async function trace(thread: number, calls: string, fault: string | null, { all = false } = {}): Promise<Tracing> {
  const inject = fault === null ? [] : ['-e', `inject=${calls}:${fault}`];
  const child = spawn('strace', [...(all ? ['-f'] : []), '-y', '-s', '0', '-e', `trace=${calls}`, ...inject, '-p', String(thread)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const exited = once(child, 'exit');
  const over = once(child, 'close').then(() => text);
  await new Promise<void>((attached, failed) => {
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(' attached')) attached();
    });
    exited.then(() => failed(new Error(`strace could not be attached: ${text}`)), failed);
  });
  const leave = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await over;
  };
  return { over, leave };
}

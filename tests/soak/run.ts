import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** A number above zero, or the end of the process with one sentence. */
function positive(name: string, told: string): string {
  if (Number(told) > 0 && Number.isFinite(Number(told))) return told;
  console.error(`--${name} must be a number above zero, such as ${name === 'hours' ? '0.02' : '1'}.`);
  process.exit(1);
}

/**
 * `npm run soak -- --hours 8 --rate 1`: the soak as one test, of so many hours with so many jobs a second. Its process does
 * not hear the terminal: Ctrl+C only tells it to ask for nothing more, so that it ends in order and its figures are told.
 * A second Ctrl+C ends it at once. Resolves with the exit code.
 */
export function runSoak(playwright: string, told: string[]): Promise<number> {
  const { values } = parseArgs({ args: told, options: { hours: { type: 'string', default: '8' }, rate: { type: 'string', default: '1' } } });
  const asked = { SOAK_HOURS: positive('hours', values.hours), SOAK_RATE: positive('rate', values.rate) };
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-soak-stop-'));
  const stop = path.join(folder, 'stop');
  const child = spawn(process.execPath, [playwright, 'test', '-c', 'tests', '--project', 'soak'], {
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, ...asked, SOAK_STOP: stop },
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      stopping = true;
      writeFileSync(stop, signal);
      console.log('\nNothing more is asked for; the figures follow once all that is open has ended. Again to end at once.');
    });
  }
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      rmSync(folder, { recursive: true, force: true });
      resolve(code ?? 1);
    });
  });
}

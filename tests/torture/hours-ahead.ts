import { spawnSync } from 'node:child_process';

/** The variables under which a process lives so many hours ahead of the machine; null where faketime is not installed. */
export function hoursAhead(hours: number): Record<string, string> | null {
  const { status, stdout } = spawnSync('faketime', ['-f', `+${hours}h`, 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (status !== 0) return null;
  return { LD_PRELOAD: stdout.trim(), FAKETIME: `+${hours}h`, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

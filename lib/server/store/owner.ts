import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { singleton } from '@/lib/server/singleton';

/**
 * The machine as far as process numbers mean anything: on Linux this boot and this container, not just a
 * name.
 */
function machine(): string {
  const parts = [hostname()];
  try {
    parts.push(
      readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      readlinkSync('/proc/self/ns/pid'),
    );
  } catch {
    // Elsewhere there are no containers that share a name, so the name is enough.
  }
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

/** This process as the owner of a lease: machine, process number, and a part of its own. */
export const ownerName = (): string =>
  singleton('owner', () => `${machine()}:${process.pid}:${randomUUID()}`);

/** Whether an owner is, or was, a process of this very machine. */
export const isHere = (owner: string): boolean => owner.split(':')[0] === machine();

/**
 * Whether an owner is certainly no more: a process of this very machine that has ended. False for every other
 * machine and for names of another form; their leases have to run out.
 */
export function ownerIsGone(owner: string): boolean {
  const [place, number, , ...rest] = owner.split(':');
  const pid = Number(number);
  if (rest.length > 0 || place !== machine() || !Number.isInteger(pid) || pid < 1) return false;
  if (pid === process.pid) return owner !== ownerName();
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

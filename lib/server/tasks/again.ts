import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/server/log';

/** Does something again and again until `stopping`, with a pause of `everyMs` between; a fault is logged as `fault`. */
export async function again(
  fault: string,
  everyMs: number,
  stopping: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await work();
    } catch (err) {
      log().error({ err }, fault);
    }
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

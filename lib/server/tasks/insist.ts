import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/server/log';

const longestWaitMs = 5000;

/**
 * Tries a write until the disk or the database takes it. For what was paid for: a full disk makes the worker wait, it
 * does not make it forget. `about` goes to the log.
 */
export async function insistOn<T>(write: () => Promise<T>, about: Record<string, unknown> = {}): Promise<T> {
  for (let waitMs = 100; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    try {
      return await write();
    } catch (err) {
      log().error({ ...about, err }, 'a write failed, trying again');
      await sleep(waitMs);
    }
  }
}

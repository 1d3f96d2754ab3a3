import 'server-only';
import { log } from '@/lib/server/log';
import { recoverTasks } from '@/lib/server/store/claims';
import { freeStranded } from '@/lib/server/store/stranded';
import { listTasks } from '@/lib/server/store/tasks';
import { leaseWatch } from './lease-watch';
import type { WorkerSettings } from './worker';

/**
 * Settles what a dead worker left, each time it is called. `gone` gets the connections that queued tasks name and nobody
 * set up: they too have to be claimed, to be told so.
 */
export function recovery(
  { db, owner, leaseMs, slots }: Pick<WorkerSettings, 'db' | 'owner' | 'leaseMs' | 'slots'>,
  gone: Set<string>,
): () => Promise<void> {
  const look = leaseWatch(leaseMs);
  return async () => {
    // First of all, so that a look which fails further on forgets what the one before it saw.
    const silent = look();
    const { tasks } = await listTasks(db, { open: true, limit: 1000 });
    const known = new Set(slots().map(({ id }) => id));
    for (const { connection } of tasks) if (!known.has(connection)) gone.add(connection);
    for (const { id, connection } of await recoverTasks(db, owner, Date.now(), silent)) {
      log().warn({ task: id, connection }, 'task was on its way when its worker died: unknown');
    }
    if (await freeStranded(db, Date.now())) log().warn('the clock was put back: what waited for a later time is due');
  };
}

import 'server-only';
import type { TaskError } from '@/lib/schema/error-body';
import type { StudioStatus } from '@/lib/schema/status';
import { connectionEntries } from './connection-view';
import { diskRoom } from './disk-room';
import { environment } from './env';
import { tryWriting } from './health';
import { lastFault } from './last-fault';
import { openTasks } from './store/connection-tasks';
import { database, type Database } from './store/database';
import { newestFailure, oldestOpen } from './store/notable-tasks';
import type { TaskRow } from './store/task-row';
import { knownBackups, newestBackup } from './upkeep/known-backups';

const iso = (ms: number): string => new Date(ms).toISOString();

/** How the studio is at this moment. Answers whatever is broken; asks no provider anything. */
export async function studioStatus(): Promise<StudioStatus> {
  const { DATABASE_URL, dataFolder } = environment();
  const [disk, writable, rows] = await Promise.all([
    diskRoom().catch(() => null),
    tryWriting().then(() => true, () => false),
    database().then(fromRows).catch(() => null),
  ]);
  const fault = lastFault();
  return {
    at: iso(Date.now()),
    disk,
    writable,
    database: { engine: DATABASE_URL ? 'postgres' : 'sqlite', answers: rows !== null },
    ...(rows ?? { connections: [], openTasks: 0, oldest: null, failure: null }),
    backup: lastBackup(dataFolder),
    fault: fault && { at: iso(fault.at), message: fault.message },
  };
}

type FromRows = Pick<StudioStatus, 'connections' | 'openTasks' | 'oldest' | 'failure'>;

async function fromRows(db: Database): Promise<FromRows> {
  const open = await openTasks(db);
  const oldest = await oldestOpen(db);
  const failed = await newestFailure(db);
  // A list of connections that cannot be read says nothing about the database.
  const entries = await connectionEntries().catch(() => []);
  return {
    connections: entries.map(({ id, label, state, report, stopped, openTasks }) => ({
      id,
      label,
      state,
      trouble: report?.reachable.ok === false ? 'unreachable' : report?.key.ok === false ? 'refused' : null,
      stopped,
      openTasks,
      waitingTasks: openTasks - (open.get(id)?.sent ?? 0),
    })),
    openTasks: [...open.values()].reduce((sum, { all }) => sum + all, 0),
    oldest: oldest && waiting(oldest, entries.find(({ id }) => id === oldest.connection)?.stopped?.error ?? null),
    failure: failed?.error
      ? { id: failed.id, operation: failed.operation, at: iso(failed.finishedAt ?? failed.createdAt), error: failed.error }
      : null,
  };
}

const waiting = (
  { id, operation, status, createdAt, error }: TaskRow,
  stop: TaskError | null,
): StudioStatus['oldest'] => ({
  id,
  operation,
  status,
  createdAt: iso(createdAt),
  error: status === 'queued' ? (stop ?? error) : error,
});

function lastBackup(dataFolder: string): StudioStatus['backup'] {
  const newest = newestBackup(dataFolder);
  const last = newest ?? knownBackups(dataFolder)[0];
  return last ? { at: last.madeAt, whole: last.whole, there: newest !== null } : null;
}

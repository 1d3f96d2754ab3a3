import type { QueryClient } from '@tanstack/react-query';
import type { ErrorCode } from '@/lib/schema/error';
import type { Task } from '@/lib/schema/task';
import { connectionQueries } from './connections';
import { statusQueries } from './status';

/** What stops a connection: its key was refused, its account has no credit, or its answers were unclear. */
export type StopCause = 'key' | 'credit' | 'unclear';

const causes: Partial<Record<ErrorCode, StopCause>> = {
  provider_auth: 'key',
  provider_payment: 'credit',
  unknown_outcome: 'unclear',
};

/** Why a connection stands still, by the code of what stopped it. */
export const stopCauseOf = (code: ErrorCode): StopCause => causes[code] ?? 'unclear';

/** Why a task that waits is held back by its connection; null when it is not. */
export const heldBy = ({ status, error }: Pick<Task, 'status' | 'error'>): StopCause | null =>
  (status === 'queued' && error !== null && causes[error.code]) || null;

type Change = { task: Task; before: Task | null };

/** Whether a change of a task may mean that its connection was stopped, or that it goes on. */
export function tellsOfStop({ task, before }: Change): boolean {
  if (task.sandbox) return false;
  if (heldBy(task) !== (before && heldBy(before))) return true;
  const ended = task.status === 'failed' || task.status === 'unknown';
  return ended && task.status !== before?.status && task.error !== null && task.error.code in causes;
}

/** Asks anew how the connections stand, wherever they are shown. */
export async function refreshStops(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: statusQueries.now.queryKey }),
    client.invalidateQueries({ queryKey: connectionQueries.all.queryKey }),
  ]);
}

/** Asks anew when tasks tell that a connection was stopped or goes on, so that the page says so within a moment. */
export function followStops(client: QueryClient, changes: readonly Change[]): void {
  if (changes.some(tellsOfStop)) void refreshStops(client);
}

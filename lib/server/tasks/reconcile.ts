import 'server-only';
import { log } from '@/lib/server/log';
import type { Json } from '@/lib/server/providers/provider';
import { dueUnclear, reopenUnknown, tellUnclear } from '@/lib/server/store/unclear';
import type { TaskRow } from '@/lib/server/store/tasks';
import { contextFor } from './context';
import { faultOf } from './fault';
import type { Shop } from './hold';
import { findSpeaker, type FindSpeaker, type Speaker } from './speaker';

const askMs = 30_000;
const atOnce = 10;
/** What a vendor keeps of a generation it keeps for a day at most (shared/upstream/ideogram.md 2.4). */
const lookedAfterMs = 24 * 3_600_000;
const firstLookMs = 30_000;
/** The vendor's clock and ours may differ by so much. */
const skewMs = 60_000;

/** Whether the provider can tell how a task ended: by its id, or by a list of what it began. */
export const canTell = (row: Pick<TaskRow, 'handle'>, { provider }: Speaker): boolean =>
  provider.poll !== undefined && (row.handle !== null || provider.find !== undefined);

/** Whether the provider can be asked once more how a task ended: it is unclear, and there is an id or a list to ask by. */
export const isCheckable = (row: TaskRow, speaks: FindSpeaker = findSpeaker): boolean => {
  const speaker = row.status === 'unknown' ? speaks(row) : null;
  return speaker !== null && canTell(row, speaker);
};

/**
 * Looks after unclear ends, less often the older they are: where the provider tells that a task came out after all, it
 * goes on from there. Asking is free, and nothing is sent again.
 */
export async function reconcileDue({ db, findSpeaker: speaks }: Pick<Shop, 'db' | 'findSpeaker'>): Promise<void> {
  const now = Date.now();
  const next = ({ finishedAt }: TaskRow): number => now + Math.max(firstLookMs, (now - (finishedAt ?? now)) / 2);
  for (const row of await dueUnclear(db, now, now - lookedAfterMs, next, atOnce)) {
    const speaker = speaks(row);
    if (speaker && canTell(row, speaker)) await reconcile(db, row, speaker);
  }
}

/** Asks once how a task came out. Returns its row when that changed anything; a question that fails changes nothing. */
export async function reconcile(db: Shop['db'], row: TaskRow, speaker: Speaker): Promise<TaskRow | null> {
  try {
    return row.handle === null ? await byList(db, row, speaker) : await byHandle(db, row, row.handle, speaker);
  } catch (cause) {
    log().info({ task: row.id, connection: row.connection, ...faultOf(cause) }, 'nothing was learnt of an unclear end');
    return null;
  }
}

/** Reopened only once it has ended there: before that, a person would see it come and go. */
async function byHandle(db: Shop['db'], row: TaskRow, handle: Json, speaker: Speaker): Promise<TaskRow | null> {
  const { context } = contextFor(db, speaker, askMs);
  const step = await speaker.provider.poll?.(handle, context);
  return step && step.state !== 'running' ? reopenUnknown(db, row.id, Date.now()) : null;
}

async function byList(db: Shop['db'], row: TaskRow, speaker: Speaker): Promise<TaskRow | null> {
  const { provider, model, connection } = speaker;
  const { context } = contextFor(db, speaker, askMs);
  const from = (row.startedAt ?? row.createdAt) - skewMs;
  const until = (row.finishedAt ?? Date.now()) + skewMs;
  const found = await provider.find?.({ operation: row.input, from, until }, model, context);
  for (const handle of found ?? []) {
    const reopened = await reopenUnknown(db, row.id, Date.now(), handle);
    if (reopened) {
      log().info({ task: row.id, connection: row.connection }, 'an unclear task was found in the list of its provider');
      return reopened;
    }
  }
  if (!found) return null;
  const message =
    `No clear answer came, and ${connection.label} lists nothing of this since: it was probably never taken on. ` +
    'Until you say otherwise it counts as charged.';
  return row.error?.message === message ? null : tellUnclear(db, row.id, { code: 'unknown_outcome', message });
}

import 'server-only';
import { isOpen, taskStatus } from '@/lib/schema/task';
import { claimQueued, lease, type Slots } from './queue';
import { forUpdate, forUpdateSkippingLocked } from './dialect';
import { hasStatus, open } from './open';
import { ownerIsGone } from './owner';
import type { Database } from './tables';
import { changesView, patchedColumns, taskRow, type TaskPatch, type TaskRow } from './task-row';
import { advance, inTransaction } from './transaction';
import { refreshTrashed } from './trash';

export type { TaskPatch } from './task-row';

/**
 * A worker's hold on a task. It is lost when another one claims the task: every later write names it and is
 * refused.
 */
export type Claim = { id: string; leaseOwner: string; attempt: number };
/** What changes of a claim whenever it is taken or renewed. */
export type Lease = { id: string; attempt: number; runAt: number };

/**
 * Takes the most urgent due task and leases it until `now + leaseMs`: saving before running before queued
 * (links die first). A queued one only while the pictures in flight on its connection plus its own fit
 * `slots`, and no answered task of it waits to be saved; one larger than all slots goes alone; the first in line is
 * never overtaken. Without `connections` there are no limits.
 */
export async function claimTask(
  db: Database,
  { owner, leaseMs, now, statuses, connections }: {
    owner: string;
    leaseMs: number;
    now: number;
    statuses: readonly ('saving' | 'running' | 'queued')[];
    connections?: readonly Slots[];
  },
): Promise<TaskRow | null> {
  return inTransaction(db, async (trx) => {
    for (const status of ['saving', 'running'] as const) {
      if (!statuses.includes(status)) continue;
      const due = await trx
        .selectFrom('tasks')
        .select('id')
        .where(hasStatus(status))
        .where('runAt', '<=', now)
        .orderBy('runAt')
        .orderBy('n')
        .limit(1)
        .$call(forUpdateSkippingLocked(trx))
        .executeTakeFirst();
      if (due) return lease(trx, due.id, { owner, until: now + leaseMs });
    }
    if (!statuses.includes('queued')) return null;
    return claimQueued(trx, { owner, until: now + leaseMs, now, connections });
  });
}

/**
 * Writes what a worker found out, under its claim. Null, and nothing written, when the claim was lost or the
 * task has ended. A change that a person can see takes a new revision. An end, or going back to `queued`,
 * gives the claim up.
 */
export async function updateTask(db: Database, claim: Claim, patch: TaskPatch): Promise<TaskRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const before = await trx
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', claim.id)
      .$call(forUpdate(trx))
      .executeTakeFirst();
    if (!before || before.leaseOwner !== claim.leaseOwner || before.attempt !== claim.attempt) return null;
    if (!isOpen(taskStatus.parse(before.status))) return null;
    const columns = patchedColumns(patch);
    const seen = changesView(before, columns);
    const ends = patch.status !== undefined && !isOpen(patch.status);
    if (ends || patch.status === 'queued') columns.leaseOwner = null;
    if (ends) await refreshTrashed(trx, claim.id, true);
    if (seen) columns.revision = await advance(trx, 'revision');
    if (Object.keys(columns).length === 0) return taskRow(before);
    const after = await trx
      .updateTable('tasks')
      .set(columns)
      .where('id', '=', claim.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (seen) tell('change');
    if (after.status !== before.status) tell('work');
    return taskRow(after);
  });
}

/** Holds a claim for `leaseMs` more from `now`. False when it was lost. */
export async function renewLease(db: Database, claim: Claim, leaseMs: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tasks')
    .set({ runAt: now + leaseMs })
    .where('id', '=', claim.id)
    .where('leaseOwner', '=', claim.leaseOwner)
    .where('attempt', '=', claim.attempt)
    .where(open)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a claim back, due again at `runAt`. False when it was lost. */
export async function releaseTask(db: Database, claim: Claim, runAt: number): Promise<boolean> {
  return inTransaction(db, async (trx, tell) => {
    const { numUpdatedRows } = await trx
      .updateTable('tasks')
      .set({ runAt, leaseOwner: null })
      .where('id', '=', claim.id)
      .where('leaseOwner', '=', claim.leaseOwner)
      .where('attempt', '=', claim.attempt)
      .where(open)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) tell('work');
    return numUpdatedRows > 0n;
  });
}

/**
 * Settles what a dead worker left behind: a task whose request was on its way becomes `unknown` and is never
 * sent again by itself; all others become due at once. Dead is an owner that is a gone process of this
 * machine; of any other, only when its lease has run out and `isSilent` says that it was not renewed meanwhile; never
 * `owner` itself. Returns the tasks that became `unknown`.
 */
export async function recoverTasks(
  db: Database,
  owner: string,
  now: number,
  isSilent: (lease: Lease) => boolean = () => true,
): Promise<TaskRow[]> {
  return inTransaction(db, async (trx, tell) => {
    const held = await trx
      .selectFrom('tasks')
      .select(['id', 'status', 'leaseOwner', 'attempt', 'runAt'])
      .where(open)
      .where((eb) => eb.or([eb('status', '=', 'sending'), eb('leaseOwner', 'is not', null)]))
      .orderBy('n')
      .$call(forUpdateSkippingLocked(trx))
      .execute();
    const unknown: TaskRow[] = [];
    for (const { id, status, leaseOwner, attempt, runAt } of held) {
      if (leaseOwner === owner) continue;
      const gone = leaseOwner === null || ownerIsGone(leaseOwner);
      if (status === 'sending' && ((isSilent({ id, attempt, runAt }) && runAt <= now) || gone)) {
        const revision = await advance(trx, 'revision');
        const settled = await trx
          .updateTable('tasks')
          .set((eb) => ({
            ...patchedColumns(lostOnItsWay),
            // The sandbox never charges.
            charge: eb.case().when('sandbox', '=', 1).then('none').else('unknown').end(),
            finishedAt: now,
            // Its provider may know of it: it is looked after at once.
            runAt: now,
            leaseOwner: null,
            revision,
          }))
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        unknown.push(taskRow(settled));
        tell('change');
      } else if (status !== 'sending' && gone && runAt > now) {
        await trx.updateTable('tasks').set({ runAt: now, leaseOwner: null }).where('id', '=', id).execute();
        tell('work');
      }
    }
    return unknown;
  });
}

const lostOnItsWay: TaskPatch = {
  status: 'unknown',
  error: {
    code: 'unknown_outcome',
    message:
      'The studio stopped while the request was on its way. ' +
      'It may have been charged, and it will not be sent again by itself.',
  },
};

import 'server-only';
import { isOpen } from '@/lib/schema/task-status';
import { log } from '@/lib/server/log';
import type { Database } from '@/lib/server/store/database';
import { releaseTask, renewLease, updateTask, type Claim, type TaskPatch } from '@/lib/server/store/claims';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { CircuitRules } from './circuit';
import { forgetAge } from './age';
import { insistOn } from './insist';
import type { FindSpeaker } from './speaker';

/** What the worker's steps share. Times in milliseconds. */
export type Shop = {
  db: Database;
  owner: string;
  findSpeaker: FindSpeaker;
  leaseMs: number;
  /** For one synchronous start, connecting and the last byte included. */
  startDeadlineMs: number;
  /** From the first send until a running task is given up as unknown. */
  runDeadlineMs: number;
  /** When unclear ends stop a connection. */
  rules: CircuitRules;
  /** From asking for a picture's file until its last byte. */
  pictureDeadlineMs: number;
  /** When the worker started, by `performance.now()`. */
  since: number;
  /** Asks the worker to look for work at this time (epoch milliseconds). */
  wakeAt: (time: number) => void;
};

/** A claimed row. Once `lost` it belongs to somebody else, was given back, or has ended: it must not be touched again. */
export type Held = {
  readonly row: TaskRow;
  readonly claim: Claim;
  readonly lost: boolean;
  /** Writes under the claim; false when the claim was lost. Throws when the database does. */
  update(patch: TaskPatch): Promise<boolean>;
  /** As `update`, for what must not be forgotten: tried until the database takes it. */
  insist(patch: TaskPatch): Promise<boolean>;
  /** Gives the claim back; the row is due again at `runAt`. */
  release(runAt: number): Promise<void>;
};

/** Works on a claimed row while its lease is kept alive. */
export async function hold(shop: Shop, claimed: TaskRow, work: (held: Held) => Promise<void>): Promise<void> {
  const claim = { id: claimed.id, leaseOwner: shop.owner, attempt: claimed.attempt };
  let row = claimed;
  let lost = false;

  const update = async (patch: TaskPatch): Promise<boolean> => {
    if (lost) return false;
    const written = await updateTask(shop.db, claim, patch);
    if (written) row = written;
    if (!written || !isOpen(written.status)) forgetAge(claim.id);
    // An end and a way back to the queue give the claim up by themselves.
    lost = written === null || written.leaseOwner === null;
    return written !== null;
  };
  const held: Held = {
    claim,
    get row() {
      return row;
    },
    get lost() {
      return lost;
    },
    update,
    insist: (patch) => insistOn(() => update(patch), { task: claim.id }),
    async release(runAt) {
      if (lost) return;
      lost = true;
      await releaseTask(shop.db, claim, runAt);
      shop.wakeAt(runAt);
    },
  };

  const renewal = setInterval(() => {
    if (lost) return;
    renewLease(shop.db, claim, shop.leaseMs, Date.now()).then(
      (kept) => (lost ||= !kept),
      (err: unknown) => log().warn({ task: claim.id, err }, 'a lease could not be renewed'),
    );
  }, shop.leaseMs / 3);
  try {
    await work(held);
  } finally {
    clearInterval(renewal);
  }
}

import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { markedOf } from '@/lib/server/connection-mark';
import { workedConnections } from '@/lib/server/connections';
import { log } from '@/lib/server/log';
import { singleton } from '@/lib/server/singleton';
import { claimTask } from '@/lib/server/store/claims';
import { database, type Database } from '@/lib/server/store/database';
import { ownerName } from '@/lib/server/store/owner';
import type { Slots } from '@/lib/server/store/queue';
import type { TaskRow } from '@/lib/server/store/tasks';
import { onWork } from '@/lib/server/store/wakeups';
import { again } from './again';
import { bell, type Bell } from './bell';
import { usualRules } from './circuit';
import { hold, type Held, type Shop } from './hold';
import { pollTask } from './poll';
import { probeStopped } from './probe';
import { reconcileDue } from './reconcile';
import { recovery } from './recovery';
import { saveTask } from './save';
import { sendTask } from './send';
import { findSpeaker } from './speaker';

type Lane = {
  status: 'queued' | 'running' | 'saving';
  /** Tasks at once. */
  size: number;
  /** Milliseconds between two claims, so that many due tasks after a long stop do not all ask in one moment. */
  paceMs: number;
  work: (shop: Shop, held: Held) => Promise<void>;
};

// Each kind of work has places of its own: however many sends are waiting for an answer, a dying link is fetched.
const saving: Lane = { status: 'saving', size: 4, paceMs: 0, work: saveTask };
const asking: Lane[] = [
  { status: 'running', size: 4, paceMs: 60, work: pollTask },
  { status: 'queued', size: 8, paceMs: 0, work: sendTask },
];

/** While tasks come back unsent: many that were refused at once are due at about the same time. */
const carefulPaceMs = 80;
const carefulMs = 10_000;
const cameBack = ({ status, sends }: TaskRow): boolean => status === 'queued' && sends > 0;

const slowPollMs = 2000;
const afterFaultMs = 1000;
const longestAlarmMs = 60_000;

export type Worker = {
  /**
   * Sends and polls nothing more, finishes what is in hand and saves what has been answered, in at most `drainMs`.
   * True when all of it was finished.
   */
  stop(drainMs: number): Promise<boolean>;
};

export type WorkerSettings = Omit<Shop, 'wakeAt' | 'since'> & { slots: () => Slots[] };

/** What this process's worker runs with: the connections as they are set up, deadlines in milliseconds. */
export const usualSettings = (db: Database): WorkerSettings => ({
  db,
  owner: ownerName(),
  findSpeaker,
  slots: () => workedConnections().map((connection) => ({ ...markedOf(connection), slots: connection.slots })),
  leaseMs: 30_000,
  startDeadlineMs: 180_000,
  runDeadlineMs: 15 * 60_000,
  rules: usualRules,
  // Within a minute, on a busy machine too.
  pictureDeadlineMs: 55_000,
});

/** Starts working on tasks: recovers what a dead worker left, then sends, polls and saves until it is stopped. */
export function runWorker(settings: WorkerSettings): Worker {
  const work = bell();
  const stopping = new AbortController();
  const answered = new AbortController();
  const late = new AbortController();
  const shop: Shop = {
    ...settings,
    since: performance.now(),
    wakeAt: (time) => {
      setTimeout(work.ring, Math.max(0, Math.min(longestAlarmMs, time - Date.now()))).unref();
    },
  };
  const offWork = onWork(work.ring);
  const gone = new Set<string>();
  const recover = recovery(settings, gone);
  const slots = () => {
    const known = settings.slots();
    const lost = [...gone].filter((id) => !known.some((one) => one.id === id));
    return [...known, ...lost.map((id) => ({ id, slots: 1, mark: '' }))];
  };
  const start = (lane: Lane, stop: AbortSignal, leave: AbortSignal) =>
    run(lane, { ...settings, slots }, shop, work, stop, leave);
  const asked = [
    // Again and again, because a worker that dies in another process leaves its tasks at any time.
    again('left-over tasks could not be looked at', settings.leaseMs / 3, stopping.signal, () => recover().then(work.ring)),
    again('stopped connections could not be asked', 1000, stopping.signal, () => probeStopped(settings.db)),
    again('unclear tasks could not be looked after', 2000, stopping.signal, () => reconcileDue(shop)),
    ...asking.map((lane) => start(lane, stopping.signal, stopping.signal)),
  ];
  const finished = Promise.all([
    Promise.all(asked).then(() => {
      answered.abort();
      work.ring();
    }),
    start(saving, late.signal, answered.signal),
  ]).then(() => true);
  return {
    async stop(drainMs) {
      stopping.abort();
      offWork();
      work.ring();
      const timer = new AbortController();
      const over = sleep(drainMs, false, { signal: timer.signal }).catch(() => false);
      const drained = await Promise.race([finished, over]);
      timer.abort();
      late.abort();
      work.ring();
      return drained;
    },
  };
}

/** Claims and works until `stop`, or until nothing is due once `leave` is set; then waits for what is in hand. */
async function run(
  lane: Lane,
  settings: WorkerSettings,
  shop: Shop,
  work: Bell,
  stop: AbortSignal,
  leave: AbortSignal,
): Promise<void> {
  const busy = new Set<Promise<void>>();
  let carefulUntil = 0;
  const look = (row: TaskRow): void => {
    if (cameBack(row)) carefulUntil = performance.now() + carefulMs;
  };
  while (!stop.aborted) {
    const heard = work.rung();
    if (busy.size >= lane.size) {
      await Promise.race(busy);
      continue;
    }
    const row = await claim(lane, settings);
    if (leave.aborted && (row === null || row === 'fault')) break;
    if (row === 'fault') await work.wait(heard, afterFaultMs);
    else if (row === null) await work.wait(heard, slowPollMs);
    else {
      look(row);
      const job = hold(shop, row, (held) => lane.work(shop, held).finally(() => look(held.row)))
        .catch((err: unknown) =>
          log().error({ task: row.id, err }, 'a step broke off; the task is taken up again'),
        )
        .finally(() => {
          busy.delete(job);
          work.ring();
        });
      busy.add(job);
      // The queue stands still while one waits for this, and may have waited for just this one.
      if (lane === saving) work.ring();
      const paceMs = performance.now() < carefulUntil ? carefulPaceMs : lane.paceMs;
      if (paceMs > 0) await sleep(paceMs);
    }
  }
  await Promise.all(busy);
}

async function claim(lane: Lane, { db, owner, leaseMs, slots }: WorkerSettings) {
  try {
    return await claimTask(db, {
      owner,
      leaseMs,
      now: Date.now(),
      statuses: [lane.status],
      connections: slots(),
    });
  } catch (err) {
    log().error({ err }, 'no task could be claimed, trying again');
    return 'fault';
  }
}

const held = () => singleton<{ worker?: Promise<Worker> }>('worker', () => ({}));

/** Starts the process's one worker; called again it does nothing. Throws when the database cannot be opened. */
export async function startWorker(): Promise<void> {
  await (held().worker ??= database().then((db) => runWorker(usualSettings(db))));
}

/** Stops the process's worker: nothing more is claimed, what is in hand may take `drainMs` more. */
export async function stopWorker(drainMs = 30_000): Promise<boolean> {
  const worker = await held().worker;
  return worker ? worker.stop(drainMs) : true;
}

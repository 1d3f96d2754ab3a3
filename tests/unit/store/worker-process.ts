import { claimTask, updateTask } from '@/lib/server/store/claims';
import { openDatabase, type Database, type Target } from '@/lib/server/store/database';
import { ownerName } from '@/lib/server/store/owner';
import { acceptTask, listTasks } from '@/lib/server/store/tasks';
import { claimOf, newTask } from './samples';

// One process of several on one database. Says what it did, a line of JSON each, on standard output.
const [target, job] = process.argv.slice(2);
const db = await openDatabase(JSON.parse(target ?? '') as Target);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const sqliteBusy = 5;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** SQLite lets nobody queue for a write: whoever never finds it free in all of its time asks again, as the worker does. */
const untilFree = async <T>(write: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error;
    }
  }
};

const claim = (db: Database) =>
  claimTask(db, {
    owner: ownerName(),
    leaseMs: 60_000,
    now: Date.now(),
    statuses: ['queued'],
    connections: [{ id: 'sandbox', slots: 10, mark: '' }],
  });

async function drain(): Promise<void> {
  for (;;) {
    const task = await untilFree(() => claim(db));
    if (!task) {
      if ((await listTasks(db, { open: true, limit: 1 })).tasks.length === 0) return;
      await pause(5);
      continue;
    }
    const open = await listTasks(db, { open: true, limit: 500 });
    const inFlight = open.tasks.filter(({ leaseOwner }) => leaseOwner !== null).length;
    say({ claimed: task.id, attempt: task.attempt, inFlight });
    for (const status of ['sending', 'running', 'succeeded'] as const) {
      await pause(1);
      const written = await untilFree(() => updateTask(db, claimOf(task), { status }));
      if (!written) say({ lost: task.id });
    }
  }
}

if (job === 'accept') say({ accepted: (await acceptTask(db, newTask())).created });
if (job === 'drain') await Promise.all(Array.from({ length: 6 }, drain));
if (job === 'hang') {
  const task = await claim(db);
  const sending = task && (await updateTask(db, claimOf(task), { status: 'sending' }));
  say({ sending: sending?.id });
  await pause(60_000);
}
await db.destroy();

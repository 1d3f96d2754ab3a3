import { createInterface } from 'node:readline';
import { operations } from '@/lib/schema/operation';
import type { Context, Provider, Step } from '@/lib/server/providers/provider';
import { database } from '@/lib/server/store/database';
import { findTask, listTasks } from '@/lib/server/store/tasks';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { begin } from '@/lib/server/tasks/begin';
import { findSpeaker, type FindSpeaker } from '@/lib/server/tasks/speaker';
import { runWorker, usualSettings } from '@/lib/server/tasks/worker';

/**
 * A studio without pages: accepts one task for each of KEYS (`key`, or `key@connection`; each key its own prompt) and
 * works; a line of standard input is one more. With CRASH it kills itself at that point of a task's life, of VICTIM's where that is named; with UNTIL_IDLE it
 * leaves once nothing is open; SIGTERM drains.
 */
const { KEYS = '', CRASH = '', VICTIM = '', UNTIL_IDLE = '', LEASE_MS = '', COUNT = '1' } = process.env;
const crashMs = 150;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};

const isVictim = (row: object): boolean =>
  VICTIM === '' || ('idempotencyKey' in row && row.idempotencyKey === VICTIM);

const crashing: FindSpeaker = (row) => {
  const speaker = findSpeaker(row);
  if (CRASH === '' || !isVictim(row)) return speaker;
  const status = 'status' in row ? row.status : null;
  if (CRASH === 'claimed' && status === 'queued') die();
  if (CRASH === 'answered' && status === 'saving') die();
  if (CRASH === 'saving' && status === 'saving') setTimeout(die, Math.random() * crashMs);
  const generate = speaker?.provider.start.generate;
  if (!speaker || !generate) return speaker;
  const start: Provider['start']['generate'] = async (input, model, context): Promise<Step> => {
    if (CRASH === 'marked') die();
    const send: Context['send'] = async (request) => {
      const reply = await context.send(request);
      if (CRASH === 'replied') die();
      return reply;
    };
    return generate(input, model, { ...context, send });
  };
  return { ...speaker, provider: { ...speaker.provider, start: { ...speaker.provider.start, generate: start } } };
};

/** As the server starts, or with what a test changes about it. */
async function startWorking(): Promise<void> {
  if (CRASH === '' && LEASE_MS === '') return begin();
  const settings = usualSettings(await database());
  const worker = runWorker({ ...settings, findSpeaker: crashing, leaseMs: Number(LEASE_MS || settings.leaseMs) });
  process.on('SIGTERM', () => {
    void worker.stop(30_000).then((drained) => process.exit(drained ? 0 : 1));
  });
}

async function untilIdle(): Promise<void> {
  for (;;) {
    const { tasks } = await listTasks(await database(), { open: true, limit: 1 });
    if (tasks.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

console.log('up');
await startWorking();
const db = await database();

async function take(asked: string): Promise<void> {
  const [key = '', connection] = asked.split('@');
  const body = { prompt: `picture of ${key}`, count: Number(COUNT), ...(connection ? { connection } : { resolution: '640x1024' }) };
  const { id } = await acceptOperation('generate', operations.generate.parse(body), { idempotencyKey: key });
  const stored = await findTask(db, id);
  console.log(`accepted ${key} ${stored?.id}`);
}

for (const asked of KEYS.split(',').filter(Boolean)) await take(asked);
// One after the other, so that they stand in the queue as they came.
let taking = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (asked) => void (taking = taking.then(() => take(asked))));

if (UNTIL_IDLE !== '') {
  await untilIdle();
  process.kill(process.pid, 'SIGTERM');
}

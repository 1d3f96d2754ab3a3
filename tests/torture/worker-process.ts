import { operations } from '@/lib/schema/operation';
import type { Context, Provider, Step } from '@/lib/server/providers/provider';
import { database } from '@/lib/server/store/database';
import { findTask, listTasks } from '@/lib/server/store/tasks';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { begin } from '@/lib/server/tasks/begin';
import { findSpeaker, type FindSpeaker } from '@/lib/server/tasks/speaker';
import { runWorker, usualSettings } from '@/lib/server/tasks/worker';

/**
 * A studio without pages: accepts one task for each of KEYS (each key its own prompt) and works. With CRASH it kills
 * itself at that point of a task's life; with UNTIL_IDLE it leaves once nothing is open; SIGTERM drains.
 */
const { KEYS = '', CRASH = '', UNTIL_IDLE = '', LEASE_MS = '', SLOW = '', COUNT = '1' } = process.env;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};

const crashing: FindSpeaker = (row) => {
  if (CRASH === 'claimed' && row.operation === 'generate' && 'status' in row && row.status === 'queued') die();
  if (CRASH === 'answered' && 'status' in row && row.status === 'saving') die();
  if (CRASH === 'saving' && 'status' in row && row.status === 'saving') setTimeout(die, Math.random() * 250);
  const speaker = findSpeaker(row);
  const generate = speaker?.provider.start.generate;
  if (!speaker || !generate || CRASH === '') return speaker;
  const start: Provider['start']['generate'] = async (input, model, context): Promise<Step> => {
    if (CRASH === 'marked') die();
    if (CRASH === 'sent') setTimeout(die, 40);
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

for (const key of KEYS.split(',').filter(Boolean)) {
  const prompt = `${SLOW ? 'fault:slow=1 ' : ''}picture of ${key}`;
  const input = operations.generate.parse({ prompt, resolution: '640x1024', count: Number(COUNT) });
  const { id } = await acceptOperation('generate', input, { idempotencyKey: key });
  const stored = await findTask(db, id);
  console.log(`accepted ${key} ${stored?.id}`);
}

if (UNTIL_IDLE !== '') {
  await untilIdle();
  process.kill(process.pid, 'SIGTERM');
}

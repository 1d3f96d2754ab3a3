import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { openDatabase } from '@/lib/server/store/database';
import { insertedTask } from '@/lib/server/store/task-row';
import { advance, inTransaction } from '@/lib/server/store/transaction';

const tasks = 1400;
const evidenceBytes = 64 * 1024;

/**
 * Gives a studio a past before its first start: tasks that failed at no cost, with as much evidence as a row may hold.
 * Together they are more than the database keeps in memory (64 MiB), so that its memory is full from the start: filled by
 * the soak itself it would rise for hours, and look like a leak.
 */
export async function writeHistory(dataFolder: string): Promise<void> {
  const db = await openDatabase({ sqlite: path.join(dataFolder, 'atelier.db') });
  const dayAgo = Date.now() - 86_400_000;
  await inTransaction(db, async (trx) => {
    for (let at = 0; at < tasks; at++) {
      const id = randomUUID();
      const common = { connection: 'former', model: 'ideogram-v2' };
      const n = await advance(trx, 'n', 2);
      const task = insertedTask(
        {
          ...common, sandbox: true, id, idempotencyKey: null, bodyHash: id, width: 1024, height: 1024, usdMicros: 0, charge: 'none',
          parentImageId: null, retryOf: null, createdAt: dayAgo + at,
          input: { operation: 'generate', prompt: `history ${at}`, count: 1, ...common },
        },
        n,
        await advance(trx, 'revision'),
      );
      const body = randomBytes(evidenceBytes / 2).toString('hex');
      const evidence = JSON.stringify({ status: 500, type: 'text/plain', body, cut: true });
      await trx.insertInto('tasks').values({ ...task, status: 'failed', hidden: 1, finishedAt: dayAgo + at, evidence }).execute();
    }
  });
  await db.destroy();
}

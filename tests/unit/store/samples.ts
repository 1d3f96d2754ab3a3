import { randomUUID } from 'node:crypto';
import type { Claim } from '@/lib/server/store/claims';
import type { Database } from '@/lib/server/store/database';
import type { NewImage } from '@/lib/server/store/images';
import { acceptTask, type NewTask, type TaskRow } from '@/lib/server/store/tasks';

/** A task to accept, plain where `over` says nothing. */
export function newTask(over: Partial<NewTask> & { count?: number } = {}): NewTask {
  const { count = 1, ...rest } = over;
  return {
    id: randomUUID(),
    idempotencyKey: null,
    bodyHash: 'hash',
    connection: 'sandbox',
    model: 'ideogram-v2',
    input: { operation: 'generate', prompt: 'a lighthouse', count },
    width: 1024,
    height: 1024,
    usdMicros: 80_000,
    charge: 'none',
    sandbox: false,
    parentImageId: null,
    retryOf: null,
    createdAt: 1000,
    ...rest,
  };
}

export const accepted = async (db: Database, over: Parameters<typeof newTask>[0] = {}): Promise<TaskRow> =>
  (await acceptTask(db, newTask(over))).task;

/** A picture to store, plain where `over` says nothing. */
export const newImage = (over: Partial<NewImage> = {}): NewImage => ({
  taskId: null,
  parentId: null,
  index: 0,
  operation: null,
  connection: null,
  model: null,
  sandbox: false,
  name: null,
  prompt: null,
  usedPrompt: null,
  style: null,
  seed: null,
  width: 1024,
  height: 1024,
  type: 'image/png',
  bytes: 1234,
  color: '#2f5a4b',
  placeholder: 'AAAA',
  sha256: 'ab'.repeat(32),
  createdAt: 2000,
  ...over,
});

export const claimOf = ({ id, leaseOwner, attempt }: TaskRow): Claim => ({ id, leaseOwner: leaseOwner ?? '', attempt });

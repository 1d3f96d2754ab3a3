import 'server-only';
import { randomUUID } from 'node:crypto';
import type { StoredPicture } from '@/lib/server/pictures';
import type { Database } from '@/lib/server/store/database';
import { findImage, type NewImage } from '@/lib/server/store/images';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { StoredOutput } from './answer';

/** The words of a picture: those that were asked, or else its source's, which nobody asked for again. */
async function wordsOf(db: Database, { input }: TaskRow): Promise<{ prompt: string | null; asked: boolean }> {
  if ('prompt' in input && input.prompt) return { prompt: input.prompt, asked: true };
  const source = 'image' in input ? await findImage(db, input.image) : null;
  return { prompt: source?.prompt ?? null, asked: false };
}

/** The library's row of a picture that a task made. */
export async function newImage(
  db: Database,
  row: TaskRow,
  output: StoredOutput,
  index: number,
  picture: StoredPicture,
): Promise<NewImage> {
  const { input } = row;
  const { prompt, asked } = await wordsOf(db, row);
  // What a vendor calls a picture that it was given no words for is no change of its source's words.
  const used = asked || prompt === null ? output.prompt : null;
  return {
    ...picture,
    id: randomUUID(),
    taskId: row.id,
    parentId: row.parentImageId,
    index,
    operation: row.operation,
    connection: row.connection,
    model: row.model,
    sandbox: row.sandbox,
    name: null,
    prompt,
    usedPrompt: used !== prompt ? used : null,
    style: 'style' in input ? (input.style ?? null) : null,
    seed: output.seed ?? ('seed' in input ? (input.seed ?? null) : null),
    createdAt: Date.now(),
  };
}

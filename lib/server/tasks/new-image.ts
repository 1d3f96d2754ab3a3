import 'server-only';
import { randomUUID } from 'node:crypto';
import type { StoredPicture } from '@/lib/server/pictures';
import type { Database } from '@/lib/server/store/database';
import { findImage, type NewImage } from '@/lib/server/store/images';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { StoredOutput } from './answer';

/** The prompt that was asked; an upscale without one carries on its source's. */
async function promptAsked(db: Database, { input }: TaskRow): Promise<string | null> {
  if ('prompt' in input && input.prompt) return input.prompt;
  return 'image' in input ? ((await findImage(db, input.image))?.prompt ?? null) : null;
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
  const prompt = await promptAsked(db, row);
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
    usedPrompt: output.prompt !== null && output.prompt !== prompt ? output.prompt : null,
    style: 'style' in input ? (input.style ?? null) : null,
    seed: output.seed ?? ('seed' in input ? (input.seed ?? null) : null),
    createdAt: Date.now(),
  };
}

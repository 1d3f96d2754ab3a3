import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { editDraft, getDraft, restoreDraft, type Draft } from './draft';

/** What was asked, as a draft; `parent` is the picture it was asked of, null when there is none any more. */
export function draftOf(task: Task, parent: Image | null): Partial<Draft> {
  const { input } = task;
  const source = parent?.deletedAt === null ? parent : null;
  const of = { operation: input.operation, connection: task.connection, model: task.model, image: source };
  if (input.operation === 'describe') return source === null ? {} : of;
  if (input.operation === 'upscale') {
    const words = {
      prompt: input.prompt ?? '',
      magicPrompt: input.magicPrompt ?? null,
      seed: input.seed ?? null,
    };
    if (source === null) return { prompt: words.prompt };
    return {
      ...of,
      ...words,
      count: input.count,
      resemblance: input.resemblance ?? null,
      detail: input.detail ?? null,
    };
  }
  return {
    ...of,
    operation: source === null ? 'generate' : input.operation,
    prompt: input.prompt,
    negativePrompt: input.negativePrompt ?? '',
    aspectRatio: input.aspectRatio ?? null,
    resolution: input.resolution ?? null,
    style: input.style ?? null,
    magicPrompt: input.magicPrompt ?? null,
    seed: input.seed ?? null,
    count: input.count,
    colorPalette: input.colorPalette ?? null,
    imageWeight: input.operation === 'remix' ? (input.imageWeight ?? null) : null,
  };
}

/** Puts what a task asked back into the box; answers an undo. */
export function editTask(task: Task, source: Image | null): () => void {
  const before = getDraft();
  editDraft(draftOf(task, source));
  return () => restoreDraft(before);
}

import 'server-only';
import type { Operation } from '@/lib/schema/operation';
import type { SharedLook } from '@/lib/schema/shared-view';
import type { Shared } from './shares';
import { database } from './store/database';
import { findTask } from './store/tasks';

/** How the pictures of a link were asked to look, by their tasks' ids. Only for a link whose prompt is shown. */
export async function sharedLooks({ images }: Shared): Promise<Map<string, SharedLook>> {
  const db = await database();
  const ids = new Set(images.flatMap((row) => (row?.taskId ? [row.taskId] : [])));
  const tasks = await Promise.all([...ids].map((id) => findTask(db, id)));
  return new Map(tasks.flatMap((task) => (task ? [[task.id, lookOf(task.input)] as const] : [])));
}

type Asked = Partial<Omit<Extract<Operation, { operation: 'generate' }>, 'operation'>> & { operation: string };

// Written out field by field, and no picture is named: a stranger sees those of the link and no others.
const lookOf = (asked: Asked): SharedLook => ({
  style: asked.style ?? null,
  renderingSpeed: asked.renderingSpeed ?? null,
  stylePreset: asked.stylePreset ?? null,
  styleCodes: asked.styleCodes ?? [],
  styleImages: asked.styleImages?.length ?? 0,
  characterImage: asked.characterImage !== undefined,
});

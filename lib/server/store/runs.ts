import 'server-only';
import { imageColumns, imageRow, type ImageRow } from './image-row';
import type { Database } from './tables';
import { taskRow, type TaskRow } from './task-row';

/** An entry of the unfiltered library: a task with its pictures that are not in the trash, or an upload. */
export type RunEntry =
  { kind: 'task'; task: TaskRow; images: ImageRow[] } | { kind: 'upload'; image: ImageRow };

/**
 * A page of the unfiltered library, newest first; `next` is the cursor of the following one. Left out:
 * uploads in the trash, tasks put away, ended tasks whose every picture is in the trash.
 */
export async function listRuns(
  db: Database,
  { cursor, limit }: { cursor?: number; limit: number },
): Promise<{ entries: RunEntry[]; next: number | null }> {
  const before = cursor ?? Number.MAX_SAFE_INTEGER;
  const tasks = await db
    .selectFrom('tasks')
    .selectAll()
    .where((eb) => eb.and([eb('hidden', '=', eb.lit(0)), eb('trashed', '=', eb.lit(0))]))
    .where('n', '<', before)
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute();
  const uploads = await db
    .selectFrom('images')
    .select(imageColumns)
    .where('taskId', 'is', null)
    .where('deletedAt', 'is', null)
    .where('n', '<', before)
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute();
  const found = [
    ...tasks.map((task) => ({ n: task.n, task, upload: null })),
    ...uploads.map((upload) => ({ n: upload.n, task: null, upload })),
  ].toSorted((one, other) => other.n - one.n);
  const page = found.slice(0, limit);
  const pictures = await livePictures(db, page.flatMap(({ task }) => task?.id ?? []));
  return {
    entries: page.flatMap(({ task, upload }): RunEntry[] => {
      if (task) return [{ kind: 'task', task: taskRow(task), images: pictures.get(task.id) ?? [] }];
      return upload ? [{ kind: 'upload', image: imageRow(upload) }] : [];
    }),
    next: found.length > limit ? (page.at(-1)?.n ?? null) : null,
  };
}

async function livePictures(db: Database, taskIds: string[]): Promise<Map<string, ImageRow[]>> {
  if (taskIds.length === 0) return new Map();
  const stored = await db
    .selectFrom('images')
    .select(imageColumns)
    .where('taskId', 'in', taskIds)
    .where('deletedAt', 'is', null)
    .orderBy('index')
    .execute();
  const byTask = new Map<string, ImageRow[]>();
  for (const row of stored.map(imageRow)) {
    const taskId = row.taskId ?? '';
    byTask.set(taskId, [...(byTask.get(taskId) ?? []), row]);
  }
  return byTask;
}

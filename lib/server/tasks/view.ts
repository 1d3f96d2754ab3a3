import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import type { Run, RunPage } from '@/lib/schema/run';
import type { Task } from '@/lib/schema/task';
import { cursorOf } from '@/lib/server/queries';
import { database, type Database } from '@/lib/server/store/database';
import { countImages, imagesOfTasks, type ImageRow } from '@/lib/server/store/images';
import { listRuns } from '@/lib/server/store/runs';
import { currentRevision, findTask, type TaskRow } from '@/lib/server/store/tasks';
import { outlook, type Waiting } from './outlook';
import { isCheckable } from './reconcile';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** A picture as the HTTP API shows it. */
export function imageView({ n: _n, sha256: _sha256, deletedAt, createdAt, ...image }: ImageRow): Image {
  return { ...image, deletedAt: isoOrNull(deletedAt), createdAt: iso(createdAt) };
}

/** A task as the HTTP API shows it: without handle, answer, lease and key. `images` are its pictures, the trashed ones left out. */
function taskView(row: TaskRow, images: ImageRow[], waits: Map<string, Waiting>): Task {
  const waiting = row.status === 'queued' ? waits.get(row.id) : undefined;
  return {
    id: row.id,
    operation: row.operation,
    connection: row.connection,
    model: row.model,
    status: row.status,
    input: row.input,
    progress: row.progress,
    position: waiting?.position ?? null,
    startsIn: waiting?.startsIn ?? null,
    width: row.width,
    height: row.height,
    error: waiting?.held ?? row.error,
    text: row.text,
    images: images.filter(({ deletedAt }) => deletedAt === null).map(imageView),
    missing: row.missing,
    expected: { usdMicros: row.expectedMicros, basis: row.expectedBasis },
    usdMicros: row.usdMicros,
    charge: row.charge,
    sandbox: row.sandbox,
    parentImageId: row.parentImageId,
    retryOf: row.retryOf,
    hidden: row.hidden,
    settled: row.settled,
    checkable: isCheckable(row),
    person: row.person || null,
    createdAt: iso(row.createdAt),
    startedAt: isoOrNull(row.startedAt),
    answeredAt: isoOrNull(row.answeredAt),
    finishedAt: isoOrNull(row.finishedAt),
    revision: row.revision,
  };
}

/** The views of several tasks, in their order; how many there are makes no more queries. */
export async function viewsOf(db: Database, rows: TaskRow[]): Promise<Task[]> {
  if (rows.length === 0) return [];
  const images = Map.groupBy(await imagesOfTasks(db, rows.map(({ id }) => id)), ({ taskId }) => taskId);
  const waits = await waitsOf(db, rows);
  return rows.map((row) => taskView(row, inOrder(images.get(row.id) ?? []), waits));
}

const waitsOf = async (db: Database, rows: TaskRow[]): Promise<Map<string, Waiting>> =>
  rows.some(({ status }) => status === 'queued') ? outlook(db) : new Map();

const inOrder = (images: ImageRow[]): ImageRow[] => images.toSorted((one, other) => one.index - other.index);

/** One task's view. */
export async function viewOf(db: Database, row: TaskRow): Promise<Task> {
  const [view] = await viewsOf(db, [row]);
  if (!view) throw new AppError('internal', 'The task has no view.');
  return view;
}

/** One task by its id. Throws `not_found`. */
export async function loadTask(id: string): Promise<Task> {
  const db = await database();
  const row = await findTask(db, id);
  if (!row) throw new AppError('not_found', 'There is no such task.');
  return viewOf(db, row);
}


/** A page of the unfiltered library: what each press made, and uploads, newest first. The first page carries total and revision. */
export async function loadRuns({ cursor, limit }: { cursor?: number; limit: number }): Promise<RunPage> {
  const db = await database();
  // Read first: a change in between is told again by the feed instead of being missed.
  const first =
    cursor === undefined ? { revision: await currentRevision(db), total: await countImages(db) } : {};
  const { entries, next } = await listRuns(db, { cursor, limit });
  const rows = entries.flatMap((entry) => (entry.kind === 'task' ? [entry.task] : []));
  const waits = await waitsOf(db, rows);
  const runs = entries.map((entry): Run => {
    if (entry.kind === 'upload') return { id: entry.image.id, task: null, images: [imageView(entry.image)] };
    const task = taskView(entry.task, inOrder(entry.images), waits);
    return { id: task.id, task, images: task.images };
  });
  return { runs, next: next === null ? null : cursorOf(next), ...first };
}

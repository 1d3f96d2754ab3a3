import 'server-only';
import type { Claim } from './claims';
import { forUpdate } from './dialect';
import { imageColumns, imageRow, insertedImage, type ImageRow, type NewImage } from './image-row';
import { countMatches, matches } from './matches';
import type { ImageQuery } from './search';
import type { Database, Writing } from './tables';
import { imageNumber } from './tasks';
import { advance, inTransaction } from './transaction';
import { refreshTrashed } from './trash';

export type { ImageRow, NewImage } from './image-row';

/**
 * Stores a picture once per task and index: the second time gives the stored row. With a claim it gives null,
 * and stores nothing, when the claim was lost. A task's picture gives its task a new revision.
 */
export async function insertImage(db: Database, image: NewImage): Promise<ImageRow>;
export async function insertImage(db: Database, image: NewImage, claim: Claim): Promise<ImageRow | null>;
export async function insertImage(db: Database, image: NewImage, claim?: Claim): Promise<ImageRow | null> {
  return inTransaction(db, async (trx, tell) => {
    if (image.taskId === null) return store(trx, image, await advance(trx, 'n'));
    const task = await trx
      .selectFrom('tasks')
      .select(['n', 'count', 'leaseOwner', 'attempt'])
      .where('id', '=', image.taskId)
      .$call(forUpdate(trx))
      .executeTakeFirstOrThrow();
    if (claim && (task.leaseOwner !== claim.leaseOwner || task.attempt !== claim.attempt)) return null;
    const known = await trx
      .selectFrom('images')
      .select(imageColumns)
      .where('taskId', '=', image.taskId)
      .where('index', '=', image.index)
      .executeTakeFirst();
    if (known) return imageRow(known);
    const n = image.index < task.count ? imageNumber(task, image.index) : await advance(trx, 'n');
    const row = await store(trx, image, n);
    await refreshTrashed(trx, image.taskId);
    await touch(trx, image.taskId);
    tell('change');
    return row;
  });
}

async function store(trx: Writing, image: NewImage, n: number): Promise<ImageRow> {
  const stored = await trx
    .insertInto('images')
    .values(insertedImage(image, n))
    .returning(imageColumns)
    .executeTakeFirstOrThrow();
  return imageRow(stored);
}

async function touch(trx: Writing, taskId: string): Promise<void> {
  const revision = await advance(trx, 'revision');
  await trx.updateTable('tasks').set({ revision }).where('id', '=', taskId).execute();
}

/** One picture by its id, in the trash or not, or null. */
export async function findImage(db: Database, id: string): Promise<ImageRow | null> {
  const stored = await db.selectFrom('images').select(imageColumns).where('id', '=', id).executeTakeFirst();
  return stored ? imageRow(stored) : null;
}

/** The pictures among `ids` that there are, in the trash or not, in the order of `ids`. */
export async function findImages(db: Database, ids: readonly string[]): Promise<ImageRow[]> {
  if (ids.length === 0) return [];
  const stored = await db.selectFrom('images').select(imageColumns).where('id', 'in', ids).execute();
  const rows = new Map(stored.map((row) => [row.id, imageRow(row)]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Every picture of these tasks, also in the trash, by task and index. */
export async function imagesOfTasks(db: Database, taskIds: readonly string[]): Promise<ImageRow[]> {
  if (taskIds.length === 0) return [];
  const stored = await db
    .selectFrom('images')
    .select(imageColumns)
    .where('taskId', 'in', taskIds)
    .orderBy('taskId')
    .orderBy('index')
    .execute();
  return stored.map(imageRow);
}

/** What was made from a picture and is not in the trash, newest first. */
export async function childrenOf(db: Database, imageId: string): Promise<ImageRow[]> {
  const stored = await db
    .selectFrom('images')
    .select(imageColumns)
    .where('parentId', '=', imageId)
    .where('deletedAt', 'is', null)
    .orderBy('n', 'desc')
    .execute();
  return stored.map(imageRow);
}

/**
 * Marks a picture, moves it to the trash (`deletedAt`: when) or back (null). Its task gets a new revision,
 * and its card goes with the last picture and comes back with the first. Null when there is no such picture.
 */
export async function updateImage(
  db: Database,
  id: string,
  { favourite, deletedAt }: { favourite?: boolean; deletedAt?: number | null },
): Promise<ImageRow | null> {
  return inTransaction(db, async (trx, tell) => {
    const found = await trx.selectFrom('images').select('taskId').where('id', '=', id).executeTakeFirst();
    if (!found) return null;
    if (found.taskId !== null) {
      await trx
        .selectFrom('tasks')
        .select('n')
        .where('id', '=', found.taskId)
        .$call(forUpdate(trx))
        .execute();
    }
    const before = await trx
      .selectFrom('images')
      .select(imageColumns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const columns = {
      favourite: favourite === undefined ? before.favourite : Number(favourite),
      deletedAt: deletedAt === undefined ? before.deletedAt : deletedAt,
    };
    if (columns.favourite === before.favourite && columns.deletedAt === before.deletedAt)
      return imageRow(before);
    const after = await trx
      .updateTable('images')
      .set(columns)
      .where('id', '=', id)
      .returning(imageColumns)
      .executeTakeFirstOrThrow();
    if (after.taskId !== null) {
      await refreshTrashed(trx, after.taskId);
      await touch(trx, after.taskId);
      tell('change');
    }
    return imageRow(after);
  });
}

/**
 * A page of the pictures that a query finds, newest first; `next` is the cursor of the following one. The
 * first page tells `total`; above 10 000 only of the whole library and of what `is:` and `model:` find.
 */
export async function listImages(
  db: Database,
  { query, cursor, limit }: { query: ImageQuery; cursor?: number; limit: number },
): Promise<{ images: ImageRow[]; next: number | null; total?: number }> {
  const found = await matches(db, query, { cursor, limit: limit + 1 }).execute();
  const page = found.slice(0, limit).map(({ n }) => n);
  const stored =
    page.length === 0
      ? []
      : await db.selectFrom('images').select(imageColumns).where('n', 'in', page).execute();
  const whole = found.length > limit ? () => countMatches(db, query) : () => found.length;
  const total = cursor === undefined ? await whole() : undefined;
  return {
    images: stored.toSorted((one, other) => other.n - one.n).map(imageRow),
    next: found.length > limit ? (page.at(-1) ?? null) : null,
    ...(total !== undefined && { total }),
  };
}

/** How many pictures there are that are not in the trash. */
export async function countImages(db: Database): Promise<number> {
  const { found } = await db
    .selectFrom('images')
    .select((eb) => eb.fn.countAll<number>().as('found'))
    .where('deletedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return found;
}

import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Image, ImagePage, ImagePatch } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import type { Run, RunPage } from '@/lib/schema/run';
import { cursorOf } from './queries';
import { database, type Database } from './store/database';
import { childrenOf, findImage, listImages, updateImage, type ImageRow } from './store/images';
import { parseQuery } from './store/search';
import { currentRevision, findTask } from './store/tasks';
import { imageView, loadTask } from './tasks/view';

const parentLimit = 20;
const childLimit = 50;

/** What a page of the library is asked with; `cursor` is the `n` that a former page ended at. */
export type LibraryQuery = { q: string; cursor?: number; limit: number };

/** The row of a picture, in the trash or not. Throws `not_found`. */
export async function findPicture(db: Database, id: string): Promise<ImageRow> {
  const row = await findImage(db, id);
  if (!row) throw new AppError('not_found', 'There is no such picture.');
  return row;
}

/** One picture with its task and its lineage; one in the trash too, so that it can be restored. Throws `not_found`. */
export async function loadImage(id: string): Promise<ImageDetail> {
  const db = await database();
  const row = await findPicture(db, id);
  const [task, parents, made] = await Promise.all([
    row.taskId === null ? null : loadTask(row.taskId),
    parentsOf(db, row),
    childrenOf(db, id),
  ]);
  const image = imageView(row);
  const children = made.slice(0, childLimit).map(imageView);
  return { image, task, parents, children, weights: await weightsOf(db, [...parents, image, ...children]) };
}

async function weightsOf(db: Database, images: Image[]): Promise<Record<string, number>> {
  const byTask = Map.groupBy(
    images.filter(({ operation }) => operation === 'remix'),
    ({ taskId }) => taskId,
  );
  const weights: Record<string, number> = {};
  for (const [taskId, remixes] of byTask) {
    const input = taskId === null ? null : (await findTask(db, taskId))?.input;
    if (input?.operation !== 'remix' || input.imageWeight === undefined) continue;
    for (const { id } of remixes) weights[id] = input.imageWeight;
  }
  return weights;
}

async function parentsOf(db: Database, row: ImageRow): Promise<Image[]> {
  const parents: Image[] = [];
  for (let id = row.parentId; id !== null && parents.length < parentLimit;) {
    const parent = await findImage(db, id);
    if (!parent) break;
    parents.unshift(imageView(parent));
    id = parent.parentId;
  }
  return parents;
}

/** A page of pictures that match `q`, newest first; `total` comes with the first page. */
export async function loadImages({ q, cursor, limit }: LibraryQuery): Promise<ImagePage> {
  const page = await listImages(await database(), { query: parseQuery(q), cursor, limit });
  return {
    images: page.images.map(imageView),
    next: page.next === null ? null : cursorOf(page.next),
    ...(page.total !== undefined && { total: page.total }),
  };
}

/** The same page as runs: neighbours of one task stand together under their first picture's id, `task` is null. */
export async function loadMatches(query: LibraryQuery): Promise<RunPage> {
  // Read first: a change in between is told again by the feed instead of being missed.
  const first = query.cursor === undefined ? { revision: await currentRevision(await database()) } : {};
  const { images, ...page } = await loadImages(query);
  const runs: Run[] = [];
  for (const image of images) {
    const last = runs.at(-1);
    if (last && image.taskId !== null && last.images[0]?.taskId === image.taskId) last.images.push(image);
    else runs.push({ id: image.id, task: null, images: [image] });
  }
  return { runs, ...page, ...first };
}

/** Marks a favourite, puts a picture in the trash or takes it out again; the files stay. Throws `not_found`. */
export async function changeImage(id: string, { favourite, deleted }: ImagePatch): Promise<Image> {
  const db = await database();
  await findPicture(db, id);
  const deletedAt = deleted === undefined ? undefined : deleted ? Date.now() : null;
  const row = await updateImage(db, id, { favourite, deletedAt });
  if (!row) throw new AppError('not_found', 'There is no such picture.');
  return imageView(row);
}

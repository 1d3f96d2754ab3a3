import 'server-only';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/schema/error';
import type { Share, ShareRequest } from '@/lib/schema/share';
import type { SharedImage, SharedLook, SharedView } from '@/lib/schema/shared-view';
import { sharedLooks } from './shared-looks';
import { database } from './store/database';
import { findImages, type ImageRow } from './store/images';
import {
  countOpen,
  findShareByHash,
  insertShare,
  listShares,
  revokeShare,
  type ShareRow,
} from './store/shares';

const dayMs = 86_400_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Makes a link. Its token is 32 random bytes of which only the hash is kept, so `url` is told this once; `address`
 * is where people reach this server. Throws `invalid_input` naming the pictures that do not exist.
 */
export async function createShare(request: ShareRequest, address: string): Promise<Share> {
  const db = await database();
  const found = new Set((await picturesOf(request.images)).map(({ id }) => id));
  const missing = request.images.flatMap((id, index) =>
    found.has(id) ? [] : [[`images.${index}`, 'is not in the library']],
  );
  if (missing.length > 0) {
    throw new AppError('invalid_input', 'A picture to share is not in the library.', {
      fields: Object.fromEntries(missing),
    });
  }
  const token = randomBytes(32).toString('base64url');
  const { days, ...chosen } = request;
  const now = Date.now();
  const row = await insertShare(db, {
    ...chosen,
    id: randomUUID(),
    images: [...new Set(request.images)],
    title: request.title || null,
    tokenHash: hashOf(token),
    createdAt: now,
    expiresAt: days === null ? null : now + days * dayMs,
  });
  return shareView(row, `${address}/s/${token}`);
}

/** Every link that was made, newest first, ended ones too. */
export async function loadShares(): Promise<Share[]> {
  return (await listShares(await database())).map((row) => shareView(row, null));
}

/** Ends a link at once; ending it again changes nothing. Throws `not_found`. */
export async function endShare(id: string): Promise<void> {
  if (!(await revokeShare(await database(), id, Date.now())))
    throw new AppError('not_found', 'There is no such link.');
}

/** A link and its pictures by their places; null where one is in the trash. */
export type Shared = { share: ShareRow; images: (ImageRow | null)[] };

/** The link behind a token while it is good, with its pictures by their places. Null for made-up, revoked and ended alike. */
export async function findShared(token: string): Promise<Shared | null> {
  const share = await findShareByHash(await database(), hashOf(token));
  if (!share || share.revokedAt !== null || (share.expiresAt !== null && share.expiresAt <= Date.now()))
    return null;
  const rows = new Map((await picturesOf(share.images)).map((row) => [row.id, row]));
  return { share, images: share.images.map((id) => rows.get(id) ?? null) };
}

const picturesOf = async (ids: string[]): Promise<ImageRow[]> =>
  (await findImages(await database(), ids)).filter(({ deletedAt }) => deletedAt === null);

/** What the page of a link may show (lib/schema/shared-view.ts), or null. Counts one opening: call it once a request. */
export async function openShare(token: string): Promise<SharedView | null> {
  const found = await findShared(token);
  if (!found) return null;
  await countOpen(await database(), found.share.id);
  return sharedView(found, found.share.showPrompt ? await sharedLooks(found) : new Map());
}

const isoTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const sharedView = (
  { share, images }: Shared,
  looks: ReadonlyMap<string, SharedLook>,
): SharedView => ({
  title: share.title,
  createdAt: new Date(share.createdAt).toISOString(),
  expiresAt: isoTime(share.expiresAt),
  download: share.download,
  remix: share.remix,
  images: images.flatMap((row, index) => (row ? [sharedImage(row, index, share.showPrompt, looks)] : [])),
});

// Written out field by field: a spread would show strangers whatever is added to the row later.
const sharedImage = (
  row: ImageRow,
  index: number,
  told: boolean,
  looks: ReadonlyMap<string, SharedLook>,
): SharedImage => ({
  index,
  width: row.width,
  height: row.height,
  color: row.color,
  placeholder: row.placeholder,
  alt: told ? row.prompt : null,
  prompt: told ? row.prompt : null,
  seed: told ? row.seed : null,
  model: told ? row.model : null,
  look: (told && row.taskId !== null && looks.get(row.taskId)) || null,
});

const shareView = (row: ShareRow, url: string | null): Share => ({
  id: row.id,
  url,
  title: row.title,
  images: row.images,
  showPrompt: row.showPrompt,
  download: row.download,
  remix: row.remix,
  opened: row.opened,
  createdAt: new Date(row.createdAt).toISOString(),
  expiresAt: isoTime(row.expiresAt),
  revokedAt: isoTime(row.revokedAt),
});

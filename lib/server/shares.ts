import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@/lib/schema/error';
import type { Share, ShareRequest } from '@/lib/schema/share';
import type { SharedImage, SharedView } from '@/lib/schema/shared-view';
import { database } from './store/database';
import { findImages, type ImageRow } from './store/images';
import { countOpen, findShareByHash, insertShare, listShares, revokeShare, type ShareRow } from './store/shares';

const dayMs = 86_400_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Makes a link. Its token is 32 random bytes of which only the hash is kept, so `url` is told this once; `address`
 * is where people reach this server. Throws `invalid_input` naming the pictures that do not exist.
 */
export async function createShare(request: ShareRequest, address: string): Promise<Share> {
  const db = await database();
  const found = new Set((await picturesOf(request.images)).map(({ id }) => id));
  const missing = request.images.flatMap((id, index) => (found.has(id) ? [] : [[`images.${index}`, 'is not in the library']]));
  if (missing.length > 0) {
    throw new AppError('invalid_input', 'A picture to share is not in the library.', { fields: Object.fromEntries(missing) });
  }
  const token = randomBytes(32).toString('base64url');
  const { days, ...chosen } = request;
  const row = await insertShare(db, {
    ...chosen,
    images: [...new Set(request.images)],
    title: request.title || null,
    tokenHash: hashOf(token),
    expiresAt: days === null ? null : Date.now() + days * dayMs,
  });
  return shareView(row, `${address}/s/${token}`);
}

/** Every link that was made, newest first, ended ones too. */
export async function loadShares(): Promise<Share[]> {
  return (await listShares(await database())).map((row) => shareView(row, null));
}

/** Ends a link at once; ending it again changes nothing. Throws `not_found`. */
export async function endShare(id: string): Promise<void> {
  if (!(await revokeShare(await database(), id, Date.now()))) throw new AppError('not_found', 'There is no such link.');
}

/** The link behind a token while it is good, with its pictures by their places. Null for made-up, revoked and ended alike. */
export async function findShared(token: string): Promise<{ share: ShareRow; images: (ImageRow | null)[] } | null> {
  const share = await findShareByHash(await database(), hashOf(token));
  if (!share || share.revokedAt !== null || (share.expiresAt !== null && share.expiresAt <= Date.now())) return null;
  const rows = new Map((await picturesOf(share.images)).map((row) => [row.id, row]));
  return { share, images: share.images.map((id) => rows.get(id) ?? null) };
}

const picturesOf = async (ids: string[]): Promise<ImageRow[]> =>
  (await findImages(await database(), ids)).filter(({ deletedAt }) => deletedAt === null);

/** What the page of a link may show (lib/schema/shared-view.ts), or null. Does not count as an opening. */
export async function loadShare(token: string): Promise<SharedView | null> {
  const found = await findShared(token);
  if (!found) return null;
  const { share, images } = found;
  return {
    title: share.title,
    createdAt: new Date(share.createdAt).toISOString(),
    expiresAt: share.expiresAt === null ? null : new Date(share.expiresAt).toISOString(),
    download: share.download,
    remix: share.remix,
    images: images.flatMap((row, index) => (row ? [sharedImage(row, index, share.showPrompt)] : [])),
  };
}

/** As `loadShare`, and counts one opening: for the page itself, once a request. */
export async function openShare(token: string): Promise<SharedView | null> {
  const view = await loadShare(token);
  if (view) await countOpen(await database(), hashOf(token));
  return view;
}

// Written out field by field: a spread would show strangers whatever is added to the row later.
const sharedImage = (row: ImageRow, index: number, told: boolean): SharedImage => ({
  index,
  width: row.width,
  height: row.height,
  color: row.color,
  placeholder: row.placeholder,
  alt: told ? row.prompt : null,
  prompt: told ? row.prompt : null,
  seed: told ? row.seed : null,
  model: told ? row.model : null,
});

const isoTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const shareView = ({ tokenHash: _, n: __, ...row }: ShareRow, url: string | null): Share => ({
  ...row,
  url,
  createdAt: new Date(row.createdAt).toISOString(),
  expiresAt: isoTime(row.expiresAt),
  revokedAt: isoTime(row.revokedAt),
});

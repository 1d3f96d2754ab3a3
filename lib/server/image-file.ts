import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { ImageSize } from '@/lib/schema/image';
import { disposition, fileName } from './disposition';
import { findPicture } from './library';
import { database } from './store/database';
import { fileStore, imageKey } from './store/files';

/** What every answer with a picture's bytes says: this type and no other, and nothing in it may run. */
export const pictureHeaders = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
});

/** Thumbs and previews are always WebP; the original is what was received. */
export const typeOf = (original: string, size: ImageSize): string =>
  size === 'original' ? original : 'image/webp';

/**
 * The bytes of a picture for its owner, in the trash or not. They never change, so a browser may keep them for good;
 * `known` is the caller's If-None-Match. Throws `not_found`, and `lost` when the file is gone from the store.
 */
export async function imageFile(
  id: string,
  { size, download }: { size: ImageSize; download: boolean },
  known: string | null,
): Promise<Response> {
  const row = await findPicture(await database(), id);
  const tag = `"${row.sha256}-${size}"`;
  const type = typeOf(row.type, size);
  const lasting = { ETag: tag, 'Cache-Control': 'private, max-age=31536000, immutable' };
  if (matches(known, tag)) return new Response(null, { status: 304, headers: lasting });
  const file = await (await fileStore()).get(imageKey(row.sha256, size));
  if (!file) throw new AppError('lost', 'The file of this picture is missing from the store.');
  const name = fileName(row.prompt ?? row.name?.replace(/\.\w{1,5}$/, '') ?? null, `picture-${row.id}`, type);
  return new Response(file.stream, {
    headers: {
      ...pictureHeaders(type),
      ...lasting,
      'Content-Disposition': disposition(download ? 'attachment' : 'inline', name),
    },
  });
}

const matches = (header: string | null, tag: string): boolean =>
  (header ?? '').split(',').some((entry) => ['*', tag].includes(entry.trim().replace(/^W\//, '')));

import 'server-only';
import type { ImageSize } from '@/lib/schema/image';
import { disposition, fileName } from './disposition';
import { pictureHeaders, typeOf } from './image-file';
import { stripped } from './pictures';
import { nothingHere } from './route';
import { findShared } from './shares';
import { fileStore, imageKey } from './store/files';
import type { ImageRow } from './store/images';

/**
 * The bytes of a shared picture, without anything that was written inside the file. Without leave to download, the
 * preview is all there is. Nothing is cached outside, so that revoking works at once, and neither name nor headers
 * tell what the maker hid. Throws `not_found`, the same for every reason.
 */
export async function sharedFile(
  token: string,
  index: number,
  asked: { size: ImageSize; download: boolean },
): Promise<Response> {
  const found = await findShared(token);
  const row = found?.images[index];
  if (!found || !row) throw nothingHere();
  const { share } = found;
  const size = asked.size === 'original' && !share.download ? 'preview' : asked.size;
  const bytes = await cleanBytes(row, size);
  if (!bytes) throw nothingHere();
  const type = typeOf(row.type, size);
  const number = share.images.length > 1 ? ` ${index + 1}` : '';
  const words = share.title ?? (share.showPrompt ? row.prompt : null);
  const name = fileName(
    words && `${words.slice(0, 50)}${number}`,
    `picture${number.replace(' ', '-')}`,
    type,
  );
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...pictureHeaders(type),
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex, noimageindex',
      'Content-Disposition': disposition(asked.download && share.download ? 'attachment' : 'inline', name),
    },
  });
}

/** Thumb and preview were encoded here and hold nothing; the original is encoded again once and kept beside. */
async function cleanBytes(row: ImageRow, size: ImageSize): Promise<Buffer | null> {
  const files = await fileStore();
  if (size !== 'original') return files.read(imageKey(row.sha256, size));
  const key = `shared/${row.sha256.slice(0, 2)}/${row.sha256}`;
  const kept = await files.read(key);
  if (kept) return kept;
  const original = await files.read(imageKey(row.sha256, 'original'));
  if (!original) return null;
  const clean = await stripped(original, row.type);
  await files.put(key, clean);
  return clean;
}

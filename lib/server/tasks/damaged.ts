import 'server-only';
import { AppError } from '@/lib/schema/error';
import { beginsAsPicture } from '@/lib/server/pictures';
import { fileStore } from '@/lib/server/store/files';

/**
 * Keeps what came of a paid picture as it came, over what an earlier try brought, when it begins as a picture and could
 * yet not be read (`cause`): somebody may still make something of it. Returns the key of the file, or null when nothing
 * is kept: a web page under a picture's link is not what was paid for.
 */
export async function keepDamaged(
  bytes: Buffer,
  cause: unknown,
  { task, index }: { task: string; index: number },
): Promise<string | null> {
  if (!(cause instanceof AppError) || !beginsAsPicture(bytes)) return null;
  const key = `damaged/${task}-${index}`;
  await fileStore().put(key, bytes);
  return key;
}

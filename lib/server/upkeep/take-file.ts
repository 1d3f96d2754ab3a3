import 'server-only';
import { copyFile, link, open, rm } from 'node:fs/promises';
import { isFault } from '@/lib/server/store/disk';

/**
 * Gives a file that never changes a second name: a hard link, which takes no room, or where the disk cannot, the same
 * file from `former` (a place on the target's own disk) or a copy that is on disk for good. Throws ENOENT when there is
 * none.
 */
export async function takeFile(source: string, target: string, former?: string): Promise<'linked' | 'copied'> {
  try {
    await link(source, target);
    return 'linked';
  } catch (error) {
    if (isFault(error, 'ENOENT', 'ENOSPC', 'EROFS', 'EDQUOT')) throw error;
  }
  if (former !== undefined) {
    try {
      await link(former, target);
      return 'linked';
    } catch {
      // Not there, or this disk knows no links: copied like any other.
    }
  }
  return copyWhole(source, target);
}

/** Copies a file under a new name; its bytes are on disk for good, or there is no copy. */
export async function copyWhole(source: string, target: string, mode?: number): Promise<'copied'> {
  try {
    await copyFile(source, target);
    const handle = await open(target, 'r+');
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return 'copied';
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

import 'server-only';
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import type { TaskError } from '@/lib/schema/error-body';
import { environment } from './env';
import { ownFault } from './own-faults';
import { isFault } from './store/disk';
import { filesFolder } from './store/files';

const mega = 1_000_000;

export type DiskRoom = {
  freeBytes: number;
  totalBytes: number;
  /** The low-water mark: below it nothing more is bought, because there might be no room to keep it. */
  minFreeBytes: number;
  low: boolean;
};

/** The room on the disk that pictures are saved to. Throws when the data folder cannot be read. */
export async function diskRoom(): Promise<DiskRoom> {
  const { dataFolder, ATELIER_MIN_FREE_MB } = environment();
  const { bavail, blocks, bsize } = await statfs(/* turbopackIgnore: true */ dataFolder);
  const freeBytes = bavail * bsize;
  const minFreeBytes = ATELIER_MIN_FREE_MB * mega;
  return { freeBytes, totalBytes: blocks * bsize, minFreeBytes, low: freeBytes < minFreeBytes };
}

/** The low-water mark in words. */
export const lowRoom = (): string => `The disk has less than ${environment().ATELIER_MIN_FREE_MB} MB left.`;

/** Why nothing may be sent at this moment, or null. In the same words while it lasts, so that it is told once. */
export async function noRoomToSend(): Promise<TaskError | null> {
  const why = await whyNoRoom();
  if (why === null) return null;
  return { code: 'unavailable', message: `${why} Nothing was sent; it is sent by itself once there is room.` };
}

async function whyNoRoom(): Promise<string | null> {
  const room = await diskRoom().catch(() => null);
  if (!room) return 'The data folder cannot be read.';
  return room.low ? lowRoom() : notWritable();
}

/** Why what would come could not be stored, or null: asked of the system, nothing is written. */
async function notWritable(): Promise<string | null> {
  const { dataFolder } = environment();
  for (const folder of [filesFolder(dataFolder), dataFolder]) {
    try {
      await access(folder, constants.W_OK | constants.X_OK);
      return null;
    } catch (error) {
      // The first picture makes it.
      if (!isFault(error, 'ENOENT')) return ownFault(error)?.message ?? 'The data folder cannot be written.';
    }
  }
  return 'The data folder is not there.';
}

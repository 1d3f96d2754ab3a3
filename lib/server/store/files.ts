import 'server-only';
import { createReadStream } from 'node:fs';
import { access, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@/lib/schema/error';
import type { ImageSize } from '@/lib/schema/image';
import { environment } from '@/lib/server/env';
import { singleton } from '@/lib/server/singleton';
import { makeFolder, orNull, walk, writeWhole } from './disk';

/** Where bytes lie, under keys such as `originals/ab/<sha256>`. */
export type FileStore = {
  /** Stores all of it or nothing, over what was there; on disk for good when it resolves. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The bytes as a stream and how many there are, or null. */
  get(key: string): Promise<{ stream: ReadableStream<Uint8Array>; size: number } | null>;
  read(key: string): Promise<Buffer | null>;
  has(key: string): Promise<boolean>;
  /** Removes it; fine when it is not there. */
  delete(key: string): Promise<void>;
  /** The keys under a prefix such as `originals/` or `''`, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
};

const folders: Record<ImageSize, string> = { original: 'originals', preview: 'previews', thumb: 'thumbs' };

/** The key of a picture's file; `sha256` is that of the original, in hexadecimal. */
export const imageKey = (sha256: string, size: ImageSize): string =>
  `${folders[size]}/${sha256.slice(0, 2)}/${sha256}${size === 'original' ? '' : '.webp'}`;

/** A half-written file that is older was left by a crash. */
export const sweepAfterMs = 60 * 60 * 1000;
/** What a key looks like; `.tmp` at its end is left to half-written files. */
export const keyForm = /^[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)?(\/[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)?)*$/;

async function sweep(folder: string): Promise<void> {
  for await (const file of walk(folder)) {
    if (!file.endsWith('.tmp')) continue;
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < Date.now() - sweepAfterMs) await rm(file, { force: true });
  }
}

/**
 * A file store in a local folder, made when it is not there; what a crash left half-written an hour ago is
 * removed where that can be done. A folder that cannot be used is told by each `put` until it can.
 */
export function diskFiles(folder: string): FileStore {
  const swept = sweep(folder).catch(() => undefined);
  // Remembered, so that no write ends before its folder is on disk for good, whoever makes it.
  const made = new Map<string, Promise<void>>();
  const makeOnce = (place: string): Promise<void> => {
    const making = made.get(place) ?? makeFolder(place);
    made.set(place, making);
    making.catch(() => made.delete(place));
    return making;
  };
  const write = async (file: string, bytes: Uint8Array): Promise<void> => {
    await makeOnce(folder);
    await makeOnce(path.dirname(file));
    await writeWhole(file, bytes);
  };
  const place = (key: string): string => {
    if (!keyForm.test(key) || key.endsWith('.tmp'))
      throw new AppError('internal', `${key} is no key of a file.`);
    return path.join(/* turbopackIgnore: true */ folder, key);
  };
  return {
    async put(key, bytes) {
      const file = place(key);
      await swept;
      await write(file, bytes).catch((error: unknown) => {
        // Only where a folder was taken away since it was made.
        orNull(error);
        made.clear();
        return write(file, bytes);
      });
    },
    async get(key) {
      const file = place(key);
      const found = await stat(file).catch(orNull);
      if (!found) return null;
      return {
        stream: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
        size: found.size,
      };
    },
    read: (key) => readFile(place(key)).catch(orNull),
    has: (key) => access(place(key)).then(() => true, (error) => orNull(error) !== null),
    delete: (key) => rm(place(key), { force: true }),
    async *list(prefix) {
      for await (const file of walk(folder)) {
        const key = path.relative(folder, file).split(path.sep).join('/');
        if (key.startsWith(prefix) && !key.endsWith('.tmp')) yield key;
      }
    },
  };
}

/** Where a data folder keeps its files on disk. */
export const filesFolder = (dataFolder: string): string =>
  path.join(/* turbopackIgnore: true */ dataFolder, 'files');

/** The folder of this process's file store, not touched. Throws one sentence when the environment asks for S3. */
export function storeFolder(): string {
  const env = environment();
  const asked = (['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID'] as const).find(
    (name) => env[name] !== undefined,
  );
  if (asked) {
    throw new AppError(
      'unavailable',
      `${asked} is set, but this version keeps files on disk only: unset it.`,
    );
  }
  return filesFolder(env.dataFolder);
}

/** The process's file store, in the data folder. Throws as `storeFolder`. */
export function fileStore(): FileStore {
  const folder = storeFolder();
  return singleton('files', () => diskFiles(folder));
}

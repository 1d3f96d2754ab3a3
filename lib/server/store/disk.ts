import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Whether an error is the system's, with one of these codes such as `ENOENT`. */
export const isFault = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** For a `catch`: null when the thing is not there, else the error again. */
export const orNull = (error: unknown): null => {
  if (isFault(error, 'ENOENT')) return null;
  throw error;
};

/** Makes what was done in a folder last: a new name in it is only on disk with the folder. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Throws why a folder could not be made: on a file system that can only be read, Node says of a folder with those above
 * it that it is not there. Making the first that is missing by itself tells the truth.
 */
async function explain(folder: string, error: unknown): Promise<never> {
  const above = path.dirname(folder);
  if (!isFault(error, 'ENOENT') || above === folder) throw error;
  if ((await stat(above).catch(orNull)) === null) return explain(above, error);
  await mkdir(folder);
  throw error;
}

/** Makes a folder and those above it, each entry on disk for good. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true }).catch((error: unknown) => explain(folder, error));
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await syncFolder(path.dirname(made));
}

/** Every file under a folder, by its full path; none when the folder is not there. */
export async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(orNull);
  for (const entry of entries ?? []) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full);
    else yield full;
  }
}

/** Writes a file whole or not at all, over what was there; its bytes and its name are on disk for good afterwards. */
export async function writeWhole(file: string, bytes: Uint8Array | string, mode = 0o666): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** The SHA-256 of a file in hexadecimal, and how many bytes it has. */
export async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const stream = createReadStream(file);
  await pipeline(stream, hash);
  return { sha256: hash.digest('hex'), bytes: stream.bytesRead };
}

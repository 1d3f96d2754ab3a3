import 'server-only';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { singleton } from '@/lib/server/singleton';
import type { Bytes } from './body';
import { sandboxPath } from './folder';

const sweepEvery = 60_000;

/** Goes into a path. */
const isName = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

/** An id that cannot be guessed, 22 signs. */
export const freshId = (): string => randomBytes(16).toString('base64url');

/**
 * Work of one dialect that is asked after later, on the disk, so that it outlives the process: a record for each
 * piece of work, and files beside them that die at a time of their own. `kept`: milliseconds that a record is kept
 * after its last change, and a file after its death.
 */
export function recordsIn<Entry extends { id: string }>(
  kind: string,
  shape: z.ZodType<Entry>,
  kept: () => { record: number; file: number },
) {
  const folder = (...name: string[]): string => sandboxPath(kind, ...name);
  const files = (...name: string[]): string => folder('files', ...name);

  /** Deletes what has been kept long enough. */
  async function sweep(): Promise<void> {
    const last = singleton(`sandbox.${kind}.sweep`, () => ({ at: 0 }));
    if (Date.now() - last.at < sweepEvery) return;
    last.at = Date.now();
    const { record, file } = kept();
    for (const [place, ms] of [[folder, record], [files, file]] as const) {
      for (const name of await readdir(place()).catch(() => [])) {
        const found = await stat(place(name)).catch(() => null);
        if (found?.isFile() && found.mtimeMs + ms < Date.now()) await rm(place(name), { force: true });
      }
    }
  }

  return {
    /** A record by its id; null for one that was never made or has been swept away. */
    find(id: string): Entry | null {
      if (!isName(id)) return null;
      try {
        return shape.parse(JSON.parse(readFileSync(folder(`${id}.json`), 'utf8')));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },

    /** Every record that is kept, in no order. */
    async all(): Promise<Entry[]> {
      const names = await readdir(folder()).catch(() => []);
      const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
      return ids.flatMap((id) => this.find(id) ?? []);
    },

    /**
     * Keeps a record as it stands: whole or not at all, and on the disk when it returns. Reading and writing are
     * synchronous, so that in one process no change is lost.
     */
    save(entry: Entry): void {
      mkdirSync(folder(), { recursive: true });
      const draft = folder(`${entry.id}.${process.pid}.draft`);
      const file = openSync(/* turbopackIgnore: true */ draft, 'w');
      try {
        writeFileSync(file, JSON.stringify(entry));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, folder(`${entry.id}.json`));
      sweep().catch(() => {});
    },

    /** Keeps a file until a time (epoch milliseconds); with null bytes its address is dead already. */
    async keep(name: string, bytes: Uint8Array | null, until: number): Promise<void> {
      mkdirSync(files(), { recursive: true });
      const draft = files(`${name}.${freshId()}.draft`);
      await writeFile(draft, bytes ?? '', { flush: true });
      const death = (bytes ? until : Date.now() - 1000) / 1000;
      await utimes(draft, death, death);
      renameSync(draft, files(name));
      await sweep();
    },

    /** Whether a file is kept, be it a dead one. */
    has: (name: string): Promise<boolean> =>
      stat(files(name)).then(
        () => true,
        () => false,
      ),

    /** The bytes of a file, or why there are none: never kept or swept away (404), dead (410). */
    async open(name: string): Promise<Bytes | 404 | 410> {
      const found = isName(name) ? await stat(files(name)).catch(() => null) : null;
      if (!found) return 404;
      return found.mtimeMs <= Date.now() ? 410 : new Uint8Array(await readFile(files(name)));
    },
  };
}

import 'server-only';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { environment } from '@/lib/server/env';
import type { Bytes } from '@/lib/server/sandbox/body';
import { faultNames } from '@/lib/server/sandbox/faults';
import { sandboxPath } from '@/lib/server/sandbox/folder';
import { wireOperations } from '@/lib/server/sandbox/wire';
import { singleton } from '@/lib/server/singleton';

const record = z.object({
  requestId: z.string(),
  operation: z.enum(wireOperations),
  /** When it was submitted, in epoch milliseconds. */
  at: z.number(),
  /** The submit call's body as it came: a task that was being drawn when the process ended is drawn from it again. */
  body: z.unknown(),
  words: z.string(),
  faults: z.array(z.object({ name: z.enum(faultNames), value: z.number().nullable() })),
  seed: z.int(),
  /** One id for each picture, the cover's first; null for one that is withheld. */
  responses: z.array(z.string().nullable()),
});
export type WebTask = z.infer<typeof record>;

/** 22 signs, as the service's own ids. */
export const freshId = (): string => randomBytes(16).toString('base64url');
const isId = (text: string): boolean => /^[\w-]{22}$/.test(text);

const folder = (kind: 'tasks' | 'pictures', ...name: string[]): string => sandboxPath('web', kind, ...name);

/** Whole or not at all, and on the disk when it returns. */
async function put(file: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = await open(/* turbopackIgnore: true */ draft, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Keeps a task as it stands; what has outlived its links is swept away first. */
export async function saveTask(task: WebTask): Promise<void> {
  await sweep();
  await put(folder('tasks', `${task.requestId}.json`), JSON.stringify(task));
}

/** A task by its id; null for one that was never made or has been swept away. */
export async function findTask(requestId: string): Promise<WebTask | null> {
  if (!isId(requestId)) return null;
  const text = await readFile(folder('tasks', `${requestId}.json`), 'utf8').catch(() => null);
  return text === null ? null : record.parse(JSON.parse(text));
}

/** Keeps a picture; null bytes make an address that is dead already. */
export async function savePng(responseId: string, bytes: Uint8Array | null): Promise<void> {
  const file = folder('pictures', `${responseId}.png`);
  await put(file, bytes ?? '');
  if (bytes === null) await utimes(file, 0, 0);
}

/** Whether a picture is kept, be it a dead one. */
export const hasPng = (responseId: string): Promise<boolean> =>
  stat(folder('pictures', `${responseId}.png`)).then(
    () => true,
    () => false,
  );

const lifeMs = (): number => environment().ATELIER_SANDBOX_LINK_HOURS * 3_600_000;

/** The picture of an id, or why there is none: never made (404), older than ATELIER_SANDBOX_LINK_HOURS (410). */
export async function readPng(responseId: string): Promise<Bytes | 404 | 410> {
  if (!isId(responseId)) return 404;
  const file = folder('pictures', `${responseId}.png`);
  const found = await stat(file).catch(() => null);
  if (!found) return 404;
  return found.mtimeMs + lifeMs() <= Date.now() ? 410 : new Uint8Array(await readFile(file));
}

const sweepEvery = 60_000;

/** Deletes tasks and pictures a while after their addresses died. */
async function sweep(): Promise<void> {
  const last = singleton('sandbox.web.sweep', () => ({ at: 0 }));
  if (Date.now() - last.at < sweepEvery) return;
  last.at = Date.now();
  for (const kind of ['tasks', 'pictures'] as const) {
    for (const name of await readdir(folder(kind)).catch(() => [])) {
      const found = await stat(folder(kind, name)).catch(() => null);
      if (found && found.mtimeMs + 2 * lifeMs() <= Date.now()) await rm(folder(kind, name), { force: true });
    }
  }
}

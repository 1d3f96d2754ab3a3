import 'server-only';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { environment } from '@/lib/server/env';
import type { Bytes } from '@/lib/server/sandbox/body';
import { faultNames } from '@/lib/server/sandbox/faults';
import { sandboxPath } from '@/lib/server/sandbox/folder';
import { singleton } from '@/lib/server/singleton';

const record = z.object({
  id: z.string(),
  model: z.string(),
  /** As it was sent. */
  input: z.record(z.string(), z.unknown()),
  /** With its defaults and without fault words. */
  asked: z.object({
    prompt: z.string(),
    aspect_ratio: z.string(),
    resolution: z.string(),
    style_type: z.string(),
    magic_prompt_option: z.enum(['Auto', 'On', 'Off']),
    negative_prompt: z.string().optional(),
    style_preset: z.string().optional(),
  }),
  seed: z.int(),
  faults: z.array(z.object({ name: z.enum(faultNames), value: z.number().nullable() })),
  createdAt: z.int(),
  startsAt: z.int(),
  /** Not before this. */
  endsAt: z.int(),
  end: z
    .object({
      status: z.enum(['succeeded', 'failed', 'canceled', 'aborted']),
      at: z.int(),
      /** When input, output and logs are gone. */
      removedAt: z.int(),
      /** The file of the picture, without its ending. */
      file: z.string().nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
});

/** A prediction as it stands on the disk, so that it outlives the process. Times in epoch milliseconds. */
export type PredictionRecord = z.infer<typeof record>;
export type End = NonNullable<PredictionRecord['end']>;

const folder = (...parts: string[]): string => sandboxPath('predictions', ...parts);
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** Twenty-six letters and digits, as the vendor's own ids. */
export const newId = (): string => Array.from(randomBytes(26), (byte) => letters[byte % letters.length]).join('');

/** The record of an id; null when there is none. */
export function readRecord(id: string): PredictionRecord | null {
  if (!/^[a-z0-9]{26}$/.test(id)) return null;
  try {
    return record.parse(JSON.parse(readFileSync(folder(`${id}.json`), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole or not at all. Reading and writing are synchronous, so that in one process no change is lost. */
export function writeRecord(entry: PredictionRecord): void {
  mkdirSync(folder(), { recursive: true });
  const draft = folder(`${entry.id}.${process.pid}.draft`);
  writeFileSync(draft, JSON.stringify(entry));
  renameSync(draft, folder(`${entry.id}.json`));
}

const hourMs = 3_600_000;

/** Ends a prediction that has not ended yet; the first end stays. `file` is that of its picture. */
export function endRecord(id: string, end: Omit<End, 'at' | 'removedAt'> & { removedAt?: number }): PredictionRecord | null {
  const entry = readRecord(id);
  if (!entry || entry.end) return entry;
  const ended = { ...entry, end: { removedAt: removalTime(), ...end, at: Date.now() } };
  writeRecord(ended);
  return ended;
}

/** When the data of a prediction that ends now are removed: ATELIER_SANDBOX_PREDICTION_HOURS later. */
export const removalTime = (): number =>
  Math.ceil(Date.now() + environment().ATELIER_SANDBOX_PREDICTION_HOURS * hourMs);

/** Keeps a picture until `removedAt`; its name cannot be guessed, and begins with that time. */
export async function savePicture(bytes: Uint8Array | null, removedAt: number): Promise<string> {
  const file = `${removedAt}-${randomBytes(16).toString('base64url')}`;
  mkdirSync(folder(), { recursive: true });
  if (bytes) await writeFile(folder(`${file}.png`), bytes);
  await sweep();
  return file;
}

/** The picture of a file name; null once it is removed. */
export async function openPicture(file: string): Promise<Bytes | null> {
  if (!/^\d+-[\w-]{22}$/.test(file) || Number.parseInt(file, 10) <= Date.now()) return null;
  return readFile(folder(`${file}.png`)).then((bytes) => new Uint8Array(bytes), () => null);
}

const sweepEvery = 60_000;
const keptAfter = 24 * hourMs;

/** Deletes pictures whose time is over, and records a day after their last change. */
async function sweep(): Promise<void> {
  const last = singleton('sandbox.predictions.sweep', () => ({ at: 0 }));
  if (Date.now() - last.at < sweepEvery) return;
  last.at = Date.now();
  const keptMs = keptAfter + environment().ATELIER_SANDBOX_PREDICTION_HOURS * hourMs;
  for (const name of await readdir(folder())) {
    const dead = name.endsWith('.png')
      ? Number.parseInt(name, 10) <= Date.now()
      : await stat(folder(name)).then(({ mtimeMs }) => mtimeMs + keptMs < Date.now(), () => false);
    if (dead) await rm(folder(name), { force: true });
  }
}

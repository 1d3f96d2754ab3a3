import 'server-only';
import { readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { connectionFields, report } from '@/lib/schema/connection';
import { AppError } from '@/lib/schema/error';
import { connectionId, dialect, optionsOf } from './connection-rules';
import { storedSecret } from './connection-secrets';
import { environment } from './env';
import { log } from './log';
import { singleton } from './singleton';
import { writeWhole } from './store/disk';

const { label, baseUrl, pathPrefix, auth, slots, options, prices } = connectionFields;

/** A connection that was entered in the page, as it is written down. */
const bookEntry = z
  .strictObject({
    id: connectionId,
    label,
    dialect,
    baseUrl,
    pathPrefix,
    auth,
    /** Null for the sandbox. */
    key: storedSecret.nullable(),
    slots,
    off: z.boolean(),
    options,
    /** The options that are secrets. */
    secrets: z.record(z.string(), storedSecret),
    prices: prices.optional(),
  })
  .superRefine(({ dialect: name, options: own }, check) => {
    for (const issue of optionsOf(name).safeParse(own).error?.issues ?? [])
      check.addIssue({ code: 'custom', path: ['options', ...issue.path], message: issue.message });
  });
export type BookEntry = z.infer<typeof bookEntry>;

/** What the doctor found about the connection that was at `address`; of another address it says nothing. */
const finding = z.strictObject({
  at: z.iso.datetime(),
  address: z.string(),
  missing: z.array(z.string()),
  /** All that was said, for the page to show again; one of another version is not worth a fault. */
  report: report.nullable().default(null).catch(null),
});
export type Finding = z.infer<typeof finding>;

const book = z.strictObject({
  version: z.literal(1),
  /** Ids of all connections, wherever they are set up; those that are not named stand behind. */
  order: z.array(z.string()),
  connections: z.array(bookEntry),
  /** What connections were called that are gone: their tasks and pictures stay. */
  removed: z.array(z.strictObject({ id: connectionId, label, dialect: z.string() })),
  findings: z.record(z.string(), finding),
});
/** Everything about connections that is decided in the page. */
export type Book = z.infer<typeof book>;

export const emptyBook: Book = { version: 1, order: [], connections: [], removed: [], findings: {} };

type Kept = { place: string; signature: string; book: Book; lookedAt: number };

const lookMs = 1000;
const place = (): string =>
  path.join(/* turbopackIgnore: true */ environment().dataFolder, 'connections.json');

/** Another for every content that was ever at the place: each is a file of its own that was renamed. */
function signatureAt(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : 'none';
}

/** Throws one sentence that names the file and what is wrong with it. */
function readBook(file: string): Book {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    if (code === 'ENOENT') return emptyBook;
    throw new Error(`${file}: the file of the connections cannot be read (${code}).`, { cause: error });
  }
  const parsed = book.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('.') || 'the file';
  throw new Error(`${file}: ${where} is not valid; mend the file, or remove it and enter the connections again.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const held = () => singleton<{ kept?: Kept }>('connections.book', () => ({}));

/**
 * The book as it is on disk, looked at once a second, so that what another process writes is followed; the same object
 * while nothing changed. Throws one sentence when the first look finds a file that is none; later the last good one
 * goes on.
 */
export function currentBook(): Book {
  const file = place();
  const { kept } = held();
  const now = performance.now();
  if (kept?.place === file && now - kept.lookedAt < lookMs) return kept.book;
  const before = kept?.place === file ? kept : null;
  try {
    const signature = signatureAt(file);
    const fresh = before?.signature === signature ? before.book : readBook(file);
    held().kept = { place: file, signature, book: fresh, lookedAt: now };
    return fresh;
  } catch (err) {
    if (!before) throw err;
    log().error({ err }, 'the connections of the page cannot be read; those known before go on');
    before.lookedAt = now;
    return before.book;
  }
}

/**
 * Changes the book: `change` gets it as it is on disk and answers the new one, which is on disk for good when this
 * resolves. One change at a time. Throws what `change` throws, `unavailable` when the file is none: nothing in it is
 * written over.
 */
export function changeBook(change: (book: Book) => Book): Promise<Book> {
  const turns = singleton<{ last: Promise<unknown> }>('connections.turns', () => ({ last: Promise.resolve() }));
  const turn = turns.last
    .catch(() => undefined)
    .then(async () => {
      const file = place();
      const changed = book.parse(change(readable(file)));
      await write(file, `${JSON.stringify(changed, null, 2)}\n`);
      held().kept = { place: file, signature: signatureAt(file), book: changed, lookedAt: performance.now() };
      return changed;
    });
  turns.last = turn;
  return turn;
}

function readable(file: string): Book {
  try {
    return readBook(file);
  } catch (cause) {
    const message = 'The file connections.json in the data folder cannot be read. Mend it, or remove it.';
    throw new AppError('unavailable', message, { cause });
  }
}

/** Whole or not at all, and only for the eyes of whoever runs the studio. */
async function write(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await closeFolder(folder);
  await writeWhole(file, text, 0o600);
}

/** Keeps strangers on the machine out; a folder that belongs to somebody else is left as it is. */
async function closeFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o007) === 0) return;
  await chmod(folder, mode & 0o7770).catch((err: unknown) =>
    log().warn({ err }, 'the data folder can be read by everybody and could not be closed'),
  );
}

import 'server-only';
import { AppError } from '@/lib/schema/error';
import { refuse } from './faults';
import { singleton } from './singleton';

const jsonLimit = 1024 * 1024;
const formLimit = 26 * 1024 * 1024;
const formsLimit = 51 * 1024 * 1024;
const fileLimit = 25 * 1024 * 1024;

/** A file as it was sent: its name is not to be trusted, its kind is read from the bytes. */
export type ReceivedFile = { name: string; bytes: Buffer };

export type BodyKind = 'application/json' | 'multipart/form-data';

/** The body's media type without parameters, or null when there is none. Throws `unsupported_media` for any but the allowed. */
export function bodyKind(request: Request, allowed: readonly BodyKind[]): BodyKind | null {
  const header = request.headers.get('content-type');
  const [essence = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const kind = allowed.find((name) => name === essence);
  if (kind && (charset === undefined || charset === 'utf-8')) return kind;
  const empty =
    !request.headers.has('transfer-encoding') && Number(request.headers.get('content-length') ?? 0) === 0;
  if (header === null && empty) return null;
  throw new AppError('unsupported_media', `The body must be ${allowed.join(' or ')}.`);
}

/** The body as JSON. Throws `too_large` over 1 MiB and `malformed` when it is not JSON in UTF-8. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, jsonLimit, 'The body is larger than 1 MB.', 'body');
  return parseJson(bytes, 'The body is not JSON.');
}

function parseJson(bytes: Uint8Array, message: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('malformed', message, { cause });
  }
}

/** The parts of a form that carry files, by name: one at most, or any number. */
export type FileParts = Record<string, 'one' | 'some'>;

/** What came in those parts; a part that was not sent is not there. */
export type ReceivedForm = { files: Record<string, ReceivedFile[]>; json: unknown };

/**
 * A form of files in the parts named, and optionally a part `request` of JSON. Throws `too_large` when a file is over
 * 25 MB or several are over 50 MB together, `malformed` when the form cannot be read, `invalid_input` for a part that
 * is unknown, is no file, is empty or comes too often.
 */
export async function readForm(request: Request, parts: FileParts): Promise<ReceivedForm> {
  const several = Object.keys(parts).length > 1 || Object.values(parts).includes('some');
  const limit = several ? formsLimit : formLimit;
  const message = several ? 'The files are larger than 50 MB together.' : 'The file is larger than 25 MB.';
  const giveBack = await takeTurn();
  try {
    const bytes = await readBytes(request, limit, message, Object.keys(parts)[0] ?? 'body');
    const type = request.headers.get('content-type') ?? '';
    const form = await new Response(bytes, { headers: { 'content-type': type } })
      .formData()
      .catch((cause: unknown) => {
        throw new AppError('malformed', 'The form cannot be read.', { cause });
      });
    return await takeParts([...form.entries()], parts);
  } finally {
    giveBack();
  }
}

async function takeParts(sent: [string, FormDataEntryValue][], parts: FileParts): Promise<ReceivedForm> {
  const unknown = sent.filter(([key]) => !Object.hasOwn(parts, key) && key !== 'request').slice(0, 10);
  if (unknown.length > 0)
    refuse(Object.fromEntries(unknown.map(([key]) => [key.slice(0, 100), 'is not known here'])));
  const files: ReceivedForm['files'] = {};
  for (const [name, many] of Object.entries(parts)) {
    const values = sent.filter(([key]) => key === name).map(([, value]) => value);
    if (values.length > 1 && many === 'one') refuse({ [name]: 'must be one file' });
    if (values.length > 0) files[name] = await Promise.all(values.map((value) => fileOf(value, name)));
  }
  const json = sent.find(([key]) => key === 'request')?.[1];
  const text = typeof json === 'string' ? new TextEncoder().encode(json) : await json?.bytes();
  return { files, json: text === undefined ? {} : parseJson(text, 'The part request is not JSON.') };
}

async function fileOf(file: FormDataEntryValue, name: string): Promise<ReceivedFile> {
  if (typeof file === 'string') return refuse({ [name]: 'must be a file' });
  if (file.size === 0) refuse({ [name]: 'is empty' });
  if (file.size > fileLimit) throw tooLarge('The file is larger than 25 MB.', name);
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) };
}

const tooLarge = (message: string, field: string) =>
  new AppError('too_large', message, { fields: { [field]: 'is too large' } });

/** Reads at most `limit` bytes, counted as they come whatever Content-Length says. */
async function readBytes(
  request: Request,
  limit: number,
  message: string,
  field: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = request.body?.getReader();
  const read = () =>
    reader?.read().catch((cause: unknown) => {
      throw new AppError('malformed', 'The body did not arrive whole.', { cause });
    });
  const chunks: Uint8Array[] = [];
  let size = 0;
  const deadline = Date.now() + 120_000;
  for (let part = await read(); part && !part.done; part = await read()) {
    size += part.value.byteLength;
    if (size <= limit) chunks.push(part.value);
    else chunks.length = 0;
    // A sender that is refused in mid-send often sees a reset instead of the answer, so some of the rest is read and dropped.
    if (size > limit + 2 * formLimit) break;
    if (Date.now() > deadline) throw new AppError('malformed', 'The body did not arrive in time.');
  }
  if (size > limit) throw tooLarge(message, field);
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

const turns = singleton('forms', () => ({ free: 4, waiting: [] as (() => void)[] }));

/** Four forms are held in memory at once; the bytes of the others wait in their sockets. */
async function takeTurn(): Promise<() => void> {
  if (turns.free > 0) turns.free -= 1;
  else await new Promise<void>((resolve) => turns.waiting.push(resolve));
  return () => {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.free += 1;
  };
}

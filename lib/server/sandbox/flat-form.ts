import 'server-only';
import { readPicture, type Source } from './body';
import { problem, ruleFault } from './refusals';

/** How the parts of a name are read. A name without a kind is kept as text, so that the schema can refuse it. */
export type PartKind = 'text' | 'number' | 'flag' | 'json' | 'list' | 'file';

/** A flat multipart body: its values as JSON would hold them, and its files, not looked at yet. */
export type FlatForm = { values: Record<string, unknown>; files: Record<string, File[]> };

/** Reads flat parts by their kinds (shared/upstream/ideogram.md 2.2); a 400 for a part of the wrong kind. */
export async function readFlat(
  form: FormData,
  kinds: Record<string, PartKind>,
): Promise<FlatForm | Response> {
  const flat: FlatForm = { values: {}, files: {} };
  for (const name of new Set(form.keys())) {
    const parts = form.getAll(name);
    const kind = kinds[name] ?? 'text';
    if (kind === 'file') {
      const files = parts.filter((part) => typeof part !== 'string');
      if (files.length < parts.length) return problem(400, `The part is not a file - '${name}'`);
      flat.files[name] = files;
      continue;
    }
    const texts = await Promise.all(parts.map((part) => textOf(part, kind)));
    if (texts.includes(null)) return problem(400, `The part is not text - '${name}'`);
    const values = texts.map((text) => valueOf(text ?? '', kind));
    if (values.includes(undefined)) return problem(400, `The part is not valid JSON - '${name}'`);
    flat.values[name] = kind === 'list' ? values : values.at(-1);
  }
  return flat;
}

/** A part of JSON may come as a file of that type, since a form in a browser can name its type in no other way. */
async function textOf(part: FormDataEntryValue, kind: PartKind): Promise<string | null> {
  if (typeof part === 'string') return part;
  return kind === 'json' && part.type === 'application/json' ? part.text() : null;
}

/** A text that is not of its kind stays a text, so that the schema says what it should be. */
function valueOf(text: string, kind: PartKind): unknown {
  if (kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'flag' && /^(?:true|false)$/.test(text)) return text === 'true';
  if (kind !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of all pictures of one name together (2.7; the stricter of the two figures). */
const totalLimit = 10 * 1024 * 1024;

/** The pictures of one name, decoded once each; a 400 for one that is not as readPicture wants it. */
export async function readPictures(files: readonly File[], name: string): Promise<Source[] | Response> {
  if (files.length > 1 && files.reduce((sum, { size }) => sum + size, 0) > totalLimit)
    return ruleFault(`The pictures of '${name}' must be at most 10 MB in total.`);
  const sources: Source[] = [];
  for (const file of files) {
    const source = await readPicture(Buffer.from(await file.arrayBuffer()));
    if (source instanceof Response) return source;
    sources.push(source);
  }
  return sources;
}

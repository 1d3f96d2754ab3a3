import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { OperationName } from '@/lib/schema/operation';
import {
  capabilityOf,
  type ConnectionSettings,
  type Context,
  type Incoming,
  type Output,
  type Probe,
  type Step,
} from './provider';
import { readReply, type Sender } from './replies';

/** What Ideogram's generations of the API have in common on the wire (shared/upstream/ideogram.md 2). */

/** Bytes of the largest picture, or of all style pictures together, that every gateway takes (2.7, 15). */
export const largestUpload = 10_000_000;

/** The fields of one request by wire name; an undefined one is not sent. */
export type Fields = Record<string, unknown>;

/** A model's card for an operation. Throws `unsupported` when it has none. */
export function cardOf(model: Model, operation: OperationName): Capability {
  const card = capabilityOf(model, operation);
  if (!card) throw new AppError('unsupported', `${model.label} cannot ${operation}.`);
  return card;
}

/**
 * A path of the v1 or v2 API behind a connection's prefix. A prefix that ends in a version, as the Shell family spells
 * its legacy paths (`/ideogram/v1`, gateways.md A.1), gives it up: the path names its own, and the gateways that sell
 * 3.0 have it at `/ideogram/v1/ideogram-v3/…`.
 */
export const versionedPath = ({ pathPrefix }: ConnectionSettings, version: 'v1' | 'v2', path: string): string =>
  `${pathPrefix.replace(/\/v\d+$/, '')}/${version}${path}`;

/** The key in the header that the connection sets (ideogram.md 2.1). */
export function keyHeaders({ auth, key }: ConnectionSettings): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (auth === 'bearer') headers['Authorization'] = `Bearer ${key}`;
  else headers['Api-Key'] = key;
  return headers;
}

/** Sends one paid request to a path of the connection's host. A form's content type is the HTTP client's to write. */
export function post(path: string, body: string | FormData, { connection, send }: Context): Promise<Incoming> {
  const headers = keyHeaders(connection);
  if (typeof body === 'string') headers['Content-Type'] = 'application/json';
  return send({ method: 'POST', url: `${connection.baseUrl}${path}`, headers, body });
}

/** A picture of the library as a part of a form, at most `maxBytes`. */
export async function filePart(imageId: string, context: Context, maxBytes = largestUpload): Promise<File> {
  const { bytes, type, name } = await context.file(imageId, maxBytes);
  return new File([new Uint8Array(bytes)], name, { type });
}

/**
 * Flat fields and files as multipart. A list is its field repeated; an object is a text part that holds JSON, without a
 * file name, since a part that has one is read as a file (ideogram.md 2.2).
 */
export function formOf(fields: Fields, files: Record<string, readonly File[]>): FormData {
  const form = new FormData();
  for (const [name, parts] of Object.entries(files)) for (const part of parts) form.append(name, part);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value])
      form.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
  }
  return form;
}

/** Whose reply it is. `names`: wire name → studio name; of these only `sent` can be at fault. */
export const senderOf = (
  { connection }: Context,
  names: Record<string, string>,
  sent: readonly string[],
): Sender => ({
  connection,
  fields: Object.fromEntries(Object.entries(names).filter(([wire]) => sent.includes(wire))),
});

/** The wire names of the fields that are set. */
export const namesOf = (fields: Fields): string[] =>
  Object.keys(fields).filter((name) => fields[name] !== undefined);

/** One picture of a reply, each field of it as documented or null (ideogram.md 2.3). */
export const picture = z.object({
  url: z.string().nullish().catch(null),
  prompt: z.string().nullish().catch(null),
  seed: z.int().nullish().catch(null),
  is_image_safe: z.boolean().nullish().catch(null),
});

/**
 * A field that is not as documented must not cost the pictures beside it, so only the list itself is
 * required.
 */
const pictures = z.object({
  data: z
    .array(picture.nullable().catch(null))
    .refine((items) => items.some((item) => item !== null), 'holds no picture'),
});

/** The pictures of a reply (ideogram.md 2.3). `asked`: the prompt as it was sent. Errors are those of readReply. */
export function readPictures(reply: Incoming, asked: string, from: Sender): Step {
  const { data } = readReply(reply, pictures, from);
  return { state: 'done', outputs: data.map((item) => readOutput(item, asked)), text: null };
}

/**
 * A picture that was made, or withheld: an unsafe one has `is_image_safe: false` and an empty or null `url` (ideogram.md
 * 2.3, 2.8). `asked`: the prompt as it was sent.
 */
export function readOutput(item: z.infer<typeof picture> | null, asked: string): Output {
  const url = item?.url ?? null;
  const safe = item?.is_image_safe ?? null;
  const withheld = safe === false || (safe === null && url === '');
  const used = item?.prompt?.trim() ?? '';
  return {
    source: url && !withheld ? { url } : null,
    withheld,
    prompt: used === '' || used === asked ? null : used,
    seed: item?.seed ?? null,
  };
}

/** Asks a paid path by GET, a method that it does not have, so that nothing can run (shared/upstream/ideogram.md 3). */
export const wrongMethod = (
  connection: ConnectionSettings,
  path: string,
  operation: OperationName,
  models: readonly Model[],
): Probe => ({
  how: 'wrong-method',
  about: { operation, models: models.filter((model) => model.operations[operation]).map(({ id }) => id) },
  request: { method: 'GET', url: `${connection.baseUrl}${path}`, headers: keyHeaders(connection) },
});

/** The account's own trained models, which only a good key may list; it is not billed (ideogram.md 9). */
export const keyProbe = (connection: ConnectionSettings): Probe => ({
  how: 'unpaid',
  about: { key: true },
  request: {
    method: 'GET',
    url: `${connection.baseUrl}${connection.pathPrefix.replace(/\/v\d+$/, '')}/models`,
    headers: keyHeaders(connection),
  },
});

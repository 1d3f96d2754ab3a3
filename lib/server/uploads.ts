import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import type { ReceivedFile } from './body';
import { safeName } from './disposition';
import { storePicture, uploadLimits } from './pictures';
import { database } from './store/database';
import { insertImage } from './store/images';
import { sameBytes } from './store/same-bytes';
import { singleton } from './singleton';
import { imageView } from './tasks/view';

/**
 * Keeps a file as an upload, untouched as it was received. The same bytes again give the upload that is already there
 * (`created` false) unless it is in the trash, so a form sent twice makes one picture. `field` is the part it came
 * in, named in the errors: `unsupported_media` (not PNG, JPEG or WebP by its bytes), `too_large`, `invalid_input`.
 */
export async function saveUpload(file: ReceivedFile, field: string): Promise<Saved> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const before = underWay.get(sha256);
  // The same bytes twice at once: the second waits and then finds the first.
  const saving = (before ?? Promise.resolve()).catch(() => null).then(() => save(file, sha256, field));
  underWay.set(sha256, saving);
  try {
    return await saving;
  } finally {
    if (underWay.get(sha256) === saving) underWay.delete(sha256);
  }
}

export type Saved = { image: Image; created: boolean };

const underWay = singleton('uploads', () => new Map<string, Promise<Saved>>());

async function save(file: ReceivedFile, sha256: string, field: string): Promise<Saved> {
  const db = await database();
  const known = (await sameBytes(db, sha256)).find(
    ({ taskId, deletedAt }) => taskId === null && deletedAt === null,
  );
  if (known) return { image: imageView(known), created: false };
  const picture = await named(field, () => storePicture(file.bytes, uploadLimits));
  const row = await insertImage(db, {
    ...picture,
    id: randomUUID(),
    taskId: null,
    parentId: null,
    index: 0,
    operation: null,
    connection: null,
    model: null,
    sandbox: false,
    name: safeName(file.name.split(/[/\\]/).at(-1) ?? '', 120) || null,
    prompt: null,
    usedPrompt: null,
    style: null,
    seed: null,
    createdAt: Date.now(),
  });
  return { image: imageView(row), created: true };
}

/** Runs `read`; a fault of the bytes then names the field they came in. */
export async function named<T>(field: string, read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError) || error.fields) throw error;
    const fault = {
      unsupported_media: 'must be a PNG, JPEG or WebP picture',
      too_large: 'is too large',
      invalid_input: 'is damaged',
    };
    const said = Object.entries(fault).find(([code]) => code === error.code)?.[1];
    if (!said) throw error;
    throw new AppError(error.code, error.message, { fields: { [field]: said }, cause: error });
  }
}

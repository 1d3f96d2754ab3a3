import 'server-only';
import { createHash } from 'node:crypto';
import type { Operation } from '@/lib/schema/operation';
import type { Settings } from '@/lib/schema/settings';
import type { ReceivedFile } from './body';
import { pictureTexts } from './picture-text';
import { pictureType } from './pictures';
import { database } from './store/database';
import { sameBytes } from './store/same-bytes';
import { findTask } from './store/tasks';
import { named } from './uploads';
import { writtenSettings } from './written-settings';

/**
 * What a picture was made with, or null when it does not tell: from the library when these very bytes were made here,
 * else from what a program wrote into the file. The file is not kept. Throws `unsupported_media` naming `file`.
 */
export async function readSettings(file: ReceivedFile): Promise<Settings | null> {
  await named('file', () => pictureType(file.bytes));
  const made = await fromLibrary(createHash('sha256').update(file.bytes).digest('hex'));
  if (made) return made;
  const written = writtenSettings(await pictureTexts(file.bytes));
  return written && { ...unknown, ...written };
}

const unknown = {
  imageId: null,
  connection: null,
  aspectRatio: null,
  resolution: null,
  style: null,
  magicPrompt: null,
  colorPalette: null,
  renderingSpeed: null,
  stylePreset: null,
  styleCodes: [],
  styleImages: [],
  characterImage: null,
};

async function fromLibrary(sha256: string): Promise<Settings | null> {
  const db = await database();
  const image = (await sameBytes(db, sha256)).find(({ taskId }) => taskId !== null);
  const task = image?.taskId ? await findTask(db, image.taskId) : null;
  if (!image || !task) return null;
  return {
    ...unknown,
    ...asked(task.input),
    imageId: image.id,
    connection: task.connection,
    model: task.model,
    seed: image.seed,
  };
}

type Asked = Omit<Settings, 'imageId' | 'connection' | 'model' | 'seed'>;

/** Every setting that an operation may have, from the input of one; what it lacks or left unset is null. */
function asked(input: Operation): Asked {
  const given: Partial<Asked> & { operation: string } = input;
  return {
    prompt: given.prompt ?? '',
    negativePrompt: given.negativePrompt ?? null,
    aspectRatio: given.aspectRatio ?? null,
    resolution: given.resolution ?? null,
    style: given.style ?? null,
    magicPrompt: given.magicPrompt ?? null,
    colorPalette: given.colorPalette ?? null,
    renderingSpeed: given.renderingSpeed ?? null,
    stylePreset: given.stylePreset ?? null,
    styleCodes: given.styleCodes ?? [],
    styleImages: given.styleImages ?? [],
    characterImage: given.characterImage ?? null,
  };
}

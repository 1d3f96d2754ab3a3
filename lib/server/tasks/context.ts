import 'server-only';
import { AppError } from '@/lib/schema/error';
import type { Evidence } from '@/lib/schema/task';
import { sendOnce } from '@/lib/server/http';
import { strippedToFit } from '@/lib/server/pictures';
import type { ConnectionSettings, Context, Incoming } from '@/lib/server/providers/provider';
import type { Database } from '@/lib/server/store/database';
import { fileStore, imageKey } from '@/lib/server/store/files';
import { findImage } from '@/lib/server/store/images';
import { findTask } from '@/lib/server/store/tasks';
import { readAnswer } from './answer';
import { evidenceOf } from './evidence';
import { transportOf, type Speaker } from './speaker';

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/**
 * What a provider is given for one call, with one deadline over all that the call sends. `tried()` is true from the
 * moment it first asked to send, so an error before that is known to have cost nothing; `evidence()` is the last reply that
 * came, null when none came to the last request.
 */
export function contextFor(
  db: Database,
  speaker: Pick<Speaker, 'connection' | 'provider'>,
  deadlineMs: number,
): { context: Context; tried: () => boolean; evidence: () => Evidence | null } {
  const { connection } = speaker;
  const end = performance.now() + deadlineMs;
  let tried = false;
  let last: Incoming | null = null;
  const context: Context = {
    connection,
    send: async (request) => {
      tried = true;
      last = null;
      const limits = { deadlineMs: end - performance.now(), transport: transportOf(connection) };
      return (last = await sendOnce(request, limits));
    },
    file: (imageId, maxBytes) => fileToSend(db, imageId, maxBytes),
    made: (imageId) => madeBy(db, connection, imageId),
  };
  return { context, tried: () => tried, evidence: () => last && evidenceOf(last, speaker) };
}

async function fileToSend(db: Database, imageId: string, maxBytes: number): ReturnType<Context['file']> {
  const image = await findImage(db, imageId);
  if (!image || image.deletedAt !== null)
    throw new AppError('not_found', 'The picture is no longer in the library.');
  const original = await fileStore().read(imageKey(image.sha256, 'original'));
  if (!original) throw new AppError('not_found', 'The file of the picture is not in the data folder.');
  const { bytes, type } = await strippedToFit(original, image.type, maxBytes);
  return { bytes, type, name: `image.${extensions[type]}` };
}

async function madeBy(
  db: Database,
  { id }: ConnectionSettings,
  imageId: string,
): ReturnType<Context['made']> {
  const image = await findImage(db, imageId);
  const task = image?.taskId && image.connection === id ? await findTask(db, image.taskId) : null;
  if (!image || !task || task.answer === null) return null;
  return { handle: task.handle, ref: readAnswer(task.answer).outputs[image.index]?.ref ?? null };
}

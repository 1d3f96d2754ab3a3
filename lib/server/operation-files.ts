import 'server-only';
import type { FileParts, ReceivedForm } from './body';
import { saveUpload } from './uploads';

/** The fields of an operation that may come as files instead of ids; one that it does not have its schema refuses. */
export const operationFiles: FileParts = { image: 'one', styleImages: 'some', characterImage: 'one' };

/** Keeps what came as files as uploads and names them by their ids, in the order they came. Throws as `saveUpload`. */
export async function storedFiles(received: ReceivedForm['files']): Promise<Record<string, string | string[]>> {
  const named: Record<string, string | string[]> = {};
  for (const [field, files] of Object.entries(received)) {
    const ids: string[] = [];
    for (const file of files) ids.push((await saveUpload(file, field)).image.id);
    named[field] = operationFiles[field] === 'some' ? ids : (ids[0] ?? '');
  }
  return named;
}

import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Image } from '@/lib/schema/image';
import type { ImageTable } from './tables';
import { fold, storable } from './text';

/**
 * A picture as stored: `Image` of the schema with its times in epoch milliseconds, its place in the order,
 * its hash.
 */
export type ImageRow = Omit<Image, 'createdAt' | 'deletedAt'> & {
  n: number;
  sha256: string;
  createdAt: number;
  deletedAt: number | null;
};

/**
 * What a picture is stored with; it is no favourite and not in the trash. Made now, under a new id, unless
 * told.
 */
export type NewImage = Omit<ImageRow, 'n' | 'id' | 'createdAt' | 'favourite' | 'deletedAt'> &
  Partial<Pick<ImageRow, 'id' | 'createdAt'>>;

/** Every column but the folded text, which nobody reads. */
export const imageColumns = [
  'n',
  'id',
  'taskId',
  'parentId',
  'index',
  'operation',
  'connection',
  'model',
  'sandbox',
  'name',
  'prompt',
  'usedPrompt',
  'style',
  'seed',
  'width',
  'height',
  'type',
  'bytes',
  'color',
  'placeholder',
  'sha256',
  'favourite',
  'deletedAt',
  'createdAt',
] as const satisfies (keyof ImageTable)[];

/** A stored row as the rest of the server sees it. */
export function imageRow(stored: Pick<Selectable<ImageTable>, (typeof imageColumns)[number]>): ImageRow {
  return {
    ...stored,
    operation: stored.operation as ImageRow['operation'],
    style: stored.style as ImageRow['style'],
    type: stored.type as ImageRow['type'],
    sandbox: stored.sandbox === 1,
    favourite: stored.favourite === 1,
  };
}

/** A new picture's columns. */
export const insertedImage = (image: NewImage, n: number): Insertable<ImageTable> => ({
  ...image,
  n,
  id: image.id ?? randomUUID(),
  createdAt: image.createdAt ?? Date.now(),
  name: image.name === null ? null : storable(image.name),
  prompt: image.prompt === null ? null : storable(image.prompt),
  usedPrompt: image.usedPrompt === null ? null : storable(image.usedPrompt),
  words: [image.prompt, image.usedPrompt, image.name]
    .map((text) => fold(text ?? ''))
    .filter(Boolean)
    .join('\n'),
  sandbox: Number(image.sandbox),
  favourite: 0,
  deletedAt: null,
});

import type { Image } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import { styleImageLimit } from '@/lib/schema/choices';
import { AppError } from '@/lib/schema/error';
import { call } from './api';
import { editDraft, getDraft, type Draft } from './draft';
import { takeWay } from './draft-note';
import type { SettledLook } from './fit-look';

/** What a picture is taken for when it is not worked on itself. */
export type ReferenceKind = 'style' | 'character';

/** Pictures referred to. `missing` counts those that were asked with and are not in the library any more. */
export type References = { styleImages: readonly Image[]; characterImage: Image | null; missing: number };

export const noReferences: References = { styleImages: [], characterImage: null, missing: 0 };

type Named = { styleImages?: readonly string[] | null; characterImage?: string | null };

/** The pictures that something was asked with, fetched by their ids; at once when there are none. Rejects with an AppError. */
export async function referencesOf(asked: object | null): Promise<References> {
  const { styleImages, characterImage }: Named = asked ?? {};
  if (!styleImages?.length && !characterImage) return noReferences;
  const [styles, character] = await Promise.all([
    Promise.all((styleImages ?? []).map(inLibrary)),
    characterImage ? inLibrary(characterImage) : null,
  ]);
  const there = styles.filter((image) => image !== null);
  const missing = styles.length - there.length + (characterImage && character === null ? 1 : 0);
  return { styleImages: there, characterImage: character, missing };
}

async function inLibrary(id: string): Promise<Image | null> {
  try {
    const { image } = await call<ImageDetail>(`/api/images/${encodeURIComponent(id)}`);
    return image.deletedAt === null ? image : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/**
 * Refers the draft to a picture: its style beside those that are there (the oldest leaves when they are too many), its
 * figure in place of another. `look` is what is in use, for references shut some of it out.
 */
export function addReference(kind: ReferenceKind, image: Image, look: SettledLook): void {
  if (kind === 'character') return editDraft({ characterImage: image });
  const others = without(getDraft().styleImages, image.id);
  takeWay('references', { styleImages: [...others, image].slice(-styleImageLimit) }, look);
}

/** Takes one back out. */
export function removeReference(kind: ReferenceKind, id: string): void {
  const { styleImages } = getDraft();
  editDraft(kind === 'character' ? { characterImage: null } : { styleImages: without(styleImages, id) });
}

const without = (images: Draft['styleImages'], id: string) => images.filter((image) => image.id !== id);

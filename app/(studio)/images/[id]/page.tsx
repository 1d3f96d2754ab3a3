import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { serverTranslations } from '@/app/messages';
import { pictureName } from '@/lib/client/picture-name';
import { AppError } from '@/lib/schema/error';
import { findPicture } from '@/lib/server/library';
import { database } from '@/lib/server/store/database';

type Props = { params: Promise<{ id: string }> };

/** The row of the picture an address names; an address without a picture is not a page. */
const pictureOf = cache(async (id: string) => {
  try {
    return await findPicture(await database(), id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ prompt, name }, t] = await Promise.all([
    pictureOf((await params).id),
    serverTranslations('viewer'),
  ]);
  return { title: (pictureName({ prompt, name }) ?? t('untitled')).slice(0, 80) };
}

/** One picture of the library, which the layout draws over the gallery. Asked here too, before anything is answered. */
export default async function ImagePage({ params }: Props) {
  await pictureOf((await params).id);
  return null;
}

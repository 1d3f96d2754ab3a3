import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notify } from '@/components/ui/toast';
import { editDraft, getDraft, restoreDraft, startFrom } from '@/lib/client/draft';
import { imageMutations } from '@/lib/client/images';
import { settle } from '@/lib/client/fit';
import { closeReception, getReception, openUsePicture, type Incoming } from '@/lib/client/incoming';
import { setLibraryQuery } from '@/lib/client/location';
import { call } from '@/lib/client/api';
import { addReference, type ReferenceKind } from '@/lib/client/references';
import type { Image } from '@/lib/schema/image';
import type { ImageDetail } from '@/lib/schema/image-detail';
import type { Connection } from '@/lib/schema/model';

export type Purpose = 'remix' | 'upscale' | 'describe' | ReferenceKind;

/** `storing` is the file on its way; `fault` what stopped it, with the file still in hand. */
export type Giving = { storing: File | null; fault: Error | null };

/** Gives a picture to an operation or a reference, storing it first when it is a file; or only keeps it. */
export function useGive(connections: readonly Connection[], onCompose: () => void) {
  const t = useTranslations('drop');
  const common = useTranslations('common');
  const { mutateAsync: upload } = useMutation(imageMutations.upload);
  const [giving, setGiving] = useState<Giving>({ storing: null, fault: null });

  const stored = async (incoming: Incoming): Promise<Image> => {
    if (incoming.kind === 'file') return upload(incoming.file);
    if (incoming.image) return incoming.image;
    return (await call<ImageDetail>(`/api/images/${encodeURIComponent(incoming.id)}`)).image;
  };

  const give = async (
    incoming: Incoming,
    purpose: Purpose,
    ratio: string | null,
    more: readonly File[] = [],
  ) => {
    if (giving.storing) return;
    setGiving({ storing: incoming.kind === 'file' ? incoming.file : null, fault: null });
    if (incoming.kind === 'file') openUsePicture(incoming);
    try {
      const images = [await stored(incoming), ...(await Promise.all(more.map((file) => upload(file))))];
      // Whoever left while it was stored has it among the uploads, and the box as it was.
      if (getReception().stage === 'closed') return setGiving({ storing: null, fault: null });
      const standing = purpose === 'style' || (purpose === 'character' && getDraft().characterImage === null);
      const undo = begin(purpose, images, connections);
      if (ratio !== null) editDraft({ aspectRatio: ratio, resolution: null });
      setGiving({ storing: null, fault: null });
      closeReception();
      onCompose();
      const title = t(`given.${purpose}`);
      announce(title);
      // A reference is taken out where it stands; only one that gave way could not come back.
      if (!standing) notify({ title, action: { label: common('undo'), run: undo } });
    } catch (error) {
      setGiving({ storing: null, fault: error instanceof Error ? error : new Error(String(error)) });
      openUsePicture(incoming);
    }
  };

  const keep = (files: readonly File[]) => {
    if (files.length === 0) return;
    const kept = (count: number) =>
      notify({ kind: 'done', title: t('kept', { count }), action: { label: t('show'), run: () => setLibraryQuery('is:upload') } });
    announce(t('keeping', { count: files.length }));
    void Promise.allSettled(files.map((file) => upload(file))).then((ends) => {
      const count = ends.filter(({ status }) => status === 'fulfilled').length;
      if (count > 0) kept(count);
      ends.forEach((end, index) => {
        const file = files[index];
        if (end.status === 'fulfilled' || file === undefined) return;
        const message = end.reason instanceof Error ? end.reason.message : String(end.reason);
        const again = () => openUsePicture({ kind: 'file', file });
        notify({ kind: 'fault', title: t('notKept', { name: file.name, message }), action: { label: t('look'), run: again } });
      });
    });
  };

  return { ...giving, give, keep };
}

/** Puts pictures where they were given to: the first into an operation, all of them beside what is there. Answers an undo. */
function begin(purpose: Purpose, images: readonly Image[], connections: readonly Connection[]): () => void {
  const before = getDraft();
  for (const image of images) {
    if (purpose !== 'style' && purpose !== 'character') return startFrom(purpose, image);
    const settled = settle(getDraft(), connections);
    if (settled) addReference(purpose, image, settled);
  }
  return () => restoreDraft(before);
}

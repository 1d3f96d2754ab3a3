'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { startFrom, type PictureOperation } from './draft';
import { downloadImage, imageMutations, imageQueries } from './images';
import { isOffered } from './offered';
import { referencesOf } from './references';
import { takeSettings } from './settings';

/** How a place speaks: to a screen reader, of what went wrong, and of what was done with the way back. */
export type Voice = {
  announce: (text: string) => void;
  notifyFault: (error: Error) => void;
  notifyUndo: (title: string, label: string, undo: () => void) => void;
};

/**
 * What a person can do with a picture wherever it stands; each says what it did and can be undone where it changed
 * something. `voice` and `onCompose` must be steady.
 */
export function usePictureActs(voice: Voice, onCompose: () => void) {
  const t = useTranslations('picture');
  const named = useTranslations('operation');
  const common = useTranslations('common');
  const client = useQueryClient();
  const { mutateAsync: favour } = useMutation(imageMutations.favourite);
  const { mutateAsync: throwAway } = useMutation(imageMutations.trash);
  const { mutateAsync: bringBack } = useMutation(imageMutations.restore);

  return useMemo(() => {
    const { announce, notifyFault, notifyUndo } = voice;
    const told = (title: string, undo: () => void) => {
      announce(title);
      notifyUndo(title, common('undo'), undo);
    };
    const restore = (ids: readonly string[], before: Parameters<typeof bringBack>[0]['before'] = []) =>
      void bringBack({ ids, before }).then(() => announce(t('restored', { count: ids.length })), notifyFault);

    return {
      /** Puts the picture into the box as the source of an operation that some connection offers; `aloud` where the box is out of sight. */
      start: (operation: PictureOperation, image: Image, aloud = false) => {
        if (!isOffered(client, operation)) return;
        const undo = startFrom(operation, image);
        if (aloud) told(t('started', { operation: named(operation) }), undo);
        onCompose();
      },
      take: (
        what: 'prompt' | 'seed' | 'all' | 'exact',
        image: Image,
        task: Task | null,
        parent: Image | null,
      ) => {
        const whole = what === 'all' || what === 'exact';
        void referencesOf(whole && task ? task.input : null).then(
          (references) => told(t(`taken.${what}`), takeSettings(what, image, task, parent, references)),
          notifyFault,
        );
      },
      download: ({ id }: Image) => downloadImage(id),
      favourite: (images: readonly Image[], favourite: boolean) => {
        for (const { id } of images) {
          client.setQueryData(
            imageQueries.detail(id).queryKey,
            (known) => known && { ...known, image: { ...known.image, favourite } },
          );
        }
        void favour({ images, favourite }).catch(notifyFault);
      },
      // The viewer may be gone by then, or another picture thrown away, and with it what hangs on a mutation's own call.
      trash: (ids: readonly string[]) =>
        void throwAway(ids).then(
          (before) => told(t('trashed', { count: ids.length }), () => restore(ids, before)),
          notifyFault,
        ),
      restore,
    };
  }, [t, named, common, client, favour, throwAway, bringBack, voice, onCompose]);
}

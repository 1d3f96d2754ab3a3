import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notifyFault, notifyUndo } from '@/components/ui/toast';
import { startFrom } from '@/lib/client/draft';
import { downloadImage, imageMutations, imageQueries } from '@/lib/client/images';
import type { Selection } from '@/lib/client/selection';
import { takeSettings } from '@/lib/client/settings';
import type { Image } from '@/lib/schema/image';

export type PictureActions = ReturnType<typeof usePictureActions>;

/** What a person can do with a picture of the gallery; each says what it did, and can be undone where it changed something. */
export function usePictureActions({ selection, onShare, onCompose }: {
  selection: Selection;
  onShare: (ids: string[]) => void;
  onCompose: () => void;
}) {
  const t = useTranslations('gallery');
  const common = useTranslations('common');
  const client = useQueryClient();
  const { mutate: favour } = useMutation(imageMutations.favourite);
  const { mutate: throwAway } = useMutation(imageMutations.trash);
  const { mutate: bringBack } = useMutation(imageMutations.restore);

  return useMemo(() => {
    const start = (operation: 'remix' | 'upscale' | 'describe') => (image: Image) => {
      startFrom(operation, image);
      onCompose();
    };
    const told = (title: string, undo: () => void) => notifyUndo(title, common('undo'), undo);

    return {
      remix: start('remix'),
      upscale: start('upscale'),
      describe: start('describe'),
      takePrompt: (image: Image) => told(t('action.promptUsed'), takeSettings('prompt', image, null)),
      takeSeed: (image: Image) => told(t('action.seedUsed'), takeSettings('seed', image, null)),
      takeAll: (image: Image) =>
        void client
          .fetchQuery(imageQueries.detail(image.id))
          .then(
            ({ task, parents }) =>
              told(t('action.allUsed'), takeSettings('all', image, task, parents.at(-1) ?? null)),
            notifyFault,
          ),
      share: (ids: string[]) => onShare(ids),
      download: (image: Image) => downloadImage(image.id),
      favourite: (images: readonly Image[], favourite: boolean) =>
        favour({ images, favourite }, { onError: notifyFault }),
      trash: (ids: readonly string[]) => {
        selection.remove(ids);
        throwAway(ids, {
          onError: notifyFault,
          onSuccess: (_done, _ids, before) => {
            announce(t('trashed', { count: ids.length }));
            const undo = () =>
              bringBack(
                { ids, before: before ?? [] },
                { onError: notifyFault, onSuccess: () => announce(t('restored', { count: ids.length })) },
              );
            told(t('trashed', { count: ids.length }), undo);
          },
        });
      },
    };
  }, [t, common, client, favour, throwAway, bringBack, selection, onShare, onCompose]);
}

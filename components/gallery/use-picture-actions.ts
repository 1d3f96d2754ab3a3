import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notify } from '@/components/ui/toast';
import { startFrom } from '@/lib/client/draft';
import { imageMutations, imageQueries, imageUrl } from '@/lib/client/images';
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
    const fault = (error: Error) => notify({ kind: 'fault', title: error.message });
    const start = (operation: 'remix' | 'upscale' | 'describe') => (image: Image) => {
      startFrom(operation, image);
      onCompose();
    };
    const told = (title: string, undo: () => void) => notify({ title, action: { label: common('undo'), run: undo } });

    return {
      remix: start('remix'),
      upscale: start('upscale'),
      describe: start('describe'),
      takePrompt: (image: Image) => told(t('action.promptUsed'), takeSettings('prompt', image, null)),
      takeSeed: (image: Image) => told(t('action.seedUsed'), takeSettings('seed', image, null)),
      takeAll: (image: Image) =>
        void client.fetchQuery(imageQueries.detail(image.id)).then(
          ({ task, parents }) => told(t('action.allUsed'), takeSettings('all', image, task, parents.at(-1) ?? null)),
          fault,
        ),
      share: (ids: string[]) => onShare(ids),
      download: (image: Image) => {
        const link = document.createElement('a');
        link.href = imageUrl(image.id, 'original', true);
        link.download = '';
        link.click();
      },
      favourite: (images: readonly Image[], favourite: boolean) =>
        favour({ images, favourite }, { onError: fault }),
      trash: (ids: readonly string[]) => {
        selection.remove(ids);
        throwAway(ids, {
          onError: fault,
          onSuccess: (_done, _ids, before) => {
            announce(t('trashed', { count: ids.length }));
            const undo = () =>
              bringBack(
                { ids, before: before ?? [] },
                { onError: fault, onSuccess: () => announce(t('restored', { count: ids.length })) },
              );
            notify({ title: t('trashed', { count: ids.length }), timeout: 10_000, action: { label: common('undo'), run: undo } });
          },
        });
      },
    };
  }, [t, common, client, favour, throwAway, bringBack, selection, onShare, onCompose]);
}

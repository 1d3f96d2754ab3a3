import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notifyFault, notifyUndo } from '@/components/ui/toast';
import { startFrom } from '@/lib/client/draft';
import { downloadImage, imageMutations, imageQueries } from '@/lib/client/images';
import { takeSettings } from '@/lib/client/settings';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';

export type Subject = { image: Image; task: Task | null; parent: Image | null };
export type Actions = ReturnType<typeof useActions>;

/** What can be done with the picture in view. Every change of the box says so and can be undone. */
export function useActions({ image, task, parent }: Subject, { onCompose, onShare, onTrashed }: {
  /** The box took the picture: leave the viewer for it. */
  onCompose: () => void;
  onShare: (ids: string[]) => void;
  onTrashed: () => void;
}) {
  const t = useTranslations('viewer');
  const common = useTranslations('common');
  const client = useQueryClient();
  const { mutate: favour } = useMutation(imageMutations.favourite);
  const { mutate: throwAway } = useMutation(imageMutations.trash);
  const { mutate: bringBack } = useMutation(imageMutations.restore);

  return useMemo(() => {
    const told = (title: string, run: () => void) => {
      announce(title);
      notifyUndo(title, common('undo'), run);
    };
    const start = (operation: 'remix' | 'upscale' | 'describe') => () => {
      told(t(`started.${operation}`), startFrom(operation, image));
      onCompose();
    };
    const take = (what: 'prompt' | 'seed' | 'all' | 'exact') => () =>
      told(t(`taken.${what}`), takeSettings(what, image, task, parent));
    const { queryKey } = imageQueries.detail(image.id);

    const restore = () =>
      bringBack(
        { ids: [image.id], before: [] },
        { onError: notifyFault, onSuccess: () => announce(t('restored')) },
      );

    return {
      remix: start('remix'),
      upscale: start('upscale'),
      describe: start('describe'),
      takePrompt: take('prompt'),
      takeSeed: take('seed'),
      takeAll: take('all'),
      repeat: take('exact'),
      share: () => onShare([image.id]),
      download: () => downloadImage(image.id),
      favourite: () => {
        const favourite = !image.favourite;
        client.setQueryData(queryKey, (known) => known && { ...known, image: { ...known.image, favourite } });
        announce(t(favourite ? 'isFavourite' : 'notFavourite'));
        favour({ images: [image], favourite }, { onError: notifyFault });
      },
      restore,
      trash: () => {
        onTrashed();
        throwAway([image.id], {
          onError: notifyFault,
          onSuccess: (_done, ids, before) => {
            const undo = () =>
              bringBack(
                { ids, before: before ?? [] },
                { onError: notifyFault, onSuccess: () => announce(t('restored')) },
              );
            told(t('trashed'), undo);
          },
        });
      },
    };
  }, [t, common, client, favour, throwAway, bringBack, image, task, parent, onCompose, onShare, onTrashed]);
}

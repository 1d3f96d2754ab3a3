import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notifyFault, notifyUndo } from '@/components/ui/toast';
import type { PictureOperation } from '@/lib/client/draft';
import { imageIdNow } from '@/lib/client/location';
import { usePictureActs } from '@/lib/client/picture-acts';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';

export type Subject = { image: Image; task: Task | null; parent: Image | null };
export type Actions = ReturnType<typeof useActions>;

const voice = { announce, notifyFault, notifyUndo };

/** What can be done with the picture in view. Every change of the box says so and can be undone. */
export function useActions({ image, task, parent }: Subject, { onCompose, onShare, onTrashed }: {
  /** The box took the picture: leave the viewer for it. */
  onCompose: () => void;
  onShare: (ids: string[]) => void;
  onTrashed: () => void;
}) {
  const t = useTranslations('viewer');
  const acts = usePictureActs(voice, onCompose);

  return useMemo(() => {
    const take = (what: 'prompt' | 'seed' | 'all' | 'exact') => () => acts.take(what, image, task, parent);
    return {
      start: (operation: PictureOperation) => () => acts.start(operation, image, true),
      takePrompt: take('prompt'),
      takeSeed: take('seed'),
      takeAll: take('all'),
      repeat: take('exact'),
      share: () => onShare([image.id]),
      download: () => acts.download(image),
      favourite: () => {
        announce(t(image.favourite ? 'notFavourite' : 'isFavourite'));
        acts.favourite([image], !image.favourite);
      },
      restore: () => acts.restore([image.id]),
      trash: () => {
        // Pressed again before the next picture is drawn, it would mean one that nobody has seen.
        if (imageIdNow() !== image.id) return;
        onTrashed();
        acts.trash([image.id]);
      },
    };
  }, [t, acts, image, task, parent, onShare, onTrashed]);
}

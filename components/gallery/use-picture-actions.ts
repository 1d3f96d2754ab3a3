import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { announce } from '@/components/ui/announcer';
import { notifyFault, notifyUndo } from '@/components/ui/toast';
import type { PictureOperation } from '@/lib/client/draft';
import { imageQueries } from '@/lib/client/images';
import { usePictureActs } from '@/lib/client/picture-acts';
import type { Selection } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';

export type PictureActions = ReturnType<typeof usePictureActions>;

const voice = { announce, notifyFault, notifyUndo };

/** What a person can do with a picture of the gallery; the box is in sight, so it need not be told of. */
export function usePictureActions({ selection, onShare, onCompose }: {
  selection: Selection;
  onShare: (ids: string[]) => void;
  onCompose: () => void;
}) {
  const client = useQueryClient();
  const acts = usePictureActs(voice, onCompose);

  return useMemo(() => ({
    start: (operation: PictureOperation) => (image: Image) => acts.start(operation, image),
    takePrompt: (image: Image) => acts.take('prompt', image, null, null),
    takeSeed: (image: Image) => acts.take('seed', image, null, null),
    takeAll: (image: Image) =>
      void client
        .fetchQuery(imageQueries.detail(image.id))
        .then(({ task, parents }) => acts.take('all', image, task, parents.at(-1) ?? null), notifyFault),
    share: (ids: string[]) => onShare(ids),
    download: acts.download,
    favourite: acts.favourite,
    trash: (ids: readonly string[]) => {
      selection.remove(ids);
      acts.trash(ids);
    },
  }), [client, acts, selection, onShare]);
}

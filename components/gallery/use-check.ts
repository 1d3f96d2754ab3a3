import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { taskMutations } from '@/lib/client/tasks';
import type { Task } from '@/lib/schema/task';

type Told = { onNews?: () => void; onNothing?: () => void; onError?: (error: Error) => void };

const noOne = (): void => undefined;

/** Asks the provider once more how an unclear task ended; nothing is bought. `nothing`: it knew nothing new. */
export function useCheck({ id }: Task) {
  const t = useTranslations('gallery.evidence');
  const { mutateAsync, isPending, data, error } = useMutation(taskMutations.check);
  return {
    check: ({ onNews, onNothing, onError }: Told = {}) => {
      if (isPending) return;
      announce(t('checking'));
      // What asked may be gone with the first news, and with it what hangs on a mutation's own call.
      void mutateAsync(id).then((task) => (task.status === 'unknown' ? onNothing?.() : onNews?.()), onError ?? noOne);
    },
    checking: isPending,
    nothing: data?.status === 'unknown',
    error,
  };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notify, notifyFault, notifyUndo } from '@/components/ui/toast';
import { editDraft, forWords, getDraft, restoreDraft } from '@/lib/client/draft';
import { imageQueries } from '@/lib/client/images';
import { referencesOf } from '@/lib/client/references';
import { editTask } from '@/lib/client/task-draft';
import { taskMutations } from '@/lib/client/tasks';
import { AppError } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { isWorded } from './outcomes';
import { answerOf } from './words';

export type TaskActions = ReturnType<typeof useTaskActions>;

/** What a person can do with a task of the gallery. One press of retry makes one key and asks once. */
export function useTaskActions({ onCompose }: { onCompose: () => void }) {
  const t = useTranslations('gallery');
  const common = useTranslations('common');
  const client = useQueryClient();
  const { mutate: cancel } = useMutation(taskMutations.cancel);
  const { mutate: retry } = useMutation(taskMutations.retry);
  const { mutate: hide } = useMutation(taskMutations.hide);

  return useMemo(() => {
    const told = (title: string, undo: () => void) => notifyUndo(title, common('undo'), undo);
    // A press whose answer was lost is asked again under its own key, so that it cannot buy twice.
    const keys = new Map<string, string>();
    const asking = new Set<string>();

    const edit = async (task: Task) => {
      const [source, references] = await Promise.all([sourceOf(task), referencesOf(task.input)]);
      const lost = task.parentImageId !== null && source === null;
      told(lost ? t('details.gone') : t(isWorded(task) ? 'card.edited' : 'card.changed'), editTask(task, source, references));
      onCompose();
    };
    const sourceOf = async ({ parentImageId }: Task): Promise<Image | null> => {
      if (parentImageId === null) return null;
      const detail = await client.fetchQuery(imageQueries.detail(parentImageId)).catch(() => null);
      return detail === null || detail.image.deletedAt !== null ? null : detail.image;
    };

    return {
      edit: (task: Task) => void edit(task).catch(notifyFault),
      cancel: (task: Task) => cancel(task.id, { onError: notifyFault }),
      retry: (task: Task) => {
        if (asking.has(task.id)) return;
        asking.add(task.id);
        const key = keys.get(task.id) ?? crypto.randomUUID();
        keys.set(task.id, key);
        retry(
          { id: task.id, key },
          {
            onError(error) {
              notifyFault(error);
              if (error instanceof AppError && error.requestId !== undefined) keys.delete(task.id);
            },
            onSuccess() {
              keys.delete(task.id);
              announce(t('card.retried'));
            },
            onSettled: () => asking.delete(task.id),
          },
        );
      },
      hide: (task: Task) =>
        hide(
          { id: task.id, hidden: true },
          {
            onError: notifyFault,
            onSuccess: () =>
              told(t('card.hidden'), () => hide({ id: task.id, hidden: false }, { onError: notifyFault })),
          },
        ),
      takeText: (task: Task) => {
        if (task.text === null) return;
        const before = getDraft();
        editDraft({ ...forWords(before), prompt: task.text });
        told(t(`answer.${answerOf(task)}.used`), () => restoreDraft(before));
        onCompose();
      },
      copy: ({ text }: Task) =>
        void navigator.clipboard
          .writeText(text ?? '')
          .then(() => notify({ kind: 'done', title: common('copied') }), notifyFault),
    };
  }, [t, common, client, cancel, retry, hide, onCompose]);
}

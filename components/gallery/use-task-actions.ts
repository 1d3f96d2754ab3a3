import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { notify, notifyCopied, notifyFault, notifyUndo } from '@/components/ui/toast';
import { isUnanswered } from '@/lib/client/api';
import { copyText } from '@/lib/client/clipboard';
import { editDraft, forWords, getDraft, restoreDraft } from '@/lib/client/draft';
import { imageQueries } from '@/lib/client/images';
import { referencesOf } from '@/lib/client/references';
import { editTask } from '@/lib/client/task-draft';
import { newKey, refused } from '@/lib/client/press-key';
import { retryQuote } from '@/lib/client/quotes';
import { taskMutations } from '@/lib/client/tasks';
import { AppError } from '@/lib/schema/error';
import type { Image } from '@/lib/schema/image';
import type { SettlementCharge, Task } from '@/lib/schema/task';
import { isWorded } from './outcomes';
import { answerOf } from './words';

export type TaskActions = ReturnType<typeof useTaskActions>;

/** What a person can do with a task of the gallery. One press of retry makes one key and asks once. */
export function useTaskActions({ onCompose }: { onCompose: () => void }) {
  const t = useTranslations('gallery');
  const common = useTranslations('common');
  const errors = useTranslations('errors');
  const client = useQueryClient();
  const { mutateAsync: cancel } = useMutation(taskMutations.cancel);
  const { mutateAsync: retry } = useMutation(taskMutations.retry);
  const { mutateAsync: settle } = useMutation(taskMutations.settle);
  const { mutateAsync: hide } = useMutation(taskMutations.hide);

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
      cancel: (task: Task) => void cancel(task.id).catch(notifyFault),
      /** Asks the same again as a new task; `priceLimit` is the price on the button, null where none was known. */
      retry: (task: Task, priceLimit: number | null) => {
        if (asking.has(task.id)) return;
        asking.add(task.id);
        const key = keys.get(task.id) ?? newKey();
        keys.set(task.id, key);
        // What hangs on a mutation's own call is heard of the last one only: another card may be pressed meanwhile.
        void retry({ id: task.id, key, priceLimit })
          .then(
            () => {
              keys.delete(task.id);
              announce(t('card.retried'));
            },
            (error: Error) => {
              notify({ kind: 'fault', title: isUnanswered(error) ? errors('unclear') : error.message });
              if (refused(error)) keys.delete(task.id);
              // The button shows the new price before it can be pressed again.
              if (error instanceof AppError && error.code === 'price_changed') {
                void client.fetchQuery({ ...retryQuote(task), staleTime: 0 }).catch(() => undefined);
              }
            },
          )
          .finally(() => asking.delete(task.id));
      },
      settle: (task: Task, charge: SettlementCharge, onDone?: () => void) => {
        if (asking.has(`settle ${task.id}`)) return;
        asking.add(`settle ${task.id}`);
        void settle({ id: task.id, charge })
          .then(() => {
            announce(t(`bill.said.${charge}`));
            onDone?.();
          }, notifyFault)
          .finally(() => asking.delete(`settle ${task.id}`));
      },
      hide: (task: Task) =>
        void hide({ id: task.id, hidden: true }).then(
          () => told(t('card.hidden'), () => void hide({ id: task.id, hidden: false }).catch(notifyFault)),
          notifyFault,
        ),
      takeText: (task: Task) => {
        if (task.text === null) return;
        const before = getDraft();
        editDraft({ ...forWords(before), prompt: task.text });
        told(t(`answer.${answerOf(task)}.used`), () => restoreDraft(before));
        onCompose();
      },
      copy: ({ text }: Task) =>
        void copyText(text ?? '').then((done) => notifyCopied(done, common)),
    };
  }, [t, common, errors, client, cancel, retry, settle, hide, onCompose]);
}

import { useCallback } from 'react';
import { announce } from '@/components/ui/announcer';
import { notify } from '@/components/ui/toast';
import { imageUrl } from '@/lib/client/images';
import { openImage, turnToImage } from '@/lib/client/location';
import { useLiveTasks, type TaskChange } from '@/lib/client/tasks';
import { isOpen } from '@/lib/schema/task-status';
import { answerOf, useWords } from './words';

/** Whether a person can see the run of a task right now. */
function inView(taskId: string): boolean {
  const box = document.querySelector(`[data-run="${CSS.escape(taskId)}"]`)?.getBoundingClientRect();
  return box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
}

/** A task that became what it is with this change, and not before. */
const ended = ({ task, before }: TaskChange): boolean =>
  !isOpen(task.status) && before !== null && isOpen(before.status);

const started = ({ task, before }: TaskChange): boolean => task.status === 'queued' && before === null;

/** Keeps the library true and says what happens in it: to a screen reader always, in a toast when looking elsewhere. */
export function LiveLibrary({ revision, viewing }: { revision: number; viewing: boolean }) {
  useLiveTasks(revision, useSayings(viewing));
  return null;
}

function useSayings(viewing: boolean): (changes: TaskChange[]) => void {
  const { t, status, outcome } = useWords();
  return useCallback((changes) => {
    const said = changes.flatMap((change) => {
      const images = change.task.images.length;
      if (ended(change)) return [outcome(change.task, images)];
      return started(change) ? [status(change.task, images)] : [];
    });
    if (said.length > 0) announce([...new Set(said)].join('. '));

    const ready = changes.filter(ended).filter(({ task }) => task.images.length > 0 || task.text !== null);
    const unseen = ready.filter(({ task }) => viewing || !inView(task.id)).map(({ task }) => task);
    const pictures = unseen.flatMap(({ images }) => images);
    const [first] = pictures;
    if (first !== undefined) {
      notify({
        title: t('ready', { count: pictures.length }),
        picture: <img src={imageUrl(first.id, 'thumb')} alt="" className="h-full w-full object-cover" />,
        timeout: 6_000,
        action: { label: t('show'), run: () => (viewing ? turnToImage(first.id) : openImage(first.id)) },
      });
    } else if (unseen[0] !== undefined) {
      notify({ title: t(`answer.${answerOf(unseen[0])}.said`) });
    }
  }, [t, status, outcome, viewing]);
}

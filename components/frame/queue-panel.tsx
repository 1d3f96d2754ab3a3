'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { notifyFault } from '@/components/ui/toast';
import { languageOf } from '@/lib/client/language';
import { promptWords } from '@/lib/client/structured-prompt';
import { heldBy } from '@/lib/client/stops';
import { taskMutations } from '@/lib/client/tasks';
import { waitWords } from '@/lib/client/wait';
import type { Task } from '@/lib/schema/task';

/** The tasks that have not ended. What has not been sent yet can be taken back here. */
export function QueuePanel({ anchor, tasks, onEnd }: {
  anchor: HTMLElement | null;
  tasks: readonly Task[];
  onEnd: () => void;
}) {
  const t = useTranslations('frame');
  const named = useTranslations('operation');
  const common = useTranslations('common');
  const { mutateAsync: cancel } = useMutation(taskMutations.cancel);
  const placeOf = (task: Task): string => {
    const { position, startsIn, status } = task;
    const held = heldBy(task);
    if (held) return t(`held.${held}`);
    if (position === null) return t(`status.${status}`);
    const line = startsIn === 0 ? t('next') : t('place', { position });
    return startsIn === null || startsIn === 0 ? line : t('wait', { line, wait: waitWords(startsIn, common) });
  };
  return (
    <Panel open anchor={anchor} align="end" width={356} title={t('queueTitle')} onEnd={onEnd}>
      {tasks.length === 0 && <p className="text-ink-2">{t('queueNone')}</p>}
      <ul className="-mx-2">
        {tasks.map((task) => {
          const prompt = 'prompt' in task.input ? (task.input.prompt ?? '') : '';
          const words = promptWords(prompt) || named(task.operation);
          return (
            <li key={task.id} className="flex min-h-9 items-center gap-2.5 px-2">
              <span className="min-w-0 flex-1 truncate" lang={languageOf(words)}>
                {words}
              </span>
              <span className="text-caption whitespace-nowrap text-ink-3">
                {placeOf(task)}
                {task.progress !== null && task.status === 'running' && ` ${Math.round(task.progress)}%`}
              </span>
              {task.status === 'queued' && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('cancelTask', { prompt: words })}
                  data-tip={undefined}
                  onClick={() => void cancel(task.id).catch(notifyFault)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { promptWords } from '@/lib/client/structured-prompt';
import { taskQueries } from '@/lib/client/tasks';
import type { Task } from '@/lib/schema/task';
import { dayOf, useMinute } from './clock';
import { useTools } from './tools';
import { useWords } from './words';

/** Which task this one asked again, and which asked it again later; each leads to the other. */
export function TaskLineage({ task, later }: { task: Task; later: readonly Task[] }) {
  const { t } = useWords();
  const { data: earlier } = useQuery({ ...taskQueries.one(task.retryOf ?? ''), enabled: task.retryOf !== null });
  if (task.retryOf === null && later.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {task.retryOf !== null && (
        <li>{earlier ? <To task={earlier} words={t('details.againOf')} /> : t('details.againOf')}</li>
      )}
      {later.map((one) => (
        <li key={one.id}>
          <To task={one} words={t('details.askedAgain')} />
        </li>
      ))}
    </ul>
  );
}

function To({ task, words }: { task: Task; words: string }) {
  const { openDetails } = useTools();
  const { t, clock, day } = useWords();
  const now = useMinute();
  const said = useTranslations('frame.status');
  const prompt = 'prompt' in task.input ? promptWords(task.input.prompt ?? '') : '';
  return (
    <>
      {words}{' '}
      <button type="button" className="link" title={prompt || undefined} onClick={() => openDetails(task)}>
        {t('details.asOf', {
          day: day(dayOf(task.createdAt), now),
          time: clock(task.createdAt),
          status: said(task.status),
        })}
      </button>
    </>
  );
}

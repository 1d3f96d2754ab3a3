import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { promptWords } from '@/lib/client/structured-prompt';
import { taskQueries } from '@/lib/client/tasks';
import type { Task } from '@/lib/schema/task';
import { dayOf, useMinute } from './clock';
import { useTools } from './tools';
import { useWords } from './words';

/** Rows of facts: which task this one repeats, and which repeated it later; each leads to the other. */
export function TaskLineage({ task, later }: { task: Task; later: readonly Task[] }) {
  const { t } = useWords();
  const { data: earlier } = useQuery({ ...taskQueries.one(task.retryOf ?? ''), enabled: task.retryOf !== null });
  return (
    <>
      {task.retryOf !== null && earlier && (
        <div className="contents">
          <dt className="text-ink-3">{t('details.againOf')}</dt>
          <dd>
            <To task={earlier} />
          </dd>
        </div>
      )}
      {later.length > 0 && (
        <div className="contents">
          <dt className="text-ink-3">{t('details.askedAgain')}</dt>
          <dd className="grid justify-items-start gap-1">
            {later.map((one) => (
              <To key={one.id} task={one} />
            ))}
          </dd>
        </div>
      )}
    </>
  );
}

function To({ task }: { task: Task }) {
  const { openDetails } = useTools();
  const { t, clock, day } = useWords();
  const now = useMinute();
  const said = useTranslations('frame.status');
  const prompt = 'prompt' in task.input ? promptWords(task.input.prompt ?? '') : '';
  return (
    <button type="button" className="link text-start" title={prompt || undefined} onClick={() => openDetails(task)}>
      {t('details.asOf', {
        day: day(dayOf(task.createdAt), now),
        time: clock(task.createdAt),
        status: said(task.status),
      })}
    </button>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { taskQueries } from '@/lib/client/tasks';
import type { Task } from '@/lib/schema/task';
import { useCheck } from './use-check';
import { useLate } from './use-late';
import { useWords } from './words';

/** What came back last when nobody can say how a task ended, as it came: for a person who asks the provider about it. */
export function TaskEvidence({ task, onChecked }: { task: Task; onChecked: () => void }) {
  const { t } = useWords();
  const common = useTranslations('common');
  const { data, isPending, isError, refetch } = useQuery(taskQueries.detail(task));
  const { check, checking, nothing, error } = useCheck(task);
  const late = useLate(isPending);

  const state = () => {
    if (isError)
      return (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-ink-2">
          {t('evidence.failed')}
          <Button size="small" onClick={() => void refetch()}>
            {common('tryAgain')}
          </Button>
        </p>
      );
    if (isPending) return <p className="text-ink-3">{late && t('evidence.loading')}</p>;
    const { evidence } = data;
    if (evidence === null) return <p className="text-ink-2">{t('evidence.none')}</p>;
    const { status, type, body, cut } = evidence;
    return (
      <>
        <p className="text-ink-2">{t('evidence.status', { status: String(status), type: type ?? t('evidence.untyped') })}</p>
        {body.trim() === '' ? (
          <p className="text-ink-2">{t('evidence.empty')}</p>
        ) : (
          <textarea
            className="structure block w-full resize-y"
            aria-label={t('evidence.title')}
            rows={6}
            spellCheck={false}
            readOnly
            value={body}
          />
        )}
        {cut && <p className="text-caption text-ink-3">{t('evidence.cut')}</p>}
      </>
    );
  };

  return (
    <section aria-label={t('evidence.title')} aria-busy={isPending}>
      <h3 className="text-caption text-ink-3">{t('evidence.title')}</h3>
      {state()}
      {task.checkable && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-ink-2">
          <Button size="small" aria-disabled={checking || undefined} onClick={() => check({ onNews: onChecked })}>
            {t(checking ? 'evidence.checking' : 'evidence.check')}
          </Button>
          <span role="status">{t(nothing && !checking ? 'evidence.nothingNew' : 'evidence.free')}</span>
        </p>
      )}
      {error !== null && !checking && <p role="alert">{error.message}</p>}
    </section>
  );
}

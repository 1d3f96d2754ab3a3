import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { languageOf } from '@/lib/client/language';
import { promptWords, readStructured } from '@/lib/client/structured-prompt';
import type { Task } from '@/lib/schema/task';
import { CardActs } from './card-acts';
import { cardOf, detailActsOf } from './outcomes';
import { TaskBill } from './task-bill';
import { TaskEvidence } from './task-evidence';
import { TaskLineage } from './task-lineage';
import type { TaskActions } from './use-task-actions';
import { useWords } from './words';

/** Everything a card says, whatever the size of its frame, and everything that can be done now. */
export function TaskDetails({ task, later, open, tasks, onClose }: {
  task: Task;
  /** The tasks that asked the same once more. */
  later: readonly Task[];
  open: boolean;
  tasks: TaskActions;
  onClose: () => void;
}) {
  const { t, headline, why, cost, expected, clock, missing } = useWords();
  const common = useTranslations('common');
  const named = useTranslations('operation');
  const kind = cardOf(task);
  const prompt = 'prompt' in task.input ? task.input.prompt : undefined;
  const reasons = task.missing.map((entry) => `${missing(entry)}: ${entry.message}`);
  const unclear = task.status === 'unknown';
  const fields = Object.entries(task.error?.fields ?? {}).map(([field, fault]) => `${field}: ${fault}`);
  const facts: [string, string | undefined][] = [
    [t('details.operation'), named(task.operation)],
    [t('details.model'), `${task.model}, ${task.connection}`],
    [t('details.sent'), task.startedAt === null ? t('details.never') : clock(task.startedAt)],
    [t('details.ended'), task.finishedAt === null ? undefined : clock(task.finishedAt)],
    [t('details.expected'), expected(task) ?? undefined],
    [t('details.cost'), cost(task)],
  ];

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={kind === null && !unclear ? t('details.title') : headline(task).long}
      closeLabel={common('close')}
      footer={
        <div className="flex flex-wrap items-center gap-2">
          <CardActs task={task} acts={detailActsOf(task)} onDone={onClose} />
          {task.finishedAt !== null && task.images.length === 0 && (
            <Button
              size="small"
              look="plain"
              className="ms-auto"
              onClick={() => {
                tasks.hide(task);
                onClose();
              }}
            >
              {t('card.hide')}
            </Button>
          )}
        </div>
      }
    >
      <div className="grid gap-3 px-5 pb-4 text-label">
        {kind === 'described' ? (
          <Answer text={task.text ?? ''} />
        ) : (
          <p className="text-ink-2">{why(task) || reasons[0]}</p>
        )}
        {[...(unclear && task.error ? [task.error.message] : []), ...fields, ...reasons.slice(why(task) ? 0 : 1)].map((line, index) => (
          <p key={`${index} ${line}`} className="text-ink-2">
            {line}
          </p>
        ))}
        {prompt && (
          <div>
            <h3 className="text-caption text-ink-3">{t('details.asked')}</h3>
            <p lang={languageOf(prompt)}>{promptWords(prompt)}</p>
          </div>
        )}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {facts.map(([name, value]) =>
            value === undefined ? null : (
              <div key={name} className="contents">
                <dt className="text-ink-3">{name}</dt>
                {/* What the bill says changes it. */}
                <dd aria-live={unclear && name === t('details.cost') ? 'polite' : undefined}>{value}</dd>
              </div>
            ),
          )}
          {open && <TaskLineage task={task} later={later} />}
        </dl>
        {unclear && !task.sandbox && <TaskBill task={task} />}
        {unclear && open && <TaskEvidence task={task} onChecked={onClose} />}
      </div>
    </Dialog>
  );
}

/** The answer in words; of a structured one what it shows, and the whole of it below. */
function Answer({ text }: { text: string }) {
  const { t } = useWords();
  const structured = readStructured(text);
  if (!structured) return <p lang={languageOf(text)}>{text}</p>;
  return (
    <>
      <p lang={languageOf(structured.words)}>{structured.words}</p>
      <div>
        <h3 className="text-caption text-ink-3">{t('details.structure')}</h3>
        <pre className="structure">{text}</pre>
      </div>
    </>
  );
}

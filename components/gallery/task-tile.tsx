import { memo, type CSSProperties } from 'react';
import { IconButton } from '@/components/ui/button';
import type { Task } from '@/lib/schema/task';
import { isOpen } from '@/lib/schema/task-status';
import { useIsAttended, useIsStop } from './attention';
import { elapsed, useSecond } from './clock';
import { countOf } from './frames';
import { OutcomeCard } from './outcome-card';
import { cardOf } from './outcomes';
import { useTools } from './tools';
import { useWords } from './words';

/** How far the sheet has filled, 0 to 1, or null where nothing has begun. */
function levelOf(task: Task): { part: number; line: boolean; stuck: boolean } | null {
  if (task.status === 'saving') return { part: 1, line: true, stuck: task.error !== null };
  if (task.status !== 'sending' && task.status !== 'running') return null;
  return { part: (task.progress ?? 0) / 100, line: task.progress !== null, stuck: task.error !== null };
}

/** A blank sheet in its final shape: waiting, filling, or carrying what became of it. */
export const TaskTile = memo(function TaskTile({ task, frame, place, speaks, stored }: {
  task: Task;
  frame: string;
  place: CSSProperties;
  speaks: boolean;
  stored: number;
}) {
  const { attention, tasks } = useTools();
  const { t, status } = useWords();
  const stop = useIsStop(attention, frame);
  const attended = useIsAttended(attention, frame) && speaks;
  const level = levelOf(task);
  const card = speaks && cardOf(task) !== null;

  return (
    <div
      className="tile tile-blank"
      data-frame={frame}
      data-stop={speaks || undefined}
      data-status={task.status}
      role={speaks ? 'group' : undefined}
      aria-label={speaks ? status(task, stored) : undefined}
      tabIndex={speaks ? (stop ? 0 : -1) : undefined}
      style={place}
    >
      {level && (
        <div
          className="tile-level"
          data-line={level.line || undefined}
          data-stuck={level.stuck || undefined}
          style={{ '--part': level.part } as CSSProperties}
        />
      )}
      {card && <OutcomeCard task={task} />}
      {speaks && !card && <Word task={task} stored={stored} />}
      {attended && task.status !== 'saving' && (
        <IconButton
          icon="close"
          size="small"
          className="tile-stop"
          label={isOpen(task.status) ? t('card.cancel') : t('card.hide')}
          data-tip-align="end"
          onClick={() => (isOpen(task.status) ? tasks.cancel(task) : tasks.hide(task))}
        />
      )}
    </div>
  );
});

function Word({ task, stored }: { task: Task; stored: number }) {
  const { t, cost, place } = useWords();
  const { progress, status } = task;
  if (status === 'queued') {
    return (
      <div className="tile-word">
        <b>{t('state.queued')}</b>
        <span>{place(task)}</span>
      </div>
    );
  }
  if (status === 'sending' || status === 'running') {
    return (
      <div className="tile-word">
        <span className="tile-figure">
          {progress === null ? (
            <Elapsed since={task.startedAt ?? task.createdAt} />
          ) : (
            t('state.percent', { percent: Math.round(progress) })
          )}
        </span>
        <span>{t(`state.${status}`)}</span>
      </div>
    );
  }
  if (status === 'saving') {
    return (
      <div className="tile-word">
        <b>{t('state.saving')}</b>
        <span>{t('state.stored', { stored, count: countOf(task) })}</span>
      </div>
    );
  }
  if (status === 'unknown') {
    return (
      <div className="tile-word tile-foot">
        <b>{t('state.unclear')}</b>
        <span>{cost(task)}</span>
      </div>
    );
  }
  const unsent = task.startedAt === null && task.charge === 'none';
  return (
    <div className="tile-word tile-foot">
      <b>{t('state.canceled')}</b>
      <span>{unsent ? t('state.canceledNote') : `${t('state.canceledSent')}. ${cost(task)}`}</span>
    </div>
  );
}

/** Time gone by since a moment (ISO 8601), by the second. */
export function Elapsed({ since }: { since: string }) {
  const now = useSecond();
  return <span>{elapsed(now - Date.parse(since))}</span>;
}

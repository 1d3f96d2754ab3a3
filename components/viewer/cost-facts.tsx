import { useTranslations } from 'use-intl/react';
import type { Task } from '@/lib/schema/task';
import { spans, useFigures } from './figures';

const parts = ['queued', 'running', 'saving'] as const;

/** What the run cost, and where its time went. */
export function CostFacts({ task }: { task: Task }) {
  const t = useTranslations('viewer');
  const { cost, expected, span } = useFigures();
  const times = spans(task);
  const open = task.charge === 'unknown';
  const told = expected(task);
  const count = task.images.length + task.missing.length;
  const asked = 'count' in task.input ? task.input.count : 1;
  return (
    <section>
      <div className="facts-head">
        <h2 className={open ? 'text-ochre' : ''}>{cost(task)}</h2>
        {count > 1 && <span className="text-caption text-ink-3">{t('cost.forAll', { count })}</span>}
      </div>
      {task.images.length > asked && <p className="facts-expected">{t('cost.surplus', { count: task.images.length, asked })}</p>}
      {told !== null && <p className="facts-expected">{told}</p>}
      {times && (
        <>
          <div className="facts-times" aria-hidden="true">
            {parts.map((part) => (
              <i key={part} data-part={part} style={{ flexGrow: times[part] }} />
            ))}
          </div>
          <ul className="facts-legend">
            {parts.map((part) => (
              <li key={part}>
                <i data-part={part} aria-hidden="true" />
                {t(`span.${part}`, { time: span(times[part]) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

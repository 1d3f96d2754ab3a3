'use client';

import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { useOpenTasks } from '@/lib/client/tasks';

const QueuePanel = lazy(() => import('./queue-panel').then((module) => ({ default: module.QueuePanel })));

/** How many tasks have not ended; a press lists them. Absent while there is none. */
export function QueueButton() {
  const t = useTranslations('frame');
  const tasks = useOpenTasks();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (tasks.length === 0 && !anchor) return null;
  return (
    <>
      <Button
        look="plain"
        icon="list"
        className="h-11 font-normal md:h-8"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {t('queue', { count: tasks.length })}
      </Button>
      {anchor && (
        <Suspense>
          <QueuePanel anchor={anchor} tasks={tasks} onEnd={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}

'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { later } from '@/lib/client/later';
import { useOpenTasks } from '@/lib/client/tasks';

const QueuePanel = later(() => import('./queue-panel').then(({ QueuePanel }) => QueuePanel));

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
        className="font-normal max-md:h-11"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        {t('queue', { count: tasks.length })}
      </Button>
      {anchor && <QueuePanel anchor={anchor} tasks={tasks} onEnd={() => setAnchor(null)} />}
    </>
  );
}

import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import type { Asked } from '@/lib/client/body';
import { useOwnTasks } from '@/lib/client/own-tasks';
import { asksSame } from '@/lib/client/same-task';
import { useOpenTasks } from '@/lib/client/tasks';

/** Says above the price that another tab or somebody else is having the very same made; it holds nothing up. */
export function SameRunning({ asked }: { asked: Asked }) {
  const t = useTranslations('composer');
  const { ids, starting } = useOwnTasks();
  const open = useOpenTasks();
  if (starting > 0 || !open.some((task) => !ids.has(task.id) && asksSame(task, asked))) return null;
  return (
    <p role="status" className="composer-note composer-same">
      <Icon name="info" size={14} className="mt-px text-ochre" />
      <span>{t('same')}</span>
    </p>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { notify, notifyFault } from '@/components/ui/toast';
import { focusBack } from '@/lib/client/focus-back';
import { retryQuote } from '@/lib/client/quotes';
import { showConnection } from '@/lib/client/shown-connection';
import type { Task } from '@/lib/schema/task';
import { isWorded, type CardAct } from './outcomes';
import { useTools } from './tools';
import { useCheck } from './use-check';
import { useWords } from './words';

/** Whether an act is a purchase. */
const buys = (act: CardAct): boolean => act === 'retry' || act === 'again';

/** The first is bordered, the rest plain. */
export function CardActs({ task, acts, onDone }: { task: Task; acts: CardAct[]; onDone?: () => void }) {
  const tools = useTools();
  const { t, money } = useWords();
  const price = useRetryPrice(task, acts.some(buys));
  const { check, checking } = useCheck(task);
  const labels: Record<CardAct, string> = {
    edit: t(isWorded(task) ? 'card.edit' : 'card.change'),
    details: t('card.details'),
    use: t('answer.use'),
    retry: price === null ? t('card.retry') : t('card.retryPrice', { price: money(price) }),
    again: price === null ? t('card.again') : t('card.againPrice', { price: money(price) }),
    check: t(checking ? 'evidence.checking' : 'evidence.check'),
    keep: t(task.settled ? 'card.keepUnclear' : 'card.keep'),
    connection: t('card.connection'),
    copy: t('card.copy'),
  };
  const run: Record<CardAct, (event: MouseEvent) => void> = {
    edit: () => tools.tasks.edit(task),
    retry: () => tools.tasks.retry(task, price),
    again: () => tools.tasks.retry(task, price),
    details: () => tools.openDetails(task),
    check: () => check({ onNothing: () => notify({ title: t('evidence.nothingNew') }), onError: notifyFault }),
    keep: (event) => {
      // The button goes with the card; whoever used the keyboard stays at the tile.
      const tile = event.currentTarget.closest<HTMLElement>('[data-stop]');
      tools.tasks.settle(task, 'unknown', () => focusBack(tile, tile));
    },
    connection: () => showConnection(task.connection),
    use: () => tools.tasks.takeText(task),
    copy: () => tools.tasks.copy(task),
  };
  const press = (act: CardAct) => (event: MouseEvent) => {
    run[act](event);
    onDone?.();
  };

  return (
    <div className="card-now">
      {acts.map((act, index) => (
        <Button
          key={act}
          size="small"
          look={index === 0 ? 'bordered' : 'plain'}
          data-act={act}
          data-priced={(price !== null && buys(act)) || undefined}
          data-tip={act === 'check' ? t('evidence.free') : undefined}
          aria-disabled={(act === 'check' && checking) || undefined}
          onClick={press(act)}
        >
          {act === 'copy' && <Icon name="copy" size={14} />}
          {labels[act]}
        </Button>
      ))}
    </div>
  );
}

/** What asking once more would cost in micro-dollars; null when it is free or nobody knows. */
function useRetryPrice(task: Task, wanted: boolean): number | null {
  const known = task.charge !== 'none' && task.usdMicros !== null;
  const { data } = useQuery({ ...retryQuote(task), enabled: wanted && !known && !task.sandbox });
  return (data ? data.usdMicros : known ? task.usdMicros : null) || null;
}

import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { call } from '@/lib/client/api';
import { imageUrl } from '@/lib/client/images';
import { languageOf } from '@/lib/client/language';
import { operationIcons } from '@/lib/client/operation-icons';
import { promptWords } from '@/lib/client/structured-prompt';
import type { Quote } from '@/lib/schema/model';
import type { Task } from '@/lib/schema/task';
import { actsOf, cardIcons, cardOf, isWorded, type CardAct, type CardKind } from './outcomes';
import { useTools } from './tools';
import { useWords } from './words';

/** What happened, did it cost, what now. The frame's size decides how much of it shows; Details shows all. */
export function OutcomeCard({ task }: { task: Task }) {
  const { t, headline, why, cost } = useWords();
  const kind = cardOf(task);
  if (kind === null) return null;
  const { long, short } = headline(task);
  const described = kind === 'described';
  const words = promptWords(task.text ?? '');

  return (
    <div className="card">
      <h3>
        <CardIcon task={task} kind={kind} />
        <span className="card-long">{long}</span>
        <span className="card-short">{short}</span>
      </h3>
      {described ? (
        <p className="card-text" lang={languageOf(words)}>
          {words}
        </p>
      ) : (
        <>
          <p className="card-why">{why(task)}</p>
          <p className="card-cost">{t('cost.sentence', { cost: cost(task) })}</p>
        </>
      )}
      <CardActs task={task} acts={actsOf(task, kind)} />
    </div>
  );
}

function CardIcon({ task, kind }: { task: Task; kind: CardKind }) {
  if (kind !== 'described') return <Icon name={cardIcons[kind].icon} className={cardIcons[kind].tone} />;
  if (task.parentImageId === null) return <Icon name={operationIcons[task.operation]} />;
  return (
    <img src={imageUrl(task.parentImageId, 'thumb')} alt="" width={20} height={20} className="card-source" />
  );
}

/** The first is bordered, the rest plain. */
export function CardActs({ task, acts, onDone }: { task: Task; acts: CardAct[]; onDone?: () => void }) {
  const tools = useTools();
  const { t, money } = useWords();
  const common = { edit: t(isWorded(task) ? 'card.edit' : 'card.change'), details: t('card.details'), use: t('answer.use') };
  const price = useRetryPrice(task, acts.includes('retry') || acts.includes('again'));
  const labels: Record<CardAct, string> = {
    ...common,
    retry: price === null ? t('card.retry') : t('card.retryPrice', { price: money(price) }),
    again: price === null ? t('card.again') : t('card.againPrice', { price: money(price) }),
    copy: t('card.copy'),
  };
  const run: Record<CardAct, () => void> = {
    edit: () => tools.tasks.edit(task),
    retry: () => tools.tasks.retry(task),
    again: () => tools.tasks.retry(task),
    details: () => tools.openDetails(task),
    use: () => tools.tasks.takeText(task),
    copy: () => tools.tasks.copy(task),
  };
  const press = (act: CardAct) => () => {
    run[act]();
    onDone?.();
  };

  return (
    <div className="card-now">
      {acts.map((act, index) => (
        <Button key={act} size="small" look={index === 0 ? 'bordered' : 'plain'} onClick={press(act)}>
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
  const { data } = useQuery({
    queryKey: ['quote', task.id],
    queryFn: ({ signal }) => call<Quote>('/api/quote', { method: 'POST', json: task.input, signal }),
    enabled: wanted && !known && !task.sandbox,
    staleTime: 300_000,
    retry: false,
  });
  return (known ? task.usdMicros : data?.usdMicros) || null;
}

import { Icon } from '@/components/ui/icon';
import { imageUrl } from '@/lib/client/images';
import { languageOf } from '@/lib/client/language';
import { operationIcons } from '@/lib/client/operation-icons';
import { promptWords } from '@/lib/client/structured-prompt';
import type { Task } from '@/lib/schema/task';
import { CardActs } from './card-acts';
import { actsOf, cardIcons, cardOf, type CardKind } from './outcomes';
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
    <div className="card" data-kind={kind}>
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

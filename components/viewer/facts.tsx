import { useTranslations } from 'use-intl/react';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import { CostFacts } from './cost-facts';
import { useFigures } from './figures';
import { MakingFacts } from './making-facts';
import { PromptFacts } from './prompt-facts';
import type { Actions } from './use-actions';

/** Everything that is known of a picture: its words, how it was made, what it cost, the file. */
export function Facts({ image, task, letters, actions }: {
  image: Image;
  task: Task | null;
  letters: boolean;
  actions: Actions;
}) {
  const t = useTranslations('viewer');
  const { made, file } = useFigures();
  return (
    <aside className="facts" aria-label={t('facts')}>
      <PromptFacts key={image.id} image={image} letters={letters} actions={actions} />
      <MakingFacts image={image} task={task} letters={letters} actions={actions} />
      {task && <CostFacts task={task} />}
      <section>
        <dl>
          <dt>{t(task ? 'madeAt' : 'addedAt')}</dt>
          <dd>{made(image.createdAt)}</dd>
          <dt>{t('file')}</dt>
          <dd>{file(image)}</dd>
        </dl>
      </section>
    </aside>
  );
}

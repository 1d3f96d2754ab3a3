import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Kbd } from '@/components/ui/kbd';
import { modelQueries } from '@/lib/client/models';
import { pixels } from '@/lib/client/sizes';
import type { Image } from '@/lib/schema/image';
import type { Connection } from '@/lib/schema/model';
import type { Task } from '@/lib/schema/task';
import { Fact } from './fact';
import { LookFacts } from './look-facts';
import type { Actions } from './use-actions';

/** How it was made: model, connection, size, seed, how it was to look, and what a source weighed. */
export function MakingFacts({ image, task, letters, actions }: {
  image: Image;
  task: Task | null;
  letters: boolean;
  actions: Actions;
}) {
  const t = useTranslations('viewer');
  const styles = useTranslations('composer.style');
  const { data } = useQuery(modelQueries.all);
  const connection = data?.connections.find(({ id }) => id === image.connection);
  const named = connection ?? data?.former.find(({ id }) => id === image.connection);
  const model = named?.models.find(({ id }) => id === image.model);
  const asked = task && askedSize(task, connection);
  const other = asked !== null && (asked.width !== image.width || asked.height !== image.height);

  return (
    <section>
      <dl>
        {image.model !== null && <Fact name={t('model')}>{model?.label ?? image.model}</Fact>}
        {image.connection !== null && <Fact name={t('connection')}>{named?.label ?? image.connection}</Fact>}
        <Fact name={t('size')}>
          {pixels(image)}
          {other && <span className="text-caption text-ochre">{t('askedSize', { size: pixels(asked) })}</span>}
        </Fact>
        {image.seed !== null && (
          <Fact name={t('seed')}>
            {String(image.seed)}
            <button type="button" className="facts-use" onClick={actions.takeSeed}>
              {t('use')}
              <span className="sr-only">{t('seed')}</span>
              {letters && <Kbd>S</Kbd>}
            </button>
          </Fact>
        )}
        {image.style !== null && <Fact name={t('style')}>{styles(image.style)}</Fact>}
        {task && <LookFacts task={task} />}
        {task && <SourceFacts task={task} />}
      </dl>
    </section>
  );
}

function SourceFacts({ task: { input } }: { task: Task }) {
  const t = useTranslations('viewer');
  if (input.operation === 'remix') {
    return <Fact name={t('remixedAt')}>{input.imageWeight === undefined ? t('weightAuto') : t('weight', { weight: input.imageWeight })}</Fact>;
  }
  if (input.operation !== 'upscale') return null;
  const { resemblance, detail } = input;
  const words = [
    ...(resemblance === undefined ? [] : [t('resemblance', { value: resemblance })]),
    ...(detail === undefined ? [] : [t('detail', { value: detail })]),
  ];
  return words.length === 0 ? null : <Fact name={t('upscaledAt')}>{words.join(t('comma'))}</Fact>;
}

/** The size that was asked for in so many words, or that the card names for the ratio asked; null when nobody said. */
function askedSize({ input, model }: Task, connection: Connection | undefined): { width: number; height: number } | null {
  if (input.operation !== 'generate' && input.operation !== 'remix' && input.operation !== 'reframe') return null;
  if (input.resolution) {
    const [width = 0, height = 0] = input.resolution.split('x').map(Number);
    return { width, height };
  }
  const card = connection?.models.find(({ id }) => id === model)?.operations[input.operation];
  const listed = input.aspectRatio === undefined ? undefined : card?.sizes[input.aspectRatio];
  return listed ? { width: listed[0], height: listed[1] } : null;
}

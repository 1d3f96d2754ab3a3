import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { editDraft, type Draft } from '@/lib/client/draft';
import { choices, settle } from '@/lib/client/fit';
import { languageOf } from '@/lib/client/language';
import { modelQueries } from '@/lib/client/models';
import type { StructuredPrompt } from '@/lib/client/structured-prompt';

/**
 * A structured prompt as what it shows, in the place of a wall of braces. It can be edited as text or taken out; a model
 * that would take it for words is told of, with one beside it that reads it.
 */
export function StructuredWords({ draft, prompt, onEdit }: {
  draft: Draft;
  prompt: StructuredPrompt;
  onEdit: () => void;
}) {
  const t = useTranslations('composer.structured');
  const { data } = useQuery(modelQueries.all);
  const connections = data?.connections ?? [];
  const settled = settle(draft, connections);
  const readers = choices(draft.operation, connections).filter(({ capability }) => capability.structuredPrompt);
  const reader = readers.find(({ connection }) => connection.id === settled?.connection.id) ?? readers[0];
  const plain = settled && !settled.capability.structuredPrompt;
  return (
    <div className="prompt structured" role="group" aria-label={t('name')}>
      <p lang={languageOf(prompt.words)}>{prompt.words}</p>
      <div className="structured-mark">
        <span className="inline-flex items-center gap-1.5">
          <Icon name="list" size={14} />
          {t('mark', { count: prompt.parts })}
        </span>
        <button type="button" className="link" data-structured onClick={onEdit}>
          {t('edit')}
        </button>
        <button type="button" className="link" onClick={() => editDraft({ prompt: '' })}>
          {t('remove')}
        </button>
        {plain && (
          <span className="inline-flex items-center gap-1.5">
            <Icon name="info" size={14} className="text-ochre" />
            {t('plain', { model: settled.model.label })}
            {reader && (
              <button
                type="button"
                className="link"
                onClick={() => editDraft({ connection: reader.connection.id, model: reader.model.id })}
              >
                {t('switch', { model: reader.model.label })}
              </button>
            )}
          </span>
        )}
      </div>
    </div>
  );
}

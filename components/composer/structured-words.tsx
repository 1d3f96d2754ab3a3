import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { editDraft } from '@/lib/client/draft';
import { languageOf } from '@/lib/client/language';
import type { StructuredPrompt } from '@/lib/client/structured-prompt';

/** A structured prompt as what it shows, in the place of a wall of braces. It can be edited as text or taken out. */
export function StructuredWords({ prompt, onEdit }: { prompt: StructuredPrompt; onEdit: () => void }) {
  const t = useTranslations('composer.structured');
  return (
    <div className="prompt structured" role="group" aria-label={t('name')}>
      <p lang={languageOf(prompt.words)}>{prompt.words}</p>
      <div className="structured-mark">
        <span className="inline-flex items-center gap-1.5" data-tip={t('note')} data-tip-align="start">
          <Icon name="list" size={14} />
          {t('mark', { count: prompt.parts })}
        </span>
        <button type="button" className="link" data-structured onClick={onEdit}>
          {t('edit')}
        </button>
        <button type="button" className="link" onClick={() => editDraft({ prompt: '' })}>
          {t('remove')}
        </button>
      </div>
    </div>
  );
}

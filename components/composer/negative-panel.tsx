import { useTranslations } from 'use-intl/react';
import { TextArea } from '@/components/ui/field';
import { editDraft, type Draft } from '@/lib/client/draft';
import { languageOf } from '@/lib/client/language';
import { promptLimit } from '@/lib/schema/choices';

export function NegativePanel({ draft }: { draft: Draft }) {
  const t = useTranslations('composer');
  return (
    <TextArea
      rows={3}
      maxLength={promptLimit}
      aria-label={t('negative.title')}
      placeholder={t('negative.placeholder')}
      lang={languageOf(draft.negativePrompt)}
      value={draft.negativePrompt}
      onChange={(event) => editDraft({ negativePrompt: event.target.value })}
    />
  );
}

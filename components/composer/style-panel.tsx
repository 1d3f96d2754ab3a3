import { useTranslations } from 'use-intl/react';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { ChoiceGrid } from './choice-grid';

/** A small picture for each style, the same subject in all of them. Auto is the style unset. */
export function StylePanel({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  return (
    <ChoiceGrid
      label={t('style.name')}
      name="style"
      columns={4}
      className="styles"
      options={settled.capability.styles}
      chosen={settled.style ?? 'auto'}
      onChoose={(style) => editDraft({ style: style === 'auto' ? null : style })}
    >
      {(style) => (
        <>
          <img src={`/styles/${style}.webp`} alt="" width={84} height={64} />
          {t(`style.${style}`)}
        </>
      )}
    </ChoiceGrid>
  );
}

import { useTranslations } from 'use-intl/react';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { moveByRow } from './grid-keys';

/** A small picture for each style, the same subject in all of them. Auto is the style unset. */
export function StylePanel({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  return (
    <div role="radiogroup" aria-label={t('style.name')} className="styles" onKeyDown={(event) => moveByRow(event, 4)}>
      {settled.capability.styles.map((style) => (
        <label key={style}>
          <input
            type="radio"
            name="style"
            className="sr-only"
            checked={style === (settled.style ?? 'auto')}
            onChange={() => editDraft({ style: style === 'auto' ? null : style })}
          />
          <img src={`/styles/${style}.webp`} alt="" width={84} height={64} />
          {t(`style.${style}`)}
        </label>
      ))}
    </div>
  );
}

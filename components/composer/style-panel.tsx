import { useTranslations } from 'use-intl/react';
import { takeWay } from '@/lib/client/draft-note';
import type { Settled } from '@/lib/client/fit';
import { ChoiceGrid } from './choice-grid';
import { PresetGrid } from './preset-grid';
import { StyleCodes } from './style-codes';

/** The ways of naming a style that the model takes: the general styles, the presets, codes of earlier ones. */
export function StylePanel({ settled }: { settled: Settled }) {
  const { styles, stylePresets, styleCodes } = settled.capability;
  return (
    <div className="grid gap-4">
      {styles.length > 0 && <Styles settled={settled} />}
      {stylePresets.length > 0 && <PresetGrid settled={settled} />}
      {styleCodes > 0 && <StyleCodes settled={settled} />}
    </div>
  );
}

/** A small picture for each style, the same subject in all of them. Auto is the style unset. */
function Styles({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  return (
    <ChoiceGrid
      label={t('style.name')}
      name="style"
      className="styles"
      options={settled.capability.styles}
      chosen={settled.style ?? 'auto'}
      onChoose={(style) =>
        takeWay('style', { style: style === 'auto' ? null : style }, style === 'auto' ? null : settled)
      }
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

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Segmented } from '@/components/ui/segmented';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { byRatio, figure, ratioOf } from '@/lib/client/shape';
import { ChoiceGrid } from './choice-grid';
import { SizeGrid } from './size-grid';

/** Shapes of equal area from tall to wide, or the exact sizes. */
export function RatioPanel({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  const { aspectRatios, resolutions } = settled.capability;
  const [exact, setExact] = useState(settled.resolution !== null);
  return (
    <>
      {resolutions.length > 0 && (
        <div className="mb-2.5">
          <Segmented
            wide
            label={t('ratio.name')}
            value={exact ? 'resolution' : 'shape'}
            options={[
              { value: 'shape', label: t('ratio.shape') },
              { value: 'resolution', label: t('ratio.resolution') },
            ]}
            onChange={(value) => setExact(value === 'resolution')}
          />
        </div>
      )}
      {exact ? (
        <SizeGrid sizes={resolutions} chosen={settled.resolution} />
      ) : (
        <ChoiceGrid
          label={t('ratio.name')}
          name="ratio"
          className="ratios"
          options={byRatio(aspectRatios)}
          chosen={settled.aspectRatio}
          onChoose={(ratio) => editDraft({ aspectRatio: ratio, resolution: null })}
        >
          {(ratio) => (
            <>
              <i aria-hidden="true" style={figure(ratioOf(ratio), 1000, ratioOf(ratio) < 1 ? 46 : 56)} />
              {ratio}
            </>
          )}
        </ChoiceGrid>
      )}
      {resolutions.length > 0 && (
        <p className="panel-note">{t(exact ? 'ratio.noteResolution' : 'ratio.note')}</p>
      )}
    </>
  );
}

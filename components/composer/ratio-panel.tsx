import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Segmented } from '@/components/ui/segmented';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { byRatio, figure, ratioOf } from '@/lib/client/shape';
import { moveByRow } from './grid-keys';

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
        <Resolutions all={byRatio(resolutions)} chosen={settled.resolution} />
      ) : (
        <Ratios all={byRatio(aspectRatios)} chosen={settled.aspectRatio} />
      )}
      {resolutions.length > 0 && <p className="panel-note">{t(exact ? 'ratio.noteResolution' : 'ratio.note')}</p>}
    </>
  );
}

function Ratios({ all, chosen }: { all: readonly string[]; chosen: string | null }) {
  const t = useTranslations('composer');
  return (
    <div role="radiogroup" aria-label={t('ratio.name')} className="ratios" onKeyDown={(event) => moveByRow(event, 5)}>
      {all.map((ratio) => (
        <label key={ratio}>
          <input
            type="radio"
            name="ratio"
            className="sr-only"
            checked={ratio === chosen}
            onChange={() => editDraft({ aspectRatio: ratio, resolution: null })}
          />
          <i aria-hidden="true" style={figure(ratioOf(ratio), 1000, ratioOf(ratio) < 1 ? 46 : 56)} />
          {ratio}
        </label>
      ))}
    </div>
  );
}

function Resolutions({ all, chosen }: { all: readonly string[]; chosen: string | null }) {
  const t = useTranslations('composer');
  return (
    <div
      role="radiogroup"
      aria-label={t('ratio.resolution')}
      className="resolutions"
      onKeyDown={(event) => moveByRow(event, 3)}
    >
      {all.map((resolution) => (
        <label key={resolution}>
          <input
            type="radio"
            name="resolution"
            className="sr-only"
            checked={resolution === chosen}
            onChange={() => editDraft({ resolution })}
          />
          {resolution.replace('x', ' × ')}
        </label>
      ))}
    </div>
  );
}

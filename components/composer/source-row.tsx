'use client';

import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { Slider } from '@/components/ui/slider';
import { editDraft, type Draft } from '@/lib/client/draft';
import { ratioMade, type Settled } from '@/lib/client/fit';
import { imageUrl } from '@/lib/client/images';
import { byRatio, cuts, nearestShape } from '@/lib/client/shape';
import type { Image } from '@/lib/schema/image';
import { CropPreview } from './crop-preview';
import { ReframeBoard } from './reframe-board';
import { SourceTitle } from './source-title';

/** The picture the operation works from, what will be cut off it, and how much it weighs. */
export function SourceRow({ draft, image, settled }: { draft: Draft; image: Image; settled: Settled }) {
  const t = useTranslations('composer.source');
  const { operation } = settled;
  if (operation === 'generate' || operation === 'magic-prompt') return null;
  const shape = operation === 'remix' ? (settled.resolution ?? settled.aspectRatio) : null;
  const ratio = shape === null ? null : ratioMade(settled);
  const cropped = ratio !== null && cuts(ratio, image);
  const nearest = nearestShape(image.width / image.height, byRatio(settled.capability.aspectRatios));
  const remove = (
    <IconButton
      icon="close"
      label={t('remove')}
      data-tip-align="end"
      onClick={() => editDraft({ operation: 'generate', image: null })}
    />
  );
  if (operation === 'reframe') {
    return (
      <ReframeBoard image={image} settled={settled}>
        <div className="flex items-start gap-2 text-label">
          <div className="min-w-0 flex-1 pt-[7px]">
            <SourceTitle operation={operation} image={image} />
          </div>
          {remove}
        </div>
      </ReframeBoard>
    );
  }
  return (
    <div className="source">
      <CropPreview src={imageUrl(image.id, 'thumb')} image={image} ratio={cropped ? ratio : null} />
      <div className="grid min-w-0 flex-1 gap-[3px]">
        <p className="flex flex-wrap gap-x-2 text-label">
          <SourceTitle operation={operation} image={image} />
          {cropped && shape && (
            <span className="text-ink-3">{t('cropped', { ratio: shape.replace('x', ' × ') })}</span>
          )}
          {cropped && nearest && nearest !== shape && (
            <button
              type="button"
              className="link"
              onClick={() => editDraft({ aspectRatio: nearest, resolution: null })}
            >
              {t('use', { ratio: nearest })}
            </button>
          )}
        </p>
        <Weights draft={draft} image={image} settled={settled} />
      </div>
      {remove}
    </div>
  );
}

function Weights({ draft, image, settled }: { draft: Draft; image: Image; settled: Settled }) {
  const t = useTranslations('composer.source');
  const { imageWeight, resemblance, detail, factor } = settled.capability;
  const { operation } = settled;
  if (operation === 'describe' || operation === 'remove-background' || operation === 'replace-background') {
    return <p className="text-caption text-ink-2">{t(`note.${operation}`)}</p>;
  }
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-caption text-ink-2">
      {settled.operation === 'remix' && imageWeight && (
        <Weight
          label={t('weight')}
          range={imageWeight}
          value={draft.imageWeight}
          onChange={(value) => editDraft({ imageWeight: value })}
        >
          <button
            type="button"
            className="chip h-6"
            aria-pressed={draft.imageWeight === null}
            onClick={() => editDraft({ imageWeight: null })}
          >
            {t('auto')}
          </button>
        </Weight>
      )}
      {resemblance && (
        <Weight
          label={t('resemblance')}
          range={resemblance}
          value={draft.resemblance}
          onChange={(value) => editDraft({ resemblance: value })}
        />
      )}
      {detail && (
        <Weight
          label={t('detail')}
          range={detail}
          value={draft.detail}
          onChange={(value) => editDraft({ detail: value })}
        />
      )}
      {factor && (
        <span className="text-ink-3">
          {t('becomes', {
            width: String(image.width),
            height: String(image.height),
            nextWidth: String(image.width * factor),
            nextHeight: String(image.height * factor),
          })}
        </span>
      )}
    </div>
  );
}

function Weight({ label, range, value, onChange, children }: {
  label: string;
  range: { min: number; max: number; default: number };
  value: number | null;
  onChange: (value: number) => void;
  children?: React.ReactNode;
}) {
  return (
    <span className="flex w-full max-w-[420px] min-w-[220px] flex-1 items-center gap-3">
      {label}
      <Slider
        label={label}
        min={range.min}
        max={range.max}
        value={value ?? range.default}
        onChange={onChange}
      />
      <span className={`w-6 ${value === null ? 'text-ink-3' : ''}`}>{value ?? range.default}</span>
      {children}
    </span>
  );
}

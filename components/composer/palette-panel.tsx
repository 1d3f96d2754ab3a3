import { useTranslations } from 'use-intl/react';
import { Button, IconButton } from '@/components/ui/button';
import { Slider } from '@/components/ui/slider';
import { editDraft, type Draft } from '@/lib/client/draft';
import { paletteLimit, paletteNames } from '@/lib/schema/choices';
import { imageUrl } from '@/lib/client/images';
import { colorsOf } from '@/lib/client/picture-colors';
import { ChoiceGrid } from './choice-grid';
import { Strip, swatchesOf, type Swatch } from './swatches';

const first: Swatch = { color: '#2f5a4b', share: 0.5 };

/** The control strip, the presets, and up to eight colours of one's own, each with its share. */
export function PalettePanel({ draft }: { draft: Draft }) {
  const t = useTranslations('composer');
  const { image, colorPalette: palette } = draft;
  const preset = palette && 'name' in palette ? palette.name : null;
  const swatches = palette ? swatchesOf(palette) : [];
  const own = palette && 'members' in palette ? swatches : [];
  const keep = (next: Swatch[]) => {
    const members = next.map(({ color, share }) => ({ color, weight: Math.max(0.05, Math.min(1, share)) }));
    editDraft({ colorPalette: members.length > 0 ? { members } : null });
  };
  const change = (at: number, patch: Partial<Swatch>) =>
    keep(own.map((swatch, index) => (index === at ? { ...swatch, ...patch } : swatch)));
  const add = () =>
    keep([...(own.length > 0 ? own : preset ? evenly(swatches) : []), first].slice(0, paletteLimit));
  return (
    <>
      {swatches.length > 0 ? (
        <Strip swatches={swatches} className="h-14" />
      ) : (
        <p className="grid h-14 place-items-center rounded-key text-caption text-ink-3 ring-1 ring-line ring-inset">
          {t('palette.clear')}
        </p>
      )}
      <ChoiceGrid
        label={t('palette.name')}
        name="palette"
        className="palettes"
        options={paletteNames}
        chosen={preset}
        onChoose={(name) => editDraft({ colorPalette: { name } })}
      >
        {(name) => (
          <>
            <Strip swatches={swatchesOf({ name })} className="h-[18px] rounded-[3px]" />
            {t(`palette.${name}`)}
          </>
        )}
      </ChoiceGrid>
      {own.map(({ color, share }, index) => (
        <div key={index} className="mt-2 flex items-center gap-2.5">
          <input
            type="color"
            className="color-well"
            aria-label={t('palette.colour', { number: String(index + 1) })}
            value={color}
            onChange={(event) => change(index, { color: event.target.value })}
          />
          <Slider
            label={t('palette.colourShare', { number: String(index + 1) })}
            min={5}
            max={100}
            step={5}
            value={Math.round(share * 100)}
            valueText={`${Math.round(share * 100)}%`}
            onChange={(value) => change(index, { share: value / 100 })}
          />
          <span className="w-9 text-right text-caption text-ink-2">{Math.round(share * 100)}%</span>
          <IconButton
            icon="close"
            size="small"
            data-tip-align="end"
            label={t('palette.remove', { number: String(index + 1) })}
            onClick={() => keep(own.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className="mt-2.5 flex flex-wrap justify-between">
        <Button look="plain" size="small" icon="plus" disabled={own.length >= paletteLimit} onClick={add}>
          {t('palette.add')}
        </Button>
        {image && (
          <Button look="plain" size="small" icon="image" onClick={() => void takeFrom(image.id, keep)}>
            {t('palette.take')}
          </Button>
        )}
        {palette && (
          <Button look="plain" size="small" onClick={() => editDraft({ colorPalette: null })}>
            {t('palette.clear')}
          </Button>
        )}
      </div>
      <p className="panel-note">{t('palette.note')}</p>
    </>
  );
}

async function takeFrom(id: string, keep: (swatches: Swatch[]) => void): Promise<void> {
  const colors = await colorsOf(imageUrl(id, 'thumb'));
  keep(colors.map(({ color, share }) => ({ color, share: Math.round(share * 20) / 20 })));
}

const evenly = (swatches: readonly Swatch[]): Swatch[] =>
  swatches.map(({ color }) => ({ color, share: 0.5 }));

import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';
import type { Settled } from '@/lib/client/fit';
import { imageUrl } from '@/lib/client/images';
import type { ChipFact, ChipName } from './chip-facts';
import { RatioGlyph } from './ratio-glyph';
import { Swatches } from './swatches';

const icons: Record<ChipName, IconName> = {
  model: 'model',
  speed: 'speed',
  ratio: 'image',
  style: 'image',
  references: 'reference',
  palette: 'swatch',
  count: 'count',
  magic: 'magic',
  seed: 'seed',
  negative: 'negative',
};

function figureOf({ name, set }: ChipFact, settled: Settled): ReactNode {
  const shape = settled.resolution ?? settled.aspectRatio;
  if (name === 'ratio' && shape) return <RatioGlyph shape={shape} />;
  if (name === 'palette' && set && settled.colorPalette) return <Swatches palette={settled.colorPalette} />;
  if (name === 'style' && set && settled.style) {
    return <Square src={`/styles/${settled.style}.webp`} />;
  }
  const [reference] = settled.styleImages ?? [settled.characterImage];
  if (name === 'references' && reference) return <Square src={imageUrl(reference.id, 'thumb')} />;
  return <Icon name={icons[name]} />;
}

const Square = ({ src }: { src: string }) => (
  <img src={src} alt="" width={18} height={18} className="size-[18px] rounded-[3px] object-cover" />
);

/** A set chip shows its value, an unset one its name. On a phone it is a row with both. */
export function Chip({ fact, settled, open, fault, onPress, onNear }: {
  fact: ChipFact;
  settled: Settled;
  open: boolean;
  /** What the server found wrong with it. */
  fault: string | undefined;
  onPress: (button: HTMLButtonElement) => void;
  /** The pointer or the focus is on it: its panel may be fetched. */
  onNear: () => void;
}) {
  return (
    <button
      type="button"
      className="chip"
      data-chip={fact.name}
      data-set={fact.set}
      data-faulty={fault !== undefined || undefined}
      data-tip={fault}
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <span className="chip-figure">{figureOf(fact, settled)}</span>
      <span className="chip-name">{fact.label}</span>
      <span className="chip-value">{fact.value}</span>
      {fault && <span className="sr-only">{fault}</span>}
    </button>
  );
}

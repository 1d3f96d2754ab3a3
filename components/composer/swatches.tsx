import { paletteColors } from '@/lib/schema/choices';
import type { ColorPalette } from '@/lib/schema/operation';

export type Swatch = { color: string; share: number };

/** A palette's colours with their share of the picture, as parts of one. */
export function swatchesOf(palette: ColorPalette): Swatch[] {
  if ('name' in palette) return paletteColors[palette.name].map((color) => ({ color, share: 1 }));
  return palette.members.map(({ color, weight }) => ({ color, share: weight ?? 1 }));
}

/** The colours on the chip. */
export function Swatches({ palette }: { palette: ColorPalette }) {
  return (
    <span aria-hidden="true" className="inline-flex overflow-hidden rounded-print">
      {swatchesOf(palette)
        .slice(0, 6)
        .map(({ color }, index) => (
          <i key={index} className="h-3.5 w-[9px]" style={{ background: color }} />
        ))}
    </span>
  );
}

/** The control strip: width is share. */
export function Strip({ swatches, className = '' }: { swatches: readonly Swatch[]; className?: string }) {
  return (
    <span aria-hidden="true" className={`flex w-full overflow-hidden rounded-key ${className}`}>
      {swatches.map(({ color, share }, index) => (
        <i key={index} style={{ background: color, flex: share }} />
      ))}
    </span>
  );
}

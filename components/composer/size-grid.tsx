import { useTranslations } from 'use-intl/react';
import { editDraft } from '@/lib/client/draft';
import { byRatio, ratioOf } from '@/lib/client/shape';
import { ChoiceGrid } from './choice-grid';
import { RatioGlyph } from './ratio-glyph';

/** Side of the square that has as many pixels, in thousands: 1 for 1344x768, 2 for 2304x1728. */
const tierOf = (size: string): number => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return Math.max(1, Math.round(Math.sqrt(width * height) / 1024));
};

/** The exact sizes, tall to wide: under their size class where there are several, else under their lie. */
export function SizeGrid({ sizes, chosen }: { sizes: readonly string[]; chosen: string | null }) {
  const t = useTranslations('composer.ratio');
  const tiers = [...new Set(sizes.map(tierOf))].toSorted((a, b) => a - b);
  const ordered = byRatio(sizes);
  const lies = [
    { title: t('tall'), options: ordered.filter((size) => ratioOf(size) < 1) },
    { title: t('square'), options: ordered.filter((size) => ratioOf(size) === 1) },
    { title: t('wide'), options: ordered.filter((size) => ratioOf(size) > 1) },
  ];
  const classes = tiers.map((tier) => ({
    title: t('tier', { tier: String(tier) }),
    options: ordered.filter((size) => tierOf(size) === tier),
  }));
  return (
    <ChoiceGrid
      label={t('resolution')}
      name="resolution"
      className="resolutions"
      groups={(tiers.length > 1 ? classes : lies).filter(({ options }) => options.length > 0)}
      chosen={chosen}
      onChoose={(resolution) => editDraft({ resolution })}
    >
      {(size) => (
        <>
          <span className="resolution-glyph">
            <RatioGlyph shape={size} area={100} />
          </span>
          {size.replace('x', ' × ')}
        </>
      )}
    </ChoiceGrid>
  );
}

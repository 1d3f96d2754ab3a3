import { useLocale, useTranslations } from 'use-intl/react';
import type { Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import type { ReferenceKind } from '@/lib/client/references';
import { priceEach } from '@/lib/schema/price';
import { Target } from './target';

/** What a picture can lend to the one that is being written: its style, its figure. Only those that the chosen model takes. */
export function ReferenceTargets({ settled, target }: {
  settled: Settled | null;
  target: (name: ReferenceKind) => { lit: boolean; onPress: (() => void) | null };
}) {
  const t = useTranslations('drop');
  const locale = useLocale();
  if (settled === null) return null;
  const { capability, connection, styleImages, characterImage, renderingSpeed } = settled;
  const { price } = capability;
  const dearer =
    price && !connection.sandbox ? priceEach(price, { renderingSpeed, characterImage: true }) : null;
  if (capability.styleImages === 0 && !capability.characterImage) return null;
  return (
    <div className="target-pair">
      {capability.styleImages > 0 && (
        <Target name="style" {...target('style')} title={t('style')} keys="5" figure={null}>
          {t('styleNote', { count: styleImages?.length ?? 0, limit: capability.styleImages })}
        </Target>
      )}
      {capability.characterImage && (
        <Target name="character" {...target('character')} title={t('character')} keys="6" figure={null}>
          {t('sentences', {
            first: t(characterImage ? 'characterInstead' : 'characterNote'),
            second: dearer === null ? '' : t('characterPrice', { price: formatUsd(dearer, locale) }),
          })}
        </Target>
      )}
    </div>
  );
}

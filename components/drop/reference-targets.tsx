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
        <Target name="style" {...target('style')} title={t('style')} keys="5" figure={<Manner />}>
          {t('styleNote', { count: styleImages?.length ?? 0, limit: capability.styleImages })}
        </Target>
      )}
      {capability.characterImage && (
        <Target name="character" {...target('character')} title={t('character')} keys="6" figure={<Figure />}>
          {t('sentences', {
            first: t(characterImage ? 'characterInstead' : 'characterNote'),
            second: dearer === null ? '' : t('characterPrice', { price: formatUsd(dearer, locale) }),
          })}
        </Target>
      )}
    </div>
  );
}

/** A control strip: a manner without its picture. */
function Manner() {
  return (
    <svg width="104" height="64" fill="none" stroke="var(--edge)" aria-hidden="true">
      <path d="M.5.5h103v63H.5zM38.5.5v63M62.5.5v63M78.5.5v63M92.5.5v63" />
    </svg>
  );
}

function Figure() {
  return (
    <svg width="64" height="64" fill="none" stroke="var(--edge)" aria-hidden="true">
      <path d="M.5.5h63v63H.5zM12.5 63.5v-6a19.5 19.5 0 0 1 39 0v6" />
      <circle cx="32" cy="23" r="11" />
    </svg>
  );
}

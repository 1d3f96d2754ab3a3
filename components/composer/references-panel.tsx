import { useLocale, useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import type { Settled } from '@/lib/client/fit';
import { openUsePicture } from '@/lib/client/incoming';
import { formatUsd } from '@/lib/client/money';
import type { ReferenceKind } from '@/lib/client/references';
import { priceEach } from '@/lib/schema/price';
import { ReferenceThumbs } from './reference-thumbs';

/** Pictures that lend their style or their figure to the one that is written. */
export function ReferencesPanel({ settled, onEnd }: { settled: Settled; onEnd: () => void }) {
  const { styleImages, characterImage } = settled.capability;
  return (
    <div className="grid gap-4 pt-1">
      {styleImages > 0 && <Part kind="style" settled={settled} limit={styleImages} onEnd={onEnd} />}
      {characterImage && <Part kind="character" settled={settled} limit={1} onEnd={onEnd} />}
    </div>
  );
}

function Part({ kind, settled, limit, onEnd }: {
  kind: ReferenceKind;
  settled: Settled;
  limit: number;
  onEnd: () => void;
}) {
  const t = useTranslations('composer.references');
  const locale = useLocale();
  const { capability, connection, renderingSpeed, styleImages, characterImage } = settled;
  const { price } = capability;
  const images = kind === 'style' ? (styleImages ?? []) : characterImage ? [characterImage] : [];
  const each = (character: boolean) =>
    price && !connection.sandbox ? priceEach(price, { renderingSpeed, characterImage: character }) : null;
  const [plain, dearer] = [each(false), each(true)];
  const costs = kind === 'character' && plain !== null && dearer !== null && plain !== dearer;
  return (
    <section aria-label={t(kind)}>
      <h3 className="panel-head">
        {t(kind)}
        <span>{kind === 'style' ? t('amount', { count: images.length, limit }) : null}</span>
      </h3>
      <div className="flex flex-wrap items-center gap-2">
        <ReferenceThumbs kind={kind} images={images} />
        {images.length < limit && (
          <Button
            size="small"
            icon="plus"
            onClick={() => {
              onEnd();
              openUsePicture(null, kind);
            }}
          >
            {t(kind === 'style' ? 'addStyle' : 'addCharacter')}
          </Button>
        )}
      </div>
      <p className="panel-note">
        {t(kind === 'style' ? 'styleNote' : 'characterNote')}
        {costs && ` ${t('costs', { price: formatUsd(dearer, locale), plain: formatUsd(plain, locale) })}`}
      </p>
    </section>
  );
}

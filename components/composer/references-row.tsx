import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import type { Settled } from '@/lib/client/fit';
import { openUsePicture } from '@/lib/client/incoming';
import { ReferenceThumbs } from './reference-thumbs';

/** The pictures that are referred to, in the box, for as long as the chosen model takes them. */
export function ReferencesRow({ settled: { capability, styleImages, characterImage } }: { settled: Settled }) {
  const t = useTranslations('composer.references');
  if (styleImages === null && characterImage === null) return null;
  return (
    <div role="group" aria-label={t('name')} className="references">
      {styleImages && (
        <div className="reference-group">
          <span>{t('style')}</span>
          <ReferenceThumbs kind="style" images={styleImages} />
          {styleImages.length < capability.styleImages && (
            <IconButton
              icon="plus"
              size="small"
              className="max-md:h-11 max-md:w-11"
              label={t('addStyle')}
              onClick={() => openUsePicture(null, 'style')}
            />
          )}
        </div>
      )}
      {characterImage && (
        <div className="reference-group">
          <span>{t('character')}</span>
          <ReferenceThumbs kind="character" images={[characterImage]} />
        </div>
      )}
    </div>
  );
}

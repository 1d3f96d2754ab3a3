import { useTranslations } from 'use-intl/react';
import type { Draft } from '@/lib/client/draft';
import { pictureName } from '@/lib/client/picture-name';
import type { Image } from '@/lib/schema/image';

/** What is done with which picture, while the box is one line and takes no words. The row above says the same aloud. */
export function SourceLine({ draft: { operation }, image }: { draft: Draft; image: Image }) {
  const t = useTranslations('composer.source');
  if (operation === 'generate' || operation === 'magic-prompt') return null;
  return (
    <p aria-hidden="true" className="source-line">
      {t(operation, { name: pictureName(image) ?? t('untitled') })}
    </p>
  );
}

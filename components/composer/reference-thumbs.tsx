import { useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { IconButton } from '@/components/ui/button';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import { removeReference, type ReferenceKind } from '@/lib/client/references';
import type { Image } from '@/lib/schema/image';
import { focusComposer } from './focus';

/** Pictures that are referred to, each with the way to take it out. */
export function ReferenceThumbs({ kind, images }: { kind: ReferenceKind; images: readonly Image[] }) {
  const t = useTranslations('composer.references');
  const list = useRef<HTMLUListElement>(null);
  const remove = (id: string, at: number) => {
    removeReference(kind, id);
    // The focus goes on to the next one, or to the words when it was the last.
    requestAnimationFrame(() => {
      const left = [...(list.current?.querySelectorAll('button') ?? [])];
      const next = left[Math.min(at, left.length - 1)];
      if (next) next.focus();
      else focusComposer();
    });
  };
  if (images.length === 0) return null;
  return (
    <ul ref={list} className="contents">
      {images.map((image, index) => {
        const name = image.prompt ?? image.name ?? t('untitled');
        return (
          <li key={image.id} className="reference">
            <img
              src={imageUrl(image.id, 'thumb')}
              alt={name}
              title={name}
              width={40}
              height={40}
              style={{ background: groundOf(image) }}
            />
            <IconButton
              icon="close"
              size="small"
              className="max-md:h-11 max-md:w-11"
              label={t(`remove.${kind}`, { number: String(index + 1) })}
              onClick={() => remove(image.id, index)}
            />
          </li>
        );
      })}
    </ul>
  );
}

import { useQueries } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { groundOf } from '@/lib/client/ground';
import { imageQueries, imageUrl } from '@/lib/client/images';
import { imageHref, turnToImage } from '@/lib/client/location';
import { pictureName } from '@/lib/client/picture-name';

/** Pictures that were referred to, each a way to it; one that is not in the library any more says so. */
export function ReferenceLinks({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('viewer');
  const found = useQueries({ queries: ids.map((id) => ({ ...imageQueries.detail(id), retry: false })) });
  return found.map(({ data, isError }, index) => {
    const id = ids[index] ?? '';
    const image = data?.image;
    if (isError || (image && image.deletedAt !== null)) {
      return (
        <span key={id} className="facts-reference" role="img" aria-label={t('deleted')} title={t('deleted')}>
          <Icon name="trash" />
        </span>
      );
    }
    const name = (image && pictureName(image)) ?? t('reference', { number: String(index + 1) });
    return (
      <a
        key={id}
        href={imageHref(id)}
        title={name}
        className="facts-reference"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          turnToImage(id);
        }}
      >
        <img src={imageUrl(id, 'thumb')} alt={name} width={40} height={40} style={{ background: image && groundOf(image) }} />
      </a>
    );
  });
}

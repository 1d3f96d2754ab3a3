import { memo, type CSSProperties } from 'react';
import { Icon } from '@/components/ui/icon';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import { imageHref } from '@/lib/client/location';
import { useIsSelected } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';
import { useIsAttended, useIsStop } from './attention';
import { PictureActs } from './picture-acts';
import { useTools } from './tools';
import { useWords } from './words';

const thumbSide = 512;
const previewSide = 1600;

function widthAt(image: Image, side: number): number {
  return Math.max(1, Math.round(image.width * Math.min(1, side / Math.max(image.width, image.height))));
}

/** Marks a picture as there: without a fade when it already was. */
const arrived = (picture: HTMLImageElement | null): void => {
  if (picture?.complete) picture.dataset['shown'] = 'before';
};

/** A finished picture: a link over its average colour. What can be done with it shows when it is attended to. */
export const PictureTile = memo(function PictureTile({ image, frame, place, index, count, search }: {
  image: Image;
  frame: string;
  place: CSSProperties;
  index: number;
  count: number;
  search: string;
}) {
  const { attention, selection } = useTools();
  const { t, pictureName } = useWords();
  const stop = useIsStop(attention, frame);
  const attended = useIsAttended(attention, frame);
  const selected = useIsSelected(selection, image.id);
  const name = pictureName(image);
  const { width } = place;

  return (
    <div
      className="tile"
      data-frame={frame}
      data-image={image.id}
      data-selected={selected || undefined}
      style={{ ...place, background: groundOf(image) }}
    >
      <a
        href={imageHref(image.id, search)}
        data-stop
        tabIndex={stop ? 0 : -1}
        className="tile-link"
        draggable
      >
        <img
          ref={arrived}
          src={imageUrl(image.id, 'thumb')}
          srcSet={`${imageUrl(image.id, 'thumb')} ${widthAt(image, thumbSide)}w, ${imageUrl(image.id, 'preview')} ${widthAt(image, previewSide)}w`}
          sizes={typeof width === 'number' ? `${Math.round(width)}px` : undefined}
          width={image.width}
          height={image.height}
          alt={count > 1 ? t('tile.place', { name, index: index + 1, count }) : name}
          decoding="async"
          draggable={false}
          onLoad={(event) => (event.currentTarget.dataset['shown'] ??= 'now')}
          onError={(event) => (event.currentTarget.dataset['shown'] ??= 'now')}
        />
      </a>
      {image.favourite && !attended && (
        <span className="tile-star">
          <Icon name="star" filled size={14} />
          <span className="sr-only">{t('tile.favourite')}</span>
        </span>
      )}
      {image.sandbox && !attended && <span className="tile-badge">{t('tile.sandbox')}</span>}
      {(attended || selected) && (
        <button
          type="button"
          aria-pressed={selected}
          aria-label={t('tile.select')}
          className="tile-pick"
          data-pick
          tabIndex={attended ? 0 : -1}
        >
          {selected && <Icon name="check" size={14} />}
        </button>
      )}
      {attended && <PictureActs image={image} frame={frame} />}
    </div>
  );
});

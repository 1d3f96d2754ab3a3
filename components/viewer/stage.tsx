import { useRef, useState, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { groundOf, showsThrough } from '@/lib/client/ground';
import { dragType } from '@/lib/client/incoming';
import { imageUrl } from '@/lib/client/images';
import type { Image } from '@/lib/schema/image';
import { placeholderUrl } from './placeholder';
import { useSwipe } from './use-swipe';
import { ZoomedPicture } from './zoomed-picture';

/** A preview is at most this long; shown larger than that by this much, the original takes its place. */
const previewSide = 1600;
const tolerated = 1.15;

export type Spot = { x: number; y: number };

/** The picture on the mat, and the ways to the next one. `zoom` is where in the picture it is looked at closely. */
export function Stage({ image, name, zoom, onZoom, previous, next, onTurn }: {
  image: Image;
  name: string;
  zoom: Spot | null;
  onZoom: (spot: Spot | null) => void;
  previous: boolean;
  next: boolean;
  onTurn: (to: 'previous' | 'next') => void;
}) {
  const t = useTranslations('viewer');
  return (
    <div className="stage">
      <Turn side="previous" label={t('previous')} enabled={previous} onTurn={onTurn} />
      {zoom === null ? (
        <Fitted key={image.id} image={image} name={name} onZoom={onZoom} onTurn={onTurn} />
      ) : (
        <ZoomedPicture key={image.id} image={image} name={name} spot={zoom} onLeave={() => onZoom(null)} />
      )}
      <Turn side="next" label={t('next')} enabled={next} onTurn={onTurn} />
    </div>
  );
}

function Turn({ side, label, enabled, onTurn }: {
  side: 'previous' | 'next';
  label: string;
  enabled: boolean;
  onTurn: (to: 'previous' | 'next') => void;
}) {
  if (!enabled) return null;
  return (
    <button type="button" className={`stage-turn stage-${side}`} aria-label={label} onClick={() => onTurn(side)}>
      <Icon name={side === 'next' ? 'right' : 'left'} size={20} />
    </button>
  );
}

function Fitted({ image, name, onZoom, onTurn }: {
  image: Image;
  name: string;
  onZoom: (spot: Spot) => void;
  onTurn: (to: 'previous' | 'next') => void;
}) {
  const t = useTranslations('viewer');
  const [large, setLarge] = useState(false);
  const [sharp, setSharp] = useState(false);
  const plate = useRef<HTMLButtonElement>(null);
  const swipe = useSwipe(onTurn);
  const ratio = image.width / image.height;

  const measure = () => {
    const shown = Math.max(plate.current?.clientWidth ?? 0, plate.current?.clientHeight ?? 0) * window.devicePixelRatio;
    const longest = Math.max(image.width, image.height);
    setLarge(longest > previewSide && shown > previewSide * tolerated);
  };
  const open = (event: MouseEvent<HTMLButtonElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    // A press of the keyboard has no place of its own.
    if (event.detail === 0) onZoom({ x: 0.5, y: 0.5 });
    else onZoom({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  };

  return (
    <button
      ref={plate}
      type="button"
      className="stage-plate"
      aria-label={t('lookClosely', { name })}
      style={{ '--ratio': ratio, background: groundOf(image) } as React.CSSProperties}
      onClick={open}
      {...swipe}
    >
      {!showsThrough(image.placeholder) && <img src={placeholderUrl(image.placeholder)} alt="" aria-hidden="true" />}
      <img
        src={imageUrl(image.id, 'preview')}
        width={image.width}
        height={image.height}
        alt=""
        decoding="async"
        fetchPriority="high"
        draggable
        onLoad={measure}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, image.id);
          event.dataTransfer.effectAllowed = 'copyMove';
        }}
      />
      {large && (
        <img
          src={imageUrl(image.id, 'original')}
          alt=""
          aria-hidden="true"
          draggable={false}
          className={sharp ? 'stage-over' : 'stage-over invisible'}
          onLoad={() => setSharp(true)}
        />
      )}
    </button>
  );
}

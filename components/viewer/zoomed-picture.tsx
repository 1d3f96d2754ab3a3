import { useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import type { Image } from '@/lib/schema/image';
import type { Spot } from './stage';

/** A movement shorter than this, in pixels, is a press. */
const still = 4;

/** The original, one pixel for a pixel or twice as large as it was, moved by dragging, scrolling or the arrow keys. */
export function ZoomedPicture({ image, name, spot, onLeave }: {
  image: Image;
  name: string;
  spot: Spot;
  onLeave: () => void;
}) {
  const t = useTranslations('viewer');
  const frame = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [width, setWidth] = useState<number | null>(null);
  const [sharp, setSharp] = useState(false);

  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null) return;
    const fitted = Math.min(box.clientWidth, (box.clientHeight * image.width) / image.height);
    setWidth(Math.round(Math.max(image.width / window.devicePixelRatio, fitted * 2)));
    box.focus({ preventScroll: true });
  }, [image]);

  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null || width === null) return;
    box.scrollLeft = spot.x * box.scrollWidth - box.clientWidth / 2;
    box.scrollTop = spot.y * box.scrollHeight - box.clientHeight / 2;
  }, [width, spot]);

  const start = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    drag.current = { x: event.clientX, y: event.clientY, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const from = drag.current;
    if (from === null || frame.current === null) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(x, y) < still) return;
    frame.current.scrollBy(-x, -y);
    drag.current = { x: event.clientX, y: event.clientY, moved: true };
  };
  const press = () => {
    if (drag.current?.moved !== true) onLeave();
    drag.current = null;
  };

  return (
    <div
      ref={frame}
      className="stage-zoom"
      role="button"
      tabIndex={0}
      aria-label={t('seeAll', { name })}
      onPointerDown={start}
      onPointerMove={move}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onLeave();
        }
        // The keys that scroll belong to the picture while it is larger than the stage.
        if (event.key.startsWith('Arrow')) event.nativeEvent.stopImmediatePropagation();
      }}
    >
      <span
        style={{
          inlineSize: width ?? undefined,
          aspectRatio: `${image.width} / ${image.height}`,
          background: groundOf(image),
        }}
      >
        <img src={imageUrl(image.id, 'preview')} alt="" draggable={false} />
        <img
          src={imageUrl(image.id, 'original')}
          alt=""
          draggable={false}
          className={sharp ? '' : 'invisible'}
          onLoad={() => setSharp(true)}
        />
      </span>
    </div>
  );
}

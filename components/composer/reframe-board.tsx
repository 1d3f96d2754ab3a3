'use client';

import { useCallback, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { editDraft } from '@/lib/client/draft';
import { ratioMade, type Settled } from '@/lib/client/fit';
import { addsPaper, frameShapes, nearestTo, newPart, type FrameShape, type Size } from '@/lib/client/reframe';
import { pixels } from '@/lib/client/sizes';
import type { Image } from '@/lib/schema/image';
import { FrameFigure } from './frame-figure';

/** Room around the frame, so that its grips stay on the board. */
const margin = 24;

function choose({ aspectRatio, resolution }: FrameShape): void {
  editDraft(resolution === null ? { aspectRatio, resolution } : { resolution });
}

/** The source in the frame that the ratio stands for: an edge is dragged to another. `children` stand above the figures. */
export function ReframeBoard({ image, settled, children }: { image: Image; settled: Settled; children: ReactNode }) {
  const t = useTranslations('composer.frame');
  const [board, setBoard] = useState<Size | null>(null);
  const { aspectRatio, resolution, size, capability } = settled;
  const ratio = ratioMade(settled) ?? image.width / image.height;
  const shapes = frameShapes(capability, resolution !== null);
  const chosen = shapes.findIndex((shape) => shape.resolution === resolution && shape.aspectRatio === aspectRatio);
  const at = chosen < 0 ? nearestTo(ratio, shapes) : chosen;
  const measured = size && pixels({ width: size[0], height: size[1] });
  const spoken = [aspectRatio, measured].filter(Boolean).join(t('comma'));
  const adds = addsPaper(ratio, image);

  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const read = () =>
      setBoard({ width: element.clientWidth - 2 * margin, height: element.clientHeight - 2 * margin });
    // At once, for the focus that comes with the picture goes to a grip.
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div className="reframe">
      <div ref={measure} role="group" aria-label={t('name')} className="reframe-board">
        {board && board.width > 0 && board.height > 0 && (
          <FrameFigure
            image={image}
            ratio={ratio}
            shapes={shapes}
            at={at}
            spoken={spoken}
            board={board}
            onChoose={choose}
          />
        )}
      </div>
      <div className="reframe-words">
        {children}
        <div className="reframe-figures">
          <p className="reframe-shape">
            <b>{aspectRatio ?? measured}</b>
            {aspectRatio && measured && <span>{measured}</span>}
          </p>
          <p>
            {adds ? t('adds', { percent: String(Math.max(1, Math.round(newPart(ratio, image) * 100))) }) : t('same')}
          </p>
          {image.width !== image.height && (
            <p className="flex gap-2">
              <Icon name="info" size={14} className="mt-px text-ochre" />
              {t('square', { size: pixels(image) })}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

import { useTranslations } from 'use-intl/react';
import { groundOf } from '@/lib/client/ground';
import { imageUrl } from '@/lib/client/images';
import { nearestTo, sourceIn, type FrameShape, type Grip, type Size } from '@/lib/client/reframe';
import type { Image } from '@/lib/schema/image';
import { useGrips } from './use-grips';

const edges = [
  { name: 'left', grip: { x: -1, y: 0 } },
  { name: 'right', grip: { x: 1, y: 0 } },
  { name: 'top', grip: { x: 0, y: -1 } },
  { name: 'bottom', grip: { x: 0, y: 1 } },
] as const satisfies { name: string; grip: Grip }[];

const corners: readonly Grip[] = [{ x: -1, y: -1 }, { x: 1, y: -1 }, { x: -1, y: 1 }, { x: 1, y: 1 }];

const part = (value: number): string => `${(value * 100).toFixed(2)}%`;

/**
 * The source in the frame it will get, on a board of `board` pixels; what the model has to paint is hatched. The edges
 * are sliders; the corners do the same for a pointer and are left out of the keyboard's way.
 */
export function FrameFigure({ image, ratio, shapes, at, spoken, board, onChoose }: {
  image: Image;
  ratio: number;
  shapes: readonly FrameShape[];
  /** Where the present shape stands among them. */
  at: number;
  /** The present shape in words. */
  spoken: string;
  board: Size;
  onChoose: (shape: FrameShape) => void;
}) {
  const t = useTranslations('composer.frame');
  const { frame, held, listen } = useGrips({ shapes, at, ratio, board, onChoose });
  const source = sourceIn(ratio, image);
  return (
    <div className="frame" data-held={held || undefined} style={{ inlineSize: frame.width, blockSize: frame.height }}>
      <img
        src={imageUrl(image.id, 'preview')}
        alt=""
        draggable={false}
        style={{
          left: part(source.left),
          top: part(source.top),
          inlineSize: part(source.width),
          blockSize: part(source.height),
          background: groundOf(image),
        }}
      />
      {corners.map((grip) => (
        <span
          key={`${grip.x} ${grip.y}`}
          aria-hidden="true"
          className="frame-grip"
          data-corner={grip.x === grip.y ? 'falling' : 'rising'}
          style={{ left: part((grip.x + 1) / 2), top: part((grip.y + 1) / 2) }}
          {...listen(grip)}
        />
      ))}
      {edges.map(({ name, grip }) => (
        <button
          key={name}
          type="button"
          role="slider"
          className="frame-grip"
          data-grip={name}
          aria-label={t(name)}
          aria-orientation={grip.x === 0 ? 'vertical' : 'horizontal'}
          aria-valuemin={0}
          aria-valuemax={shapes.length - 1}
          aria-valuenow={at < 0 ? nearestTo(ratio, shapes) : at}
          aria-valuetext={spoken}
          {...listen(grip)}
        />
      ))}
    </div>
  );
}

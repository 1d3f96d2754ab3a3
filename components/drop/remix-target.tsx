import { useTranslations } from 'use-intl/react';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { ratioMade, type Settled } from '@/lib/client/fit';
import { byRatio, cuts, keptBy, nearestShape } from '@/lib/client/shape';
import { Target } from './target';
import type { Subject } from './use-subject';

/** The picture large, with the crop that the model will make of it, and a way to keep all of it. */
export function RemixTarget({ subject, settled, lit, keepLit, onPress, onKeepAll }: {
  subject: Subject;
  settled: Settled;
  lit: boolean;
  keepLit: boolean;
  onPress: (() => void) | null;
  onKeepAll: ((ratio: string) => void) | null;
}) {
  const t = useTranslations('drop');
  const { size, url } = subject;
  const shape = settled.resolution ?? settled.aspectRatio;
  const ratio = ratioMade(settled);
  const cropped = size !== null && ratio !== null && cuts(ratio, size);
  const nearest = size && nearestShape(size.width / size.height, byRatio(settled.capability.aspectRatios));
  const words = { ratio: shape?.replace('x', ' × ') ?? '' };

  return (
    <Target
      name="remix"
      title={t('remix')}
      keys="1"
      lit={lit}
      onPress={onPress}
      figure={url && size ? <Crop url={url} size={size} ratio={cropped ? ratio : null} /> : <Blank />}
      aside={
        cropped &&
        nearest !== null &&
        nearest !== shape && (
          <button
            type="button"
            data-keep={nearest}
            data-lit={keepLit || undefined}
            className={`${buttonClass()} target-keep`}
            onClick={() => onKeepAll?.(nearest)}
          >
            {t('keepAll', { ratio: nearest })}
          </button>
        )
      }
    >
      {t('sentences', {
        first: t('remixNote'),
        second: size === null ? t('cropNext') : cropped ? t('cropped', words) : t('whole'),
      })}
    </Target>
  );
}

const part = (value: number): string => `${(value * 100).toFixed(2)}%`;

function Crop({ url, size, ratio }: { url: string; size: { width: number; height: number }; ratio: number | null }) {
  const own = size.width / size.height;
  const kept = ratio === null ? null : keptBy(ratio, size);
  return (
    <div className="crop" style={{ '--ratio': own } as React.CSSProperties}>
      <img src={url} alt="" draggable={false} />
      {kept && (
        <>
          {kept.left > 0 ? (
            <>
              <span className="crop-cut" style={{ inset: `0 ${part(1 - kept.left)} 0 0` }} />
              <span className="crop-cut" style={{ inset: `0 0 0 ${part(1 - kept.left)}` }} />
              <span className="crop-mark" style={{ left: part(kept.left) }} />
              <span className="crop-mark" style={{ left: part(1 - kept.left) }} />
            </>
          ) : (
            <>
              <span className="crop-cut" style={{ inset: `0 0 ${part(1 - kept.top)} 0` }} />
              <span className="crop-cut" style={{ inset: `${part(1 - kept.top)} 0 0 0` }} />
              <span className="crop-mark" data-across style={{ top: part(kept.top) }} />
              <span className="crop-mark" data-across style={{ top: part(1 - kept.top) }} />
            </>
          )}
          <span className="crop-frame" style={{ inset: `${part(kept.top)} ${part(kept.left)}` }} />
        </>
      )}
    </div>
  );
}

function Blank() {
  return (
    <div className="crop-blank">
      <Icon name="image" size={20} />
    </div>
  );
}

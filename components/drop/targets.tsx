import { useLocale, useTranslations } from 'use-intl/react';
import { useDraft } from '@/lib/client/draft';
import { settle, type Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import { priceOf } from '@/lib/client/price';
import { byRatio, nearestShape } from '@/lib/client/shape';
import { pixels } from '@/lib/client/sizes';
import type { Connection } from '@/lib/schema/model';
import { ReadTarget } from './read-target';
import { RemixTarget } from './remix-target';
import { ReferenceTargets } from './reference-targets';
import { Target, type TargetName } from './target';
import type { Subject } from './use-subject';

type Props = {
  subject: Subject;
  connections: readonly Connection[];
  /** What a drag is over. */
  over: { target: TargetName | null; keepAll: string | null };
  /** A press gives the picture to a target; while something is dragged, only the drop does. */
  pressable: boolean;
  onTake: (target: TargetName, keepAll: string | null) => void;
};

/** The places a picture can be given to; one that no connection offers is not there. */
export function Targets({ subject, connections, over, pressable, onTake }: Props) {
  const t = useTranslations('drop');
  const draft = useDraft();
  const price = usePriceWords();
  const { image, size } = subject;
  const offer = (operation: 'remix' | 'upscale' | 'describe') => {
    const asked = { ...draft, operation, image };
    const settled = settle(asked, connections);
    if (!settled || image || !size || draft.aspectRatio !== null || draft.resolution !== null) return settled;
    // A file that is not stored yet has no picture in the box; its ratio is what an unset one will come to.
    const nearest = nearestShape(size.width / size.height, byRatio(settled.capability.aspectRatios));
    return settle({ ...asked, aspectRatio: nearest }, connections);
  };
  const [remix, upscale, describe] = [offer('remix'), offer('upscale'), offer('describe')];
  const target = (name: TargetName) => ({
    lit: over.target === name,
    onPress: pressable ? () => onTake(name, null) : null,
  });
  const larger = ({ capability: { factor } }: Settled) =>
    size && factor
      ? t('upscaleNote', { factor, size: pixels({ width: size.width * factor, height: size.height * factor }) })
      : t('upscaleBare');
  const framed = subject.file !== null && subject.reading.state === 'found';

  return (
    <div className="targets" data-framed={framed || undefined}>
      {remix && (
        <RemixTarget
          {...target('remix')}
          subject={subject}
          settled={remix}
          keepLit={over.keepAll !== null}
          onKeepAll={pressable ? (ratio) => onTake('remix', ratio) : null}
        />
      )}
      {framed && <ReadTarget {...target('read')} reading={subject.reading} framed />}
      {upscale && (
        <Target name="upscale" {...target('upscale')} title={t('upscale')} keys="2" figure={<Enlarged subject={subject} settled={upscale} />}>
          {t('sentences', { first: larger(upscale), second: price(upscale) })}
        </Target>
      )}
      {describe && (
        <Target name="describe" {...target('describe')} title={t('describe')} keys="3" figure={<Lines />}>
          {t('sentences', { first: t('describeNote'), second: price(describe) })}
        </Target>
      )}
      {!framed && <ReadTarget {...target('read')} reading={subject.reading} framed={false} />}
      <ReferenceTargets settled={settle(draft, connections)} target={target} />
    </div>
  );
}

function usePriceWords(): (settled: Settled) => string {
  const t = useTranslations('drop');
  const locale = useLocale();
  return ({ connection, capability }) => {
    const { usdMicros, basis } = priceOf(connection, capability, { count: 1 });
    if (basis === 'free') return t('price.free');
    return usdMicros === null ? t('price.unknown') : t('price.estimated', { price: formatUsd(usdMicros, locale) });
  };
}

function Enlarged({ subject: { url, size }, settled }: { subject: Subject; settled: Settled }) {
  const factor = settled.capability.factor ?? 2;
  const ratio = size ? size.width / size.height : 3 / 2;
  const width = Math.min(184, 122 * ratio);
  return (
    <div className="target-enlarged" style={{ inlineSize: width, aspectRatio: ratio }}>
      {url ? <img src={url} alt="" style={{ inlineSize: `${100 / factor}%` }} /> : <i style={{ inlineSize: `${100 / factor}%` }} />}
    </div>
  );
}

function Lines() {
  return (
    <svg width="184" height="108" fill="none" stroke="var(--edge)" aria-hidden="true">
      <path d="M0 11.5h180M0 35.5h164M0 59.5h184M0 83.5h172M0 107.5h98" />
    </svg>
  );
}

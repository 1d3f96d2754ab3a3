import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { newlyAside, type Feature, type SetAside, type Settled } from '@/lib/client/fit';
import type { Way } from '@/lib/client/fit-look';
import { modelName } from './chip-facts';

const ways: readonly Way[] = ['codes', 'preset'];

const isFeature = (
  item: SetAside,
): item is Extract<SetAside, { what: Feature }> =>
  item.what !== 'ratio' && item.what !== 'count';

/** Says once what a change of model set aside, and what brings it back. */
export function AsideNote({ before, after }: { before: Settled; after: Settled }) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const items = newlyAside(before, after);
  if (items.length === 0) return null;
  const model = modelName(after);
  /** A model that has other speeds or styles lacks this one only. */
  const lacking = (what: Feature): string => {
    const { renderingSpeeds, styles } = after.capability;
    const { renderingSpeed, style } = before;
    if (what === 'speed' && renderingSpeed && renderingSpeeds.length > 0)
      return t('aside.oneSpeed', { speed: t(`speed.${renderingSpeed}`) });
    if (what === 'style' && style && styles.length > 0) return t('aside.oneStyle', { style: t(`style.${style}`) });
    return t(`feature.${what}`);
  };
  const features = items.filter(isFeature).filter(({ by }) => !by).map(({ what }) => lacking(what));
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const shutOut = ways.flatMap((by) => {
    const names = items.filter(isFeature).filter((item) => item.by === by).map(({ what }) => t(`feature.${what}`));
    return names.length > 0 ? [t(`aside.shutOut.${by}`, { list: and.format(names) })] : [];
  });
  const ratio = items.find((item) => item.what === 'ratio');
  const count = items.find((item) => item.what === 'count');
  const back = before.connection.id === after.connection.id ? before.model.short : modelName(before);
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(features);
  const words = [
    features.length === 1 && t('aside.lacks', { model, what: list }),
    features.length > 1 && t('aside.several', { model, list }),
    features.length > 0 && t(features.length > 1 ? 'aside.backSeveral' : 'aside.back', { model: back }),
    ...shutOut,
    ratio && t('aside.ratio', { model, ratio: ratio.wanted, instead: ratio.instead }),
    count && t('aside.count', { model, count: count.most }),
  ].filter(Boolean);
  return (
    <p role="status" className="composer-note">
      <Icon name="info" size={14} className="mt-px text-ochre" />
      <span>{words.join(locale === 'zh-CN' ? '' : ' ')}</span>
    </p>
  );
}

import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { editDraft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import { priceEach } from '@/lib/schema/price';
import { ChoiceGrid } from './choice-grid';

/** How long the model may take over a picture, and what each speed costs with what else is set. */
export function SpeedPanel({ settled }: { settled: Settled }) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const { capability, connection, renderingSpeed, characterImage } = settled;
  const { price } = capability;
  const chosen = renderingSpeed ?? 'default';
  return (
    <ChoiceGrid
      label={t('speed.name')}
      name="speed"
      className="-mx-2"
      itemClass="model-row"
      options={capability.renderingSpeeds}
      chosen={chosen}
      onChoose={(speed) => editDraft({ renderingSpeed: speed === 'default' ? null : speed })}
    >
      {(speed) => (
        <>
          <span className="w-4 shrink-0">{speed === chosen && <Icon name="check" />}</span>
          <span className="whitespace-nowrap">{t(`speed.${speed}`)}</span>
          <span className="min-w-0 truncate text-caption text-ink-3">{t(`speed.notes.${speed}`)}</span>
          <span className="ml-auto whitespace-nowrap text-ink-2">
            {connection.sandbox
              ? t('model.free')
              : price
                ? formatUsd(priceEach(price, { renderingSpeed: speed, characterImage }), locale)
                : t('model.none')}
          </span>
        </>
      )}
    </ChoiceGrid>
  );
}

import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { choices, type Choice, type Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import type { Capability, Connection } from '@/lib/schema/model';
import { priceEach } from '@/lib/schema/price';
import { moveByRow, showChosen } from './grid-keys';

const features = {
  palette: (card: Capability) => card.colorPalette,
  style: (card: Capability) => card.styles.length > 0,
  negative: (card: Capability) => card.negativePrompt,
  magic: (card: Capability) => card.magicPrompt,
  seed: (card: Capability) => card.seed,
  preset: (card: Capability) => card.stylePresets.length > 0,
  references: (card: Capability) => card.styleImages > 0,
  character: (card: Capability) => card.characterImage,
} as const;
type Feature = keyof typeof features;

/** What other models of the list have and this one has not, the first two. */
function lacks(choice: Choice, all: readonly Choice[]): Feature[] {
  const names = Object.keys(features) as Feature[];
  return names
    .filter(
      (name) =>
        !features[name](choice.capability) && all.some(({ capability }) => features[name](capability)),
    )
    .slice(0, 2);
}

/** Every model that offers the operation, grouped by connection, its price at the right. */
export function ModelPanel({ settled, connections, onModel }: {
  settled: Settled;
  connections: readonly Connection[];
  onModel: (connection: string, model: string) => void;
}) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const all = choices(settled.operation, connections);
  const price = ({ connection, capability }: Choice) => {
    if (connection.sandbox) return t('model.free');
    if (!capability.price) return t('model.none');
    // At the speed that is set, where the model has it.
    const { renderingSpeed } = settled;
    const speed = renderingSpeed && capability.renderingSpeeds.includes(renderingSpeed) ? renderingSpeed : null;
    return formatUsd(priceEach(capability.price, { renderingSpeed: speed }), locale);
  };
  return (
    <div
      role="radiogroup"
      aria-label={t('model.name')}
      ref={showChosen}
      className="models"
      onKeyDown={moveByRow}
    >
      {connections.map((connection) => {
        const own = all.filter((choice) => choice.connection.id === connection.id);
        if (own.length === 0) return null;
        return (
          <div key={connection.id} role="group" aria-label={connection.label}>
            <p className="px-2 pt-2 pb-1 text-caption text-ink-3">{connection.label}</p>
            {own.map((choice) => {
              const chosen = connection.id === settled.connection.id && choice.model.id === settled.model.id;
              const missing = lacks(choice, all);
              return (
                <label key={choice.model.id} className="model-row">
                  <input
                    type="radio"
                    name="model"
                    className="sr-only"
                    checked={chosen}
                    onChange={() => onModel(connection.id, choice.model.id)}
                  />
                  <span className="w-4 shrink-0">{chosen && <Icon name="check" />}</span>
                  <span className="shrink-0 whitespace-nowrap">
                    {connection.sandbox ? `${connection.label} ${choice.model.short}` : choice.model.label}
                  </span>
                  {missing.length > 0 && (
                    <span className="min-w-0 truncate text-caption text-ink-3">
                      {missing.map((what) => t('model.lacks', { what: t(`feature.${what}`) })).join(', ')}
                    </span>
                  )}
                  <span className="ml-auto whitespace-nowrap text-ink-2">{price(choice)}</span>
                </label>
              );
            })}
          </div>
        );
      })}
    </div>
  );
}

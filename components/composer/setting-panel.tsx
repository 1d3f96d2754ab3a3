'use client';

import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { FieldFault } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { getDraft, restoreDraft, type Draft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import type { Connection } from '@/lib/schema/model';
import { priceEach } from '@/lib/schema/price';
import { modelName, type ChipName } from './chip-facts';
import { CountPanel } from './count-panel';
import { MagicPanel } from './magic-panel';
import { ModelPanel } from './model-panel';
import { NegativePanel } from './negative-panel';
import { PalettePanel } from './palette-panel';
import { RatioPanel } from './ratio-panel';
import { ReferencesPanel } from './references-panel';
import { SeedPanel } from './seed-panel';
import { SpeedPanel } from './speed-panel';
import { StylePanel } from './style-panel';

const widths: Record<ChipName, number> = {
  model: 388,
  speed: 300,
  ratio: 388,
  style: 388,
  references: 340,
  palette: 300,
  count: 264,
  magic: 264,
  seed: 264,
  negative: 388,
};

/** The panel of one chip. What is chosen takes effect at once; Esc puts back what stood when it was opened. */
export function SettingPanel({ name, anchor, draft, settled, connections, fault, onModel, onEnd }: {
  name: ChipName;
  anchor: HTMLElement;
  draft: Draft;
  settled: Settled;
  connections: readonly Connection[];
  fault: string | undefined;
  onModel: (connection: string, model: string) => void;
  onEnd: () => void;
}) {
  const t = useTranslations('composer');
  const locale = useLocale();
  const [before] = useState(getDraft);
  const { size, capability, count } = settled;
  const each =
    capability.price && !settled.connection.sandbox
      ? formatUsd(priceEach(capability.price, settled), locale)
      : null;
  const titles: Record<ChipName, string> = {
    model: t('model.name'),
    ratio: t('ratio.name'),
    speed: t('speed.title'),
    style: t('style.name'),
    references: t('references.name'),
    palette: t('palette.name'),
    count: t('count.title'),
    magic: t('magic.name'),
    seed: t('seed.name'),
    negative: t('negative.title'),
  };
  const asides: Partial<Record<ChipName, string | null>> = {
    ratio: size && `${size[0]} × ${size[1]}`,
    speed: t('speed.aside'),
    style: modelName(settled),
    references: modelName(settled),
    palette: t('palette.share'),
    count:
      each && capability.price?.per === 'output'
        ? t('price.each', { count: String(count), price: each })
        : null,
    negative: t('negative.aside'),
  };
  return (
    <Panel
      open
      anchor={anchor}
      title={titles[name]}
      aside={asides[name] ?? undefined}
      width={widths[name]}
      onEnd={(end) => {
        if (end === 'restore') restoreDraft(before);
        onEnd();
      }}
    >
      {name === 'model' && <ModelPanel settled={settled} connections={connections} onModel={onModel} />}
      {name === 'speed' && <SpeedPanel settled={settled} />}
      {name === 'references' && <ReferencesPanel settled={settled} onEnd={onEnd} />}
      {name === 'ratio' && <RatioPanel settled={settled} />}
      {name === 'style' && <StylePanel settled={settled} />}
      {name === 'palette' && <PalettePanel draft={draft} />}
      {name === 'count' && <CountPanel settled={settled} />}
      {name === 'magic' && <MagicPanel settled={settled} onDone={onEnd} />}
      {name === 'seed' && <SeedPanel draft={draft} />}
      {name === 'negative' && <NegativePanel draft={draft} />}
      <FieldFault fault={fault} />
    </Panel>
  );
}

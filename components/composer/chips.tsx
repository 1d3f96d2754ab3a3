'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import type { Draft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { openUsePicture } from '@/lib/client/incoming';
import { later } from '@/lib/client/later';
import { usePresetNames } from '@/lib/client/use-preset-names';
import type { FieldFaults } from '@/lib/schema/error';
import type { Connection } from '@/lib/schema/model';
import { Chip } from './chip';
import { chipFacts, type ChipName } from './chip-facts';
import { faultOf } from './faults';

const SettingPanel = later(() => import('./setting-panel').then(({ SettingPanel }) => SettingPanel));

/** The settings of the box. A chip opens its panel; the panels' code is fetched when a chip is near to being pressed. */
export function Chips({ draft, settled, connections, fields, onOpen, onModel }: {
  draft: Draft;
  settled: Settled;
  connections: readonly Connection[];
  fields: FieldFaults;
  /** Told when a panel opens and closes, so that the box stays open meanwhile. */
  onOpen: (open: boolean) => void;
  /** Told before another model is taken. */
  onModel: (connection: string, model: string) => void;
}) {
  const t = useTranslations('composer');
  const { nameOf } = usePresetNames(settled.stylePreset !== null);
  const [panel, setPanel] = useState<{ name: ChipName; anchor: HTMLElement } | null>(null);
  const show = (next: typeof panel) => {
    setPanel(next);
    onOpen(next !== null);
  };
  return (
    <div role="group" aria-label={t('settings')} className="chips">
      {chipFacts(settled, t, nameOf).map((fact) => {
        const fault = faultOf(fact.name, fields);
        return (
          <Chip
            key={fact.name}
            fact={fact}
            settled={settled}
            open={panel?.name === fact.name}
            fault={fault}
            onNear={() => SettingPanel.fetch()}
            onPress={(anchor) => show(panel?.name === fact.name ? null : { name: fact.name, anchor })}
          />
        );
      })}
      {draft.image === null && (
        <button
          type="button"
          className="chip"
          data-set="false"
          aria-label={t('usePicture')}
          onClick={() => openUsePicture()}
        >
          <span className="chip-figure">
            <Icon name="remix" />
          </span>
          <span className="chip-name">{t('picture')}</span>
        </button>
      )}
      {panel && (
        <SettingPanel
          key={panel.name}
          name={panel.name}
          anchor={panel.anchor}
          draft={draft}
          settled={settled}
          connections={connections}
          fault={faultOf(panel.name, fields)}
          onModel={onModel}
          onEnd={() => show(null)}
        />
      )}
    </div>
  );
}

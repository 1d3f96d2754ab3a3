'use client';

import { useTranslations } from 'use-intl/react';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { ConnectionEntry } from '@/lib/schema/connection';

/** What can be done to one connection; what was not entered in the page can only be looked at and ordered. */
export function ConnectionMenu({ anchor, connection, onMove, onExamine, onChange, onSwitch, onRemove, onClose }: {
  anchor: HTMLElement;
  connection: ConnectionEntry;
  onMove: { up: (() => void) | null; down: (() => void) | null };
  onExamine: () => void;
  onChange: () => void;
  onSwitch: () => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('connections');
  const own = connection.source === 'page';
  return (
    <Menu open anchor={anchor} onClose={onClose} label={t('more', { label: connection.label })}>
      <MenuItem icon="retry" onSelect={onExamine}>
        {t('act.examine')}
      </MenuItem>
      {own && (
        <MenuItem icon="settings" onSelect={onChange}>
          {t('act.change')}
        </MenuItem>
      )}
      {(onMove.up || onMove.down) && <MenuSeparator />}
      {onMove.up && (
        <MenuItem icon="up" onSelect={onMove.up}>
          {t('act.up')}
        </MenuItem>
      )}
      {onMove.down && (
        <MenuItem icon="down" onSelect={onMove.down}>
          {t('act.down')}
        </MenuItem>
      )}
      {own && (
        <>
          <MenuSeparator />
          <MenuItem icon={connection.off ? 'plug' : 'negative'} onSelect={onSwitch}>
            {t(connection.off ? 'act.on' : 'act.off')}
          </MenuItem>
          <MenuItem icon="trash" danger onSelect={onRemove}>
            {t('act.remove')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

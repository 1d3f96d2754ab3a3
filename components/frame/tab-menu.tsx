'use client';

import { useTranslations } from 'use-intl/react';
import { Menu, MenuChoice } from '@/components/ui/menu';
import { tabs, type Tab } from '@/lib/client/library-tabs';

export function TabMenu({ anchor, current, onChoose, onClose }: {
  anchor: HTMLElement | null;
  current: Tab;
  onChoose: (tab: Tab) => void;
  onClose: () => void;
}) {
  const t = useTranslations('frame');
  return (
    <Menu open anchor={anchor} align="start" label={t('library')} onClose={onClose}>
      <MenuChoice
        label={t('library')}
        value={current}
        options={tabs.map((tab) => ({ value: tab, label: t(tab) }))}
        onChange={(tab) => {
          onChoose(tab);
          onClose();
        }}
      />
    </Menu>
  );
}

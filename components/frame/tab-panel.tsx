'use client';

import { useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { tabs, type Tab } from '@/lib/client/library-tabs';

/** The library's views on a narrow page. */
export function TabPanel({ anchor, current, onChoose, onEnd }: {
  anchor: HTMLElement | null;
  current: Tab;
  onChoose: (tab: Tab) => void;
  onEnd: () => void;
}) {
  const t = useTranslations('frame');
  return (
    <Panel open anchor={anchor} label={t('library')} width={200} onEnd={onEnd}>
      <ul className="-m-2 max-md:m-0">
        {tabs.map((tab) => (
          <li key={tab}>
            <button
              type="button"
              className="menu-item w-full text-label"
              aria-current={tab === current ? 'page' : undefined}
              onClick={() => {
                onChoose(tab);
                onEnd();
              }}
            >
              <span className="w-4">{tab === current && <Icon name="check" />}</span>
              {t(tab)}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

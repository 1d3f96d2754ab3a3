'use client';

import { useEffect, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon, type IconName } from '@/components/ui/icon';
import { Mark } from '@/components/ui/mark';
import { later } from '@/lib/client/later';
import { closeSettings, turnToSettings } from '@/lib/client/settings-location';
import { settingsHref, settingsSections, type SettingsSection } from '@/lib/client/settings-sections';
import { useWayOut } from '@/lib/client/way-out';
import { Connections } from './connections';
import { Keyboard } from './keyboard';
import { Look } from './look';
import { Status } from './status';
import './settings.css';

const Spending = later(() => import('./spending').then(({ Spending }) => Spending));

const icons: Record<SettingsSection, IconName> = {
  connections: 'plug', spending: 'coin', look: 'globe', keyboard: 'keyboard', status: 'info',
};

/** The settings over the whole page; the gallery stays as it is behind them. `aside` stands at the right of the head. */
export function Settings({ section, banner, aside, onShortcuts }: {
  section: SettingsSection;
  banner: ReactNode;
  aside: ReactNode;
  onShortcuts: () => void;
}) {
  const t = useTranslations('connections');
  const page = useRef<HTMLDivElement>(null);
  const part = useRef<HTMLElement>(null);
  const name = t(`section.${section}`);
  useLocked();
  useLayoutEffect(() => part.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${name} · Atelier`;
    return () => {
      document.title = 'Atelier';
    };
  }, [name]);
  useWayOut(closeSettings);

  const turn = (event: MouseEvent, to: SettingsSection) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    turnToSettings(to);
    page.current?.scrollTo({ top: 0 });
  };

  return (
    <div ref={page} className="settings">
      {banner}
      <header className="flex h-12 items-center gap-2 px-(--gutter) md:h-[52px] md:gap-4">
        <p className="flex items-center gap-[9px] text-[16px] font-semibold tracking-[-0.012em] md:text-[15px]">
          <Mark />
          <span className="max-md:sr-only">Atelier</span>
        </p>
        <Button look="plain" icon="back" className="max-md:h-11" onClick={closeSettings}>
          {t('library')}
        </Button>
        <div className="ml-auto flex items-center gap-1">{aside}</div>
      </header>
      <div className="settings-parts">
        <nav aria-label={t('settings')}>
          {settingsSections.map((one) => (
            <a
              key={one}
              ref={one === section ? intoView : undefined}
              href={settingsHref(one)}
              aria-current={one === section ? 'page' : undefined}
              onClick={(event) => turn(event, one)}
            >
              <Icon name={icons[one]} />
              {t(`section.${one}`)}
            </a>
          ))}
        </nav>
        <main ref={part} tabIndex={-1} aria-label={name} className="min-w-0 outline-none">
          {section === 'connections' && <Connections />}
          {section === 'spending' && <Spending />}
          {section === 'look' && <Look />}
          {section === 'status' && <Status />}
          {section === 'keyboard' && <Keyboard onShortcuts={onShortcuts} />}
        </main>
      </div>
    </div>
  );
}

/** On a phone the sections are a row that is wider than the page. */
const intoView = (open: HTMLElement | null): void => open?.scrollIntoView({ block: 'nearest', inline: 'center' });

/** The page behind stays where it is. */
function useLocked(): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const before = style.overflow;
    style.overflow = 'hidden';
    return () => {
      style.overflow = before;
    };
  }, []);
}

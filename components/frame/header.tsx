'use client';

import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Mark } from '@/components/ui/mark';
import { LibraryTabs } from './library-tabs';
import { QueueButton } from './queue-button';
import { SearchField } from './search-field';
import { SettingsButton } from './settings-button';
import { Spending } from './spending';

/** The head of the studio; it scrolls away. `total` is the whole library's count, null while it is not known. */
export function Header({ query, total, paid, onShortcuts }: {
  query: string;
  total: number | null;
  /** False when every connection is the sandbox: there is nothing to spend. */
  paid: boolean;
  onShortcuts: () => void;
}) {
  const t = useTranslations('frame');
  const empty = total === 0;
  return (
    <header className="flex h-12 items-center gap-2 px-(--gutter) md:h-[52px] md:gap-4 xl:gap-6">
      <h1 className="flex items-center gap-[9px] text-[16px] font-semibold tracking-[-0.012em] md:text-[15px]">
        <Mark />
        Atelier
      </h1>
      <LibraryTabs query={query} total={total} />
      <div className="-mr-2.5 ml-auto flex items-center gap-0 md:mr-0 md:gap-1">
        {empty && query === '' ? (
          <Button look="plain" icon="keyboard" className="font-normal max-md:hidden" onClick={onShortcuts}>
            {t('shortcuts')} <Kbd>?</Kbd>
          </Button>
        ) : (
          <>
            <SearchField query={query} />
            <span aria-hidden="true" className="mx-1.5 hidden h-4 w-px bg-line md:block" />
          </>
        )}
        <QueueButton />
        {paid && <Spending />}
        <SettingsButton />
      </div>
    </header>
  );
}

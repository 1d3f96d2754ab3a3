'use client';

import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useLacking } from '@/lib/client/later';

/** Says that a part of the page cannot be had, and the way out; its own code came with the page. */
export function Lacking() {
  const t = useTranslations('errors');
  if (!useLacking()) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-3 top-3 z-[12] mx-auto flex max-w-[480px] items-center gap-2.5 rounded-sheet bg-sheet py-2 pr-2 pl-3.5 text-label shadow-lift-2 ring-1 ring-line"
    >
      <Icon name="refused" className="text-madder" />
      <p className="min-w-0 flex-1">{t('lacking')}</p>
      <Button size="small" className="max-md:h-11" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}

'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { formatUsd } from '@/lib/client/money';
import { runQueries, runsOf } from '@/lib/client/runs';
import { spentOn } from '@/lib/client/spending';

const still = () => () => undefined;

/** What today came to so far. The day is the browser's own, so the server draws none. */
export function Spending() {
  const t = useTranslations('frame');
  const locale = useLocale();
  const here = useSyncExternalStore(still, () => true, () => false);
  const { data, hasNextPage } = useInfiniteQuery({ ...runQueries.list(''), enabled: false });
  if (!here) return null;
  const { usdMicros, whole } = spentOn(new Date(), runsOf(data), hasNextPage);
  const price = `${formatUsd(usdMicros, locale)}${whole ? '' : '+'}`;
  return (
    <p className="hidden h-8 items-center gap-[7px] px-3 text-label text-ink-2 lg:flex">
      <Icon name="coin" />
      <span className="sr-only">{t('todayName', { price })}</span>
      <span aria-hidden="true">{t('today', { price })}</span>
    </p>
  );
}

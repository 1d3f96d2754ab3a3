'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl/react';
import { Icon } from '@/components/ui/icon';
import { formatUsd } from '@/lib/client/money';
import { spendingQueries } from '@/lib/client/spending';

const nearly = 0.8;
const line = 'hidden h-8 items-center gap-[7px] px-3 text-label lg:flex';

/** What today came to so far, reserved for open tasks included, and of which budget. */
export function Spending() {
  const t = useTranslations('frame');
  const locale = useLocale();
  const { data } = useQuery(spendingQueries.budget);
  if (!data) return null;
  const { spent, reserved, cap } = data.day;
  const taken = spent + reserved;
  const price = formatUsd(taken, locale);
  const amounts = { price, cap: cap === null ? '' : formatUsd(cap, locale) };
  const low = cap !== null && taken >= cap * nearly;
  return (
    <p className={`${line} ${low ? 'text-ochre' : 'text-ink-2'}`}>
      <Icon name="coin" />
      <span className="sr-only">{cap === null ? t('todayName', { price }) : t('todayOfName', amounts)}</span>
      <span aria-hidden="true">{cap === null ? t('today', { price }) : t('todayOf', amounts)}</span>
    </p>
  );
}

import { useLocale, useTranslations } from 'use-intl/react';
import type { Draft } from '@/lib/client/draft';
import type { Settled } from '@/lib/client/fit';
import { formatUsd } from '@/lib/client/money';
import { useQuote } from '@/lib/client/quotes';

/** What the press will cost, with what the figure rests on. */
export function Price({ draft, settled }: { draft: Draft; settled: Settled }) {
  const quote = useQuote(draft, settled);
  const t = useTranslations('composer.price');
  const locale = useLocale();
  if (quote.basis === 'unknown' || quote.usdMicros === null) {
    return <p className="price text-ochre">{t('unknown')}</p>;
  }
  if (quote.basis === 'free') return <p className="price"><b>{t('free')}</b></p>;
  return (
    <p className="price">
      <span className="basis">{t(quote.basis)}</span> <b>{formatUsd(quote.usdMicros, locale)}</b>
    </p>
  );
}

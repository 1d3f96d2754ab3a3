import { useLocale, useTranslations } from 'use-intl/react';
import { formatUsd } from '@/lib/client/money';
import type { Quote } from '@/lib/schema/model';

/** What the press will cost, with what the figure rests on. */
export function Price({ quote }: { quote: Quote }) {
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

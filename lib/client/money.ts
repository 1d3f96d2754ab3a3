/** Micro-dollars as a person reads them: two decimals, a third where a price has one, `$` in every language. */
export function formatUsd(usdMicros: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 3,
  }).format(usdMicros / 1_000_000);
}

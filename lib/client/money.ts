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

/**
 * Micro-dollars out of what a person typed: `5`, `$12.50`, `12,50`. Null when nothing is typed, undefined when it is no
 * amount up to a million with at most two decimals.
 */
export function readUsd(text: string): number | null | undefined {
  const told = text.trim().replace(/^(?:US)?\$\s*/i, '').replace(/\s*(?:\$|USD|美元)$/i, '');
  if (told === '') return null;
  if (!/^\d{1,6}(?:[.,]\d{1,2})?$/.test(told)) return undefined;
  return Math.round(Number(told.replace(',', '.')) * 1_000_000);
}

import 'server-only';

/** Two decimals, and up to six where the amount has them. */
export const usd = (usdMicros: number): string =>
  `$${(usdMicros / 1_000_000).toFixed(6).replace(/(\.\d\d\d*?)0+$/, '$1')}`;

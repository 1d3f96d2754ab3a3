/** Bytes as a person reads them, in kilobytes or megabytes of a thousand. */
export function fileSize(bytes: number, locale: string): string {
  const small = bytes < 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: small ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: small ? 0 : 1,
  }).format(small ? Math.max(1, bytes / 1_000) : bytes / 1_000_000);
}

/** Pixels, kept on one line. */
export const pixels = ({ width, height }: { width: number; height: number }): string =>
  `${width}\u00a0×\u00a0${height}`;

const steps = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes as a person reads them, in steps of a thousand from kilobytes on. */
export function fileSize(bytes: number, locale: string): string {
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: steps[step],
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(Math.max(step === 0 ? 1 : 0, bytes / 1000 ** (step + 1)));
}

/** Pixels, kept on one line. */
export const pixels = ({ width, height }: { width: number; height: number }): string =>
  `${width}\u00a0×\u00a0${height}`;

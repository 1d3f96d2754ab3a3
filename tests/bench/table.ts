/** The middle and the 95th percentile of some timings, in milliseconds. */
export function percentiles(times: number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Prints rows as a Markdown table, so that a run can be pasted into a note. */
export function printTable(title: string, heads: string[], rows: (string | number)[][]): void {
  const cell = (value: string | number) => (typeof value === 'number' ? value.toFixed(2) : value);
  console.log(`\n### ${title}\n\n| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|`);
  for (const row of rows) console.log(`| ${row.map(cell).join(' | ')} |`);
}

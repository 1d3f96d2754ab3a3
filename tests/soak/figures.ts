import { expect } from '@playwright/test';
import type { Weight } from './scales';
import { trendOf, type Trend } from './trend';

/** A studio while nothing is open. */
export type Still = Weight & { fds: number };
/** The same in the middle of the soak; `fds` are the fewest of the time since the one before. */
export type Window = Still & { hours: number; jobs: number };

export type Measured = { before: Still; windows: Window[]; after: Still };

const megabyte = 1_000_000;
const most = {
  /** Either way, as the matrix has it; a listener and a timer are judged as a descriptor is. */
  fds: 5,
  /** MB, as the matrix has it. */
  rssPerHour: 1,
  /**
   * MB. What a job that leaks leaves behind (a row, a signal with its listener, a request) has a kilobyte or more, and a
   * thousand of them a megabyte. What is held moves by 0.1 MB between two weighings and rises by a few tenths per thousand
   * jobs while the engine still learns the code, so that ten minutes tell the two apart.
   */
  heapPerThousand: 1,
};
/** Until caches are full, code is compiled and the allocators have their pools. */
const longestWarmUpHours = 1;
/** Before, the slope of RSS says nothing: the pools of the allocators and the engine move by tens of megabytes. */
const rssHours = 4;

export type Figures = Measured & { measuredHours: number; rssPerHour: Trend | null; heapPerThousand: Trend | null };

/** The trends after the warm-up, the first third and an hour at most; null where there is too little to draw a line through. */
export function figuresOf(measured: Measured): Figures {
  const hours = measured.windows.at(-1)?.hours ?? 0;
  const warm = measured.windows.filter((window) => window.hours > Math.min(longestWarmUpHours, hours / 3));
  const trend = (of: (window: Window) => [number, number]) => (warm.length < 3 ? null : trendOf(warm.map(of)));
  return {
    ...measured,
    measuredHours: hours - (warm[0]?.hours ?? hours),
    rssPerHour: trend(({ hours, rss }) => [hours, rss / megabyte]),
    heapPerThousand: trend(({ jobs, heap }) => [jobs / 1000, heap / megabyte]),
  };
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
const mb = (bytes: number): string => `${(bytes / megabyte).toFixed(2)} MB`;

/** One still moment, for those who watch. */
export const momentInWords = ({ rss, heap, fds, listeners, timers }: Still): string =>
  `RSS ${mb(rss)}, heap ${mb(heap)}, fds ${fds}, listeners ${listeners}, timers ${timers}`;

/** What was measured, with the limits that it is judged by. */
export function inWords({ before, windows, after, measuredHours, rssPerHour, heapPerThousand }: Figures): string {
  const between = windows.map(({ fds }) => fds);
  const rest = between.length === 0 ? '' : `, ${Math.min(...between)} to ${Math.max(...between)} between`;
  const told = [`fds ${before.fds} before, ${after.fds} after${rest}`, `listeners ${before.listeners} and ${after.listeners}`];
  if (heapPerThousand) told.push(`heap ${mb(after.heap)}, ${trendInWords(heapPerThousand, 'MB per 1,000 jobs')} of ${most.heapPerThousand}`);
  if (rssPerHour) {
    const limit = measuredHours >= rssHours ? `of ${most.rssPerHour}` : `over ${(measuredHours * 60).toFixed(0)} min, judged from ${rssHours} h on`;
    told.push(`RSS ${mb(after.rss)}, ${trendInWords(rssPerHour, 'MB/h')} ${limit}`);
  }
  return told.join('; ');
}

const trendInWords = ({ slope, error }: Trend, unit: string): string => `${signed(slope)} ± ${error.toFixed(2)} ${unit}`;

const counted = ['fds', 'listeners', 'timers'] as const;

/** Whether what is open is as much as before, within the limits. */
export const isBack = (before: Still, after: Still): boolean =>
  counted.every((what) => Math.abs(after[what] - before[what]) <= most.fds);

/** Holds the figures against their limits; `open` says which descriptors are left, should they be too many. */
export function judge({ before, windows, after, measuredHours, rssPerHour, heapPerThousand }: Figures, open: string): void {
  for (const what of counted)
    expect(Math.abs(after[what] - before[what]), `more or fewer ${what} than before; open: ${open}`).toBeLessThanOrEqual(most.fds);
  const [first, last] = [windows.at(Math.floor(windows.length / 3)), windows.at(-1)];
  expect(Math.abs((last?.fds ?? 0) - (first?.fds ?? 0)), 'more or fewer fds in the course').toBeLessThanOrEqual(most.fds);
  if (heapPerThousand) expect(heapPerThousand.slope, 'heap, MB per 1,000 jobs').toBeLessThanOrEqual(most.heapPerThousand);
  if (rssPerHour && measuredHours >= rssHours) expect(rssPerHour.slope, 'RSS, MB/h').toBeLessThanOrEqual(most.rssPerHour);
}

import 'server-only';

/** The first moment of the day of `at`, in epoch milliseconds; days are the server's own. */
export const startOfDay = (at: number): number => dayFrom(at, 0);

/** The first moment of the day after. */
export const startOfNextDay = (at: number): number => dayFrom(at, 1);

function dayFrom(at: number, days: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The first moment of the month of `at`. */
export const startOfMonth = (at: number): number => monthFrom(at, 0);

/** The first moment of the month after. */
export const startOfNextMonth = (at: number): number => monthFrom(at, 1);

function monthFrom(at: number, months: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime();
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day of a moment as `2026-11-22`. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first moment of a day that is written so. */
export function momentOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
}

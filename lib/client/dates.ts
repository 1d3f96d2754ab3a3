const regions: Readonly<Record<string, string>> = { en: 'en-GB' };

/** The locale that dates are written in: the day before the month and the clock of 24 hours, also in English. */
const written = (locale: string): string => regions[locale] ?? locale;

/** A day such as "5 December", with its year when that is not the present one. `timeZone` defaults to the reader's. */
export function dayOfYear(date: Date, locale: string, timeZone?: string): string {
  const year = (moment: Date) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(moment);
  const shown = year(date) === year(new Date()) ? undefined : 'numeric';
  return new Intl.DateTimeFormat(written(locale), {
    day: 'numeric',
    month: 'long',
    year: shown,
    timeZone,
  }).format(date);
}

/** The time of day, 24 hours, in the reader's zone. */
export const timeOfDay = (date: Date, locale: string): string =>
  new Intl.DateTimeFormat(written(locale), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    date,
  );

/** A month with its year, out of one of its days as the server writes it, `2026-11-01`. */
export const monthAndYear = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(written(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(day),
  );

/** A day with its weekday, out of a day as the server writes it. */
export const weekdayAndDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(written(locale), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(day));

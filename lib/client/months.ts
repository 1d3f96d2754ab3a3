/** Days of the server's calendar, `2026-11-01`, both included. */
export type Days = { from: string; to: string };

const written = (date: Date): string => date.toISOString().slice(0, 10);
const partsOf = (day: string): [year: number, month: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)) - 1,
];

/** The month that lies `months` after the one a day is in, whole. */
export function monthFrom(day: string, months = 0): Days {
  const [year, month] = partsOf(day);
  return {
    from: written(new Date(Date.UTC(year, month + months, 1))),
    to: written(new Date(Date.UTC(year, month + months + 1, 0))),
  };
}

/** A month's name with its year. */
export const monthName = ({ from }: Days, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(from));

/** A day of a month with its weekday, such as "Sun, Nov 22". */
export const dayInMonth = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(day),
  );

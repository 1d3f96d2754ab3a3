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

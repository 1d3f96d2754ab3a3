import { z } from 'zod';

export const spendingBy = z.enum(['day', 'model', 'connection', 'person']);
export type SpendingBy = z.infer<typeof spendingBy>;

const figures = z.object({
  tasks: z.int(),
  billed: z.int(),
  withheld: z.int(),
  unknown: z.int(),
  reserved: z.int(),
  unpriced: z.int(),
});

/**
 * What tasks cost, in micro-dollars: `billed`; `withheld` was billed although no picture came; `unknown` may have been
 * billed; `reserved` is what open tasks are expected to cost. `tasks` leaves out what was not charged, `unpriced` counts
 * those among them that nobody knows the price of.
 */
export type SpendingFigures = z.infer<typeof figures>;

/**
 * From the first to the last day, both included, by the server's calendar. `key` is a day, a model, a connection
 * or a person ('' where the studio was not told who asked).
 */
export const spending = z.object({
  from: z.string(),
  to: z.string(),
  by: spendingBy,
  rows: z.array(figures.extend({ key: z.string() })),
  total: figures,
});
export type Spending = z.infer<typeof spending>;
export type SpendingRow = Spending['rows'][number];

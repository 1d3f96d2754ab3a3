import { z } from 'zod';

const cap = z.int().min(0).max(1_000_000_000_000).nullable();

/** The most that tasks may cost in a day and in a month, in micro-dollars; null: no end, left out: as it was. */
export const budgetRequest = z.strictObject({ day: cap.optional(), month: cap.optional() });
export type BudgetRequest = z.infer<typeof budgetRequest>;

/**
 * One period of the server's calendar, in micro-dollars. `spent` was billed, with what was withheld after it was billed;
 * `reserved` is what open tasks are expected to cost and what unclear ones may have cost. `unpriced` counts the tasks
 * that nobody knows the price of: they are in neither figure. `from` and `to` are its first and last day.
 */
const period = z.object({
  cap: z.int().nullable(),
  spent: z.int(),
  reserved: z.int(),
  unpriced: z.int(),
  from: z.string(),
  to: z.string(),
});
export const budget = z.object({ day: period, month: period });
export type Budget = z.infer<typeof budget>;

import 'server-only';
import { AppError } from '@/lib/schema/error';
import { startOfDay, startOfMonth } from '@/lib/server/calendar';
import { usd } from '@/lib/server/usd';
import { spentSince } from './spending';
import type { Database, Writing } from './tables';
import type { NewTask } from './task-row';
import { inTransaction } from './transaction';

/** The most that tasks may cost, in micro-dollars; null: no end. */
export type Caps = { day: number | null; month: number | null };
type Period = keyof Caps;

const periods = ['day', 'month'] as const satisfies Period[];
const startOf: Record<Period, (at: number) => number> = { day: startOfDay, month: startOfMonth };

/** The caps as they are set. */
export async function findCaps(db: Database): Promise<Caps> {
  const rows = await db.selectFrom('budget').selectAll().execute();
  const capOf = (period: Period) => rows.find((row) => row.period === period)?.usdMicros ?? null;
  return { day: capOf('day'), month: capOf('month') };
}

/** Sets caps; one that is left out stays, null takes it away. */
export async function setCaps(db: Database, caps: Partial<Caps>): Promise<void> {
  await inTransaction(db, async (trx) => {
    for (const period of periods) {
      const usdMicros = caps[period];
      if (usdMicros === undefined) continue;
      await trx.deleteFrom('budget').where('period', '=', period).execute();
      if (usdMicros !== null) await trx.insertInto('budget').values({ period, usdMicros }).execute();
    }
  });
}

/**
 * Makes sure that a task fits what is left of the budget, in the transaction that stores it: its row is the reservation,
 * and its charge settles it. Wants a lock held that every other task waits for, so that none slips in between.
 * A task without a price passes until a cap is reached. Throws `budget_reached`.
 */
export async function checkBudget(
  trx: Writing,
  { usdMicros, sandbox, createdAt }: Pick<NewTask, 'usdMicros' | 'sandbox' | 'createdAt'>,
): Promise<void> {
  if (sandbox || usdMicros === 0) return;
  const caps = await findCaps(trx);
  for (const period of periods) {
    const cap = caps[period];
    if (cap === null) continue;
    const charges = await spentSince(trx, startOf[period](createdAt));
    const taken = Object.values(charges).reduce((sum, one) => sum + one, 0);
    const fits = usdMicros === null ? taken < cap : taken + usdMicros <= cap;
    if (!fits) throw reached(period, cap, taken, usdMicros);
  }
}

function reached(period: Period, cap: number, taken: number, usdMicros: number | null): AppError {
  const when = period === 'day' ? 'today' : 'this month';
  const price = usdMicros === null ? 'nobody knows what this would cost' : `this would cost ${usd(usdMicros)}`;
  const next = period === 'day' ? 'tomorrow' : 'next month';
  return new AppError(
    'budget_reached',
    `The budget of ${usd(cap)} a ${period} does not allow it: ${usd(taken)} is spent or reserved ${when}, and ${price}. ` +
      `Nothing was sent. Raise the budget in the settings, or wait until ${next}.`,
  );
}

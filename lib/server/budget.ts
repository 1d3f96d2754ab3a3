import 'server-only';
import type { Budget, BudgetRequest } from '@/lib/schema/budget';
import { dayOf, startOfDay, startOfMonth, startOfNextDay, startOfNextMonth } from './calendar';
import { log } from './log';
import { findCaps, setCaps } from './store/budget';
import { database, type Database } from './store/database';
import { spentSince, unpricedSince } from './store/spending';

/** The caps of the studio and what is taken of them, today and this month by the server's calendar. */
export async function loadBudget(): Promise<Budget> {
  const db = await database();
  const now = Date.now();
  const caps = await findCaps(db);
  return {
    day: await periodOf(db, caps.day, startOfDay(now), startOfNextDay(now)),
    month: await periodOf(db, caps.month, startOfMonth(now), startOfNextMonth(now)),
  };
}

async function periodOf(
  db: Database,
  cap: number | null,
  from: number,
  until: number,
): Promise<Budget['day']> {
  const { billed, withheld, estimated, unknown } = await spentSince(db, from);
  return {
    cap,
    spent: billed + withheld,
    reserved: estimated + unknown,
    unpriced: await unpricedSince(db, from),
    from: dayOf(from),
    to: dayOf(until - 1),
  };
}

/** Sets caps; those left out stay. Tasks that were accepted before go on. */
export async function changeBudget(caps: BudgetRequest): Promise<Budget> {
  await setCaps(await database(), caps);
  log().info(caps, 'budget changed');
  return loadBudget();
}

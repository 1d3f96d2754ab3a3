import 'server-only';
import type { Spending, SpendingBy, SpendingFigures } from '@/lib/schema/spending';
import { dayOf, momentOf, startOfMonth, startOfNextDay, startOfNextMonth } from './calendar';
import { refuse } from './faults';
import { database } from './store/database';
import { spendingGroups, type SpendingGroup } from './store/spending';

/** Days as they are written, `2026-11-22`, both included; the present month where they are left out. */
export type Days = { from?: string; to?: string };

const mostDays = 366;

/** What tasks cost, one row for each day, model, connection or person that has any. Throws `invalid_input` with `fields`. */
export async function loadSpending({ by, ...days }: Days & { by: SpendingBy }): Promise<Spending> {
  const { from, to } = wholeDays(days);
  const groups = await groupsOf(from, to);
  const keyOf = (group: SpendingGroup) => (by === 'day' ? dayOf(group.at) : group[by]);
  const rows = Map.groupBy(groups, keyOf)
    .entries()
    .map(([key, some]) => ({ key, ...summed(some) }))
    .toArray()
    .toSorted(by === 'day' ? latestFirst : dearestFirst);
  return { from, to, by, rows, total: summed(groups) };
}

const header = [
  'day', 'connection', 'model', 'person', 'tasks', 'billed_usd', 'withheld_usd', 'unknown_usd', 'reserved_usd', 'unpriced_tasks',
];

/** The same for a spreadsheet, by RFC 4180: one line for each day, connection, model and person. */
export async function spendingSheet(days: Days): Promise<{ name: string; text: string }> {
  const { from, to } = wholeDays(days);
  const keyOf = ({ at, connection, model, person }: SpendingGroup) =>
    [dayOf(at), connection, model, cell(person)].join(',');
  const lines = Map.groupBy(await groupsOf(from, to), keyOf)
    .entries()
    .map(([key, some]) => `${key},${cells(summed(some)).join(',')}`)
    .toArray()
    .toSorted();
  return { name: `atelier-spending-${from}-${to}.csv`, text: [header.join(','), ...lines, ''].join('\r\n') };
}

/** A name as it may stand in a sheet: quoted, and never taken for a formula. Ids and figures need neither. */
const cell = (name: string): string =>
  /^[\w. @-]*$/.test(name) && !/^[-@]/.test(name) ? name : `"${name.replace(/^[-=+@\t]/, "'$&").replaceAll('"', '""')}"`;

/** Figures hold nothing that a spreadsheet would take for a formula or a separator. */
const cells = ({ tasks, billed, withheld, unknown, reserved, unpriced }: SpendingFigures) => [
  tasks,
  ...[billed, withheld, unknown, reserved].map((usdMicros) => (usdMicros / 1_000_000).toFixed(6)),
  unpriced,
];

function wholeDays({ from, to }: Days): { from: string; to: string } {
  const now = Date.now();
  const days = { from: from ?? dayOf(startOfMonth(now)), to: to ?? dayOf(startOfNextMonth(now) - 1) };
  if (days.to < days.from) refuse({ to: 'must not be before from' });
  const last = new Date(momentOf(days.from));
  last.setDate(last.getDate() + mostDays - 1);
  if (days.to > dayOf(last.getTime())) refuse({ to: `must be within ${mostDays} days` });
  return days;
}

const groupsOf = async (from: string, to: string): Promise<SpendingGroup[]> =>
  spendingGroups(await database(), momentOf(from), startOfNextDay(momentOf(to)));

function summed(groups: readonly SpendingGroup[]): SpendingFigures {
  const sum = { tasks: 0, billed: 0, withheld: 0, unknown: 0, reserved: 0, unpriced: 0 };
  for (const { charge, tasks, usdMicros, unpriced } of groups) {
    sum.tasks += tasks;
    sum.unpriced += unpriced;
    if (charge === 'estimated') sum.reserved += usdMicros;
    else if (charge !== 'none') sum[charge] += usdMicros;
  }
  return sum;
}

const cost = ({ billed, withheld, unknown, reserved }: SpendingFigures): number =>
  billed + withheld + unknown + reserved;

type Row = Spending['rows'][number];

const latestFirst = (one: Row, other: Row): number => (one.key > other.key ? -1 : 1);
const dearestFirst = (one: Row, other: Row): number =>
  cost(other) - cost(one) || (one.key < other.key ? -1 : 1);

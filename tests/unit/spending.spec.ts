import { expect, test } from '@playwright/test';
import { momentOf } from '@/lib/server/calendar';
import { loadSpending, spendingSheet } from '@/lib/server/spending';
import type { NewTask } from '@/lib/server/store/tasks';
import { Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

const cost = (day: string, usdMicros: number | null, charge: NewTask['charge'] = 'billed', over: Partial<NewTask> = {}) =>
  shop.accept({}, { createdAt: momentOf(day) + 3_600_000, usdMicros, charge, ...over });
const none = { tasks: 0, billed: 0, withheld: 0, unknown: 0, reserved: 0, unpriced: 0 };
const month = { from: '2026-11-01', to: '2026-11-30' };

test('by day, model, connection and person, with what was withheld, unclear, reserved and without a price', async () => {
  await cost('2026-11-01', 10);
  await cost('2026-11-30', 200, 'withheld', { model: 'other' });
  await cost('2026-11-30', 3000, 'unknown');
  await cost('2026-11-30', 40_000, 'estimated', { connection: 'second', person: '=Mara, "M"' });
  await cost('2026-11-30', null, 'unknown', { connection: 'second' });
  await cost('2026-10-31', 7);
  await cost('2026-12-01', 7);
  const total = { tasks: 5, billed: 10, withheld: 200, unknown: 3000, reserved: 40_000, unpriced: 1 };
  expect(await loadSpending({ ...month, by: 'day' })).toEqual({
    ...month, by: 'day', total,
    rows: [
      { ...total, key: '2026-11-30', tasks: 4, billed: 0 },
      { ...none, key: '2026-11-01', tasks: 1, billed: 10 },
    ],
  });
  expect((await loadSpending({ ...month, by: 'model' })).rows).toEqual([
    { ...total, key: 'scripted', tasks: 4, withheld: 0 },
    { ...none, key: 'other', tasks: 1, withheld: 200 },
  ]);
  expect((await loadSpending({ ...month, by: 'connection' })).rows).toEqual([
    { ...none, key: 'second', tasks: 2, reserved: 40_000, unpriced: 1 },
    { ...none, key: 'scripted', tasks: 3, billed: 10, withheld: 200, unknown: 3000 },
  ]);
  expect((await loadSpending({ ...month, by: 'person' })).rows).toEqual([
    { ...none, key: '=Mara, "M"', tasks: 1, reserved: 40_000 },
    { ...total, key: '', tasks: 4, reserved: 0 },
  ]);
  const { name, text } = await spendingSheet(month);
  expect(name).toBe('atelier-spending-2026-11-01-2026-11-30.csv');
  expect(text.split('\r\n')).toEqual([
    'day,connection,model,person,tasks,billed_usd,withheld_usd,unknown_usd,reserved_usd,unpriced_tasks',
    '2026-11-01,scripted,scripted,,1,0.000010,0.000000,0.000000,0.000000,0',
    '2026-11-30,scripted,other,,1,0.000000,0.000200,0.000000,0.000000,0',
    '2026-11-30,scripted,scripted,,1,0.000000,0.000000,0.003000,0.000000,0',
    `2026-11-30,second,scripted,"'=Mara, ""M""",1,0.000000,0.000000,0.000000,0.040000,0`,
    '2026-11-30,second,scripted,,1,0.000000,0.000000,0.000000,0.000000,1',
    '',
  ]);
});

test('a month without any has no rows; days that make no sense are refused by their field', async () => {
  expect(await loadSpending({ ...month, by: 'model' })).toEqual({ ...month, by: 'model', rows: [], total: none });
  const fault = (fields: object) => ({ code: 'invalid_input', fields });
  await expect(loadSpending({ from: '2026-11-02', to: '2026-11-01', by: 'day' })).rejects.toMatchObject(fault({ to: 'must not be before from' }));
  await expect(spendingSheet({ from: '2025-01-01', to: '2026-01-02' })).rejects.toMatchObject(fault({ to: 'must be within 366 days' }));
  expect(await loadSpending({ from: '2025-01-01', to: '2026-01-01', by: 'day' })).toMatchObject({ rows: [] });
});

test('without days it is the present month', async () => {
  await shop.accept({}, { usdMicros: 5, charge: 'billed' });
  const { from, to, rows } = await loadSpending({ by: 'connection' });
  expect(from).toMatch(/^\d{4}-\d\d-01$/);
  expect(to.slice(0, 8)).toBe(from.slice(0, 8));
  expect(rows).toMatchObject([{ key: 'scripted', billed: 5 }]);
});

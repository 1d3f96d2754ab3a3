import { expect, test } from '@playwright/test';
import { AppError } from '@/lib/schema/error';
import { operations } from '@/lib/schema/operation';
import { changeBudget, loadBudget } from '@/lib/server/budget';
import { dayOf, momentOf, startOfDay, startOfMonth, startOfNextDay, startOfNextMonth } from '@/lib/server/calendar';
import { acceptOperation } from '@/lib/server/tasks/accept';
import { cancelTask } from '@/lib/server/tasks/cancel';
import { Workshop, price } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open({ IDEOGRAM_API_KEY: 'key', IDEOGRAM_BASE_URL: 'http://127.0.0.1:9', ATELIER_SANDBOX: 'on' });
});
test.afterEach(() => shop.close());

const press = (body: object = {}, idempotencyKey: string | null = null) =>
  acceptOperation('generate', operations.generate.parse({ prompt: 'a', ...body }), { idempotencyKey });
const taken = async () => {
  const { day, month } = await loadBudget();
  expect([month.spent, month.reserved]).toEqual([day.spent, day.reserved]);
  return [day.spent, day.reserved];
};

test('a press is reserved when it is taken on, and given back when it never ran', async () => {
  expect(await changeBudget({ day: 100_000 })).toMatchObject({ day: { cap: 100_000, spent: 0, reserved: 0, unpriced: 0 }, month: { cap: null } });
  const { id } = await press({}, 'k');
  expect(await taken()).toEqual([0, 80_000]);
  await expect(press()).rejects.toMatchObject({ code: 'budget_reached' });
  expect((await press({}, 'k')).id).toBe(id);
  expect((await press({ connection: 'sandbox', count: 8 })).usdMicros).toBe(0);
  await cancelTask(id);
  expect(await taken()).toEqual([0, 0]);
  expect((await press()).status).toBe('queued');
});

test('the end settles what was reserved: billed by its figure, refused for nothing, unclear as it was', async () => {
  await changeBudget({ day: price * 3, month: null });
  shop.script.start = async () => ({ state: 'done', outputs: [], text: 'words', usdMicros: 10_000 });
  const told = await shop.accept({ operation: 'describe', image: 'i' });
  shop.work();
  expect(await shop.ended(told.id)).toMatchObject({ charge: 'billed', usdMicros: 10_000 });
  expect(await taken()).toEqual([10_000, 0]);
  shop.script.start = () => Promise.reject(new AppError('rejected', 'No.'));
  expect(await shop.ended((await shop.accept()).id)).toMatchObject({ charge: 'none', usdMicros: 0 });
  expect(await taken()).toEqual([10_000, 0]);
  shop.script.start = async () => ({ state: 'ended', as: 'failed', charge: 'unknown', error: new AppError('lost', 'Gone.') });
  expect(await shop.ended((await shop.accept()).id)).toMatchObject({ charge: 'unknown', usdMicros: price });
  expect(await taken()).toEqual([10_000, price]);
  await shop.accept({}, { usdMicros: price * 2 - 10_000 });
  await expect(shop.accept({}, { usdMicros: 1 })).rejects.toMatchObject({ code: 'budget_reached' });
});

test('what has no price is counted, so that the figures are not taken for all', async () => {
  await shop.accept({}, { usdMicros: null, charge: 'unknown' });
  await shop.accept({}, { usdMicros: null, charge: 'unknown', createdAt: startOfMonth(Date.now()) - 1 });
  expect(await loadBudget()).toMatchObject({ day: { unpriced: 1, reserved: 0 }, month: { unpriced: 1 } });
});

test('days and months are those of the place, also where a day has 23 or 25 hours', () => {
  const before = process.env.TZ;
  try {
    process.env.TZ = 'America/New_York';
    const short = momentOf('2026-03-08');
    expect([startOfNextDay(short) - short, startOfDay(short + 80_000_000), dayOf(short)]).toEqual([82_800_000, short, '2026-03-08']);
    const long = momentOf('2026-11-01');
    expect([startOfNextDay(long) - long, startOfDay(long + 89_999_999)]).toEqual([90_000_000, long]);
    expect([startOfMonth(long), dayOf(startOfNextMonth(long)), dayOf(long - 1)]).toEqual([long, '2026-12-01', '2026-10-31']);
    process.env.TZ = 'Pacific/Auckland';
    expect([dayOf(Date.UTC(2026, 10, 22, 11)), dayOf(Date.UTC(2026, 10, 22, 10, 59))]).toEqual(['2026-11-23', '2026-11-22']);
    expect(dayOf(startOfNextMonth(momentOf('2026-12-31')))).toBe('2027-01-01');
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

import { budget } from '@/lib/schema/budget';
import { spending } from '@/lib/schema/spending';
import { Studio } from '../studio';
import { serve } from '../workshop';
import { expect, test as base } from './fixtures';

/** A studio whose first connection costs, at prices of its own; what is asked there is never answered. */
const test = base.extend<{ own: Studio }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
  own: async ({}, provide) => {
    const silent = await serve(() => undefined);
    const studio = await Studio.start({ IDEOGRAM_API_KEY: 'k-12345678', IDEOGRAM_BASE_URL: silent.origin, ATELIER_PERSON_HEADER: 'Remote-User' });
    await provide(studio);
    await studio.remove();
    await silent.close();
  },
  baseURL: async ({ own }, provide) => provide(own.url),
});

test('caps are set and told, and a press over them is refused with 402 and stored nowhere', async ({ call }) => {
  const before = budget.parse((await call('GET /api/budget')).body);
  expect(before.day).toEqual({ cap: null, spent: 0, reserved: 0, unpriced: 0, from: before.day.to, to: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  expect(before.month.from).toBe(`${before.day.from.slice(0, 8)}01`);
  const set = await call('PUT /api/budget', { json: { day: 50_000 } });
  expect([set.status, budget.parse(set.body).day.cap, budget.parse(set.body).month.cap]).toEqual([200, 50_000, null]);
  const refused = await call('POST /api/generate', { json: { prompt: 'x' }, headers: { 'idempotency-key': 'a' } });
  expect([refused.status, refused.body]).toEqual([402, { error: { code: 'budget_reached', message: expect.stringContaining('$0.05 a day'), requestId: expect.any(String) } }]);
  expect((await call('GET /api/tasks')).body).toEqual({ tasks: [], next: null });
  for (const json of [{ day: -1 }, { day: 0.5 }, { year: 1 }, { month: '5' }]) {
    expect((await call('PUT /api/budget', { json })).status).toBe(422);
  }
  expect(budget.parse((await call('PUT /api/budget', { json: { day: null } })).body).day.cap).toBeNull();
  expect((await call('POST /api/generate', { json: { prompt: 'x' } })).status).toBe(202);
});

test('the spending of days that are named, and a sheet of it', async ({ call }) => {
  const empty = await call('GET /api/spending?from=2026-11-01&to=2026-11-30&by=model');
  expect(spending.parse(empty.body)).toMatchObject({ from: '2026-11-01', to: '2026-11-30', by: 'model', rows: [] });
  const sheet = await call('GET /api/spending.csv?from=2026-11-01&to=2026-11-30');
  expect([sheet.status, sheet.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(sheet.headers['content-disposition']).toContain('attachment; filename="atelier-spending-2026-11-01-2026-11-30.csv"');
  expect(sheet.bytes.toString()).toBe('day,connection,model,person,tasks,billed_usd,withheld_usd,unknown_usd,reserved_usd,unpriced_tasks\r\n');
  for (const query of ['from=yesterday', 'from=2026-02-30', 'by=colour', 'from=2026-11-02&to=2026-11-01', 'page=1']) {
    expect([query, (await call(`GET /api/spending?${query}`)).status]).toEqual([query, 422]);
  }
});

test('who asks is read from the header that is named, and summed', async ({ call }) => {
  const ask = async (headers: Record<string, string>) =>
    ((await call('POST /api/generate', { json: { prompt: 'x' }, headers })).body as { task: { id: string; person: string | null } }).task;
  expect((await ask({ 'remote-user': 'Mara' })).person).toBe('Mara');
  expect((await ask({ 'remote-user': Buffer.from('马 拉').toString('latin1') })).person).toBe('马 拉');
  expect((await ask({})).person).toBeNull();
  const { body } = await call('GET /api/spending?by=person');
  expect(spending.parse(body).rows.map(({ key }) => key).toSorted()).toEqual(['', 'Mara', '马 拉']);
});

test('a press that may cost no more than so much is refused when it is known to cost more', async ({ call }) => {
  const press = (limit: string) => call('POST /api/generate', { json: { prompt: 'y' }, headers: { 'idempotency-key': 'limit', 'price-limit': limit } });
  const dear = await press('59999');
  expect([dear.status, dear.body]).toEqual([409, { error: { code: 'price_changed', message: expect.stringContaining('Nothing was sent'), requestId: expect.any(String) } }]);
  expect(dear.headers).toHaveProperty('price', '80000');
  expect((await press('cheap')).status).toBe(400);
  expect((await press('10000000')).status).toBe(202);
  // The same press is the same task, whatever it may cost by now.
  expect((await press('1')).status).toBe(202);
});

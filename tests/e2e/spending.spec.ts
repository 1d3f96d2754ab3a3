import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { Budget } from '@/lib/schema/budget';
import { expect } from './fixtures';
import { withOwnGateway } from './gateway-fixtures';

/** A connection costs four cents a picture, by its own prices. */
const test = withOwnGateway().extend<{ connect: () => Promise<void> }>({
  connect: async ({ gateway, request }, provide) =>
    provide(async () => {
      const prices = { asOf: '2026-11-20', models: { 'ideogram-v2': { usdMicros: 40_000 } } };
      const data = { label: 'Shop', dialect: 'ideogram', baseUrl: gateway.origin, pathPrefix: '/sandbox/ideogram/v1', key: 'sk-0123456789', prices };
      expect((await request.post('/api/connections', { data })).status()).toBe(201);
    }),
});

const header = (page: Page) => page.getByRole('banner').first();
const budget = (page: Page) => page.getByRole('form', { name: 'Budget' });

test('a budget is set by keys, holds the press that would go over it, and the month tells what was spent', async ({
  page, connect, openStudio, promptBox, goButton, made, expectAccessible, expectConsole, gateway,
}) => {
  expectConsole(/status of 402/);
  await connect();
  await made('the first', { count: 2 });
  await openStudio();
  await expect(header(page)).toContainText('$0.08 today');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Spending' }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('row').last()).toHaveText(/Total1\$0\.08/);

  const day = budget(page).getByRole('textbox', { name: 'Each day' });
  await day.fill('plenty');
  await day.press('Enter');
  await expect(day).toBeFocused();
  await expect(day).toHaveAccessibleDescription(/^Enter an amount/);
  await day.fill('0.15');
  await day.press('Enter');
  await expect(page.getByText('Budget saved').first()).toBeVisible();
  await expect(budget(page)).toContainText('$0.08 spent, $0.00 reserved. $0.07 left.');
  await expect(day).toHaveValue('0.15');
  await expectAccessible();

  for (const [by, name] of [['By model', 'Ideogram 2.0'], ['By connection', 'Shop']] as const) {
    await page.getByRole('radio', { name: by }).check({ force: true });
    await expect(table.getByRole('rowheader', { name })).toBeVisible();
  }
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^atelier-spending-\d{4}-\d\d-01-.*\.csv$/);
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/\r\n\d{4}-\d\d-\d\d,shop,ideogram-v2,,1,0\.080000,0\.000000,0\.000000,0\.000000,0\r\n$/);
  await page.getByRole('button', { name: 'Month before' }).click();
  await expect(page.getByText(/^Nothing was spent in /)).toBeVisible();

  await page.getByRole('button', { name: 'Library' }).click();
  const sent = gateway.paid.length;
  await promptBox.fill('one too many');
  await expect(page.getByText('$0.08', { exact: true })).toBeVisible();
  await goButton.click();
  await expect(page.getByRole('alert').filter({ hasText: 'The budget of $0.15 a day does not allow it' })).toBeVisible();
  await expect(promptBox).toHaveValue('one too many');
  expect(gateway.paid).toHaveLength(sent);
  await expect(header(page)).toContainText('$0.08 of $0.15 today');
});

test('it is summed up by person only where the studio is told of one', async ({ visit, page, openStudio, request }) => {
  await openStudio('/settings/spending');
  const sums = page.getByRole('radiogroup', { name: 'Sums' });
  await expect(sums.getByRole('radio')).toHaveCount(3);
  const rows = [
    { key: '', tasks: 1, billed: 40_000 },
    { key: 'Mina', tasks: 2, billed: 80_000 },
  ].map((row) => ({ withheld: 0, unknown: 0, reserved: 0, unpriced: 0, ...row }));
  const empty = (await (await request.get('/api/spending?by=person')).json()) as object;
  await page.route('**/api/spending?**by=person', (route) => route.fulfill({ json: { ...empty, rows, total: { ...rows[1], tasks: 3, billed: 120_000 } } }));
  await visit();
  await sums.getByRole('radio', { name: 'By person' }).check({ force: true });
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader', { name: 'Person' })).toBeVisible();
  await expect(table.getByRole('rowheader', { name: 'Mina' })).toBeVisible();
  await expect(table.getByRole('rowheader', { name: 'Not told' })).toBeVisible();
});

test('without any spending it says so, in Chinese too, and offline nothing is saved', async ({ page, context, openStudio, expectConsole, expectAccessible }) => {
  expectConsole(/ERR_|Failed to load|Failed to fetch/);
  await page.setViewportSize({ width: 390, height: 844 });
  await openStudio('/settings/spending');
  await expect(page.getByText(/^Nothing was spent in /)).toBeVisible();
  await expectAccessible();
  await page.getByRole('link', { name: 'Language and look' }).click();
  await page.getByText('简体中文', { exact: true }).click();
  await page.getByRole('link', { name: '花费' }).click();
  await expect(page.getByRole('form', { name: '预算' })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByRole('button', { name: '保存预算' })).toBeDisabled();
  const day = page.getByRole('form', { name: '预算' }).getByRole('textbox', { name: '每天' });
  const saved: number[] = [];
  page.on('response', (reply) => reply.request().method() === 'PUT' && saved.push(reply.status()));
  await day.fill('5');
  await day.press('Enter');
  await context.setOffline(false);
  await expect(page.getByRole('button', { name: '保存预算' })).toBeEnabled();
  await expect(day).toHaveValue('5');
  expect(saved).toEqual([]);
  await day.press('Enter');
  await expect(page.getByText('预算已保存').first()).toBeVisible();
  expect(saved).toEqual([200]);
});

test('saving one cap leaves the other as it is by now, and what is typed meanwhile stays', async ({ page, holdBack, openStudio, request }) => {
  const caps = async () => {
    const { day, month } = (await (await request.get('/api/budget')).json()) as Budget;
    return [day.cap, month.cap];
  };
  const sent: unknown[] = [];
  page.on('request', (one) => one.method() === 'PUT' && sent.push(one.postDataJSON()));
  await request.put('/api/budget', { data: { day: 5_000_000, month: 9_000_000 } });
  await openStudio('/settings/spending');
  const [day, month] = ['Each day', 'Each month'].map((name) => budget(page).getByRole('textbox', { name })) as [Locator, Locator];
  await expect(month).toHaveValue('9.00');
  // Nothing was edited yet.
  await page.getByRole('button', { name: 'Save budget' }).click();
  await request.put('/api/budget', { data: { month: 7_654_321 } });

  const answer = await holdBack('**/api/budget', { times: 1 });
  await day.fill('4');
  await day.press('Enter');
  await month.fill('8');
  answer();
  await expect(page.getByText('Budget saved').first()).toBeVisible();
  await expect(day).toHaveValue('4.00');
  await expect(month).toHaveValue('8');
  expect(sent).toEqual([{ day: 4_000_000 }]);
  expect(await caps()).toEqual([4_000_000, 7_654_321]);
});

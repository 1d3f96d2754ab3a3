import type { Page, Request } from '@playwright/test';
import type { Task } from '@/lib/schema/task';
import { expect, test, tileOf } from './shop';

const sheet = (page: Page) => page.getByRole('dialog', { name: 'We do not know how this ended' });
const cost = (page: Page) => sheet(page).getByRole('definition').last();

/** Opens all that an unclear end has to say. */
async function openCard(page: Page, prompt: string): Promise<void> {
  await expect(tileOf(page, prompt)).toHaveAttribute('data-status', 'unknown');
  await tileOf(page, prompt).press('Enter');
}

/** The page is told of a task as it is with `over`, though the server knows it otherwise. */
async function tellTask(page: Page, task: Task, over: Partial<Task>): Promise<void> {
  const revision = task.revision + 1;
  await page.route('**/api/tasks/changes**', (route) =>
    route.fulfill({ json: { tasks: [{ ...task, ...over, revision }], revision } }), { times: 1 });
}

test('an unclear end is kept as it is, and its card turns quiet but still tells what it counts as', async ({
  visit, page, connect, openStudio, generate, expectAccessible,
}) => {
  await connect();
  await openStudio();
  await generate('Kept as it is fault:close');
  const tile = tileOf(page, 'Kept as it is');
  await expect(tile).toContainText('Up to $0.08 may have been charged.');
  await page.mouse.move(0, 0);
  await expectAccessible();
  await tile.getByRole('button', { name: 'Keep as is' }).press('Enter');
  await expect(tile).toContainText('Unclear');
  await expect(tile).toContainText('Counted as $0.08');
  await expect(tile).toBeFocused();
  await visit();
  await expect(tile).toHaveAccessibleName('Outcome unknown, counted as $0.08');
  await tile.press('Enter');
  await expect(cost(page)).toHaveText('Counted as $0.08');
  await expect(sheet(page).getByRole('button', { name: 'Run again, $0.08' })).toBeVisible();
});

test('what the bill says changes the cost at once, either way', async ({ page, connect, openStudio, generate, request, expectAccessible }) => {
  await connect();
  await openStudio();
  await generate('Look at the bill fault:close');
  await openCard(page, 'Look at the bill');
  await expect(cost(page)).toHaveText('Up to $0.08 may have been charged');
  await expect(sheet(page)).toContainText('$0.08 (estimate)');
  await expectAccessible({ within: '[role=dialog]' });
  const bill = sheet(page).getByRole('radiogroup', { name: 'What does your provider’s bill say?' });
  await bill.getByRole('radio', { name: 'It was charged' }).focus();
  await page.keyboard.press('Space');
  await expect(cost(page)).toHaveText('Billed, $0.08');
  const billed = async () => ((await (await request.get('/api/spending?by=connection')).json()) as { total: { billed: number } }).total.billed;
  expect(await billed()).toBe(80_000);
  await page.keyboard.press('ArrowRight');
  await expect(cost(page)).toHaveText('Not charged');
  await expect(bill.getByRole('radio', { name: 'It was not charged' })).toBeChecked();
  expect(await billed()).toBe(0);
  await sheet(page).getByRole('button', { name: 'Keep as unclear' }).press('Enter');
  await expect(tileOf(page, 'Look at the bill')).toContainText('Counted as $0.08');
});

test('it is run again at the price on the button, as a task of its own, and each leads to the other', async ({
  page, gateway, connect, openStudio, generate,
}) => {
  await connect();
  const sent: Request[] = [];
  page.on('request', (one) => one.url().endsWith('/retry') && sent.push(one));
  await openStudio();
  await generate('Run it again fault:close');
  await openCard(page, 'Run it again');
  await sheet(page).getByRole('button', { name: 'Run again, $0.08' }).press('Enter');
  const runs = page.getByRole('article', { name: /^Outcome unknown/ });
  await expect(runs).toHaveCount(2);
  expect(gateway.paid).toHaveLength(2);
  expect(sent.map((one) => one.headers()['price-limit'])).toEqual(['80000']);
  await runs.first().getByRole('group').press('Enter');
  await expect(sheet(page).getByRole('term').filter({ hasText: 'Repeat of' })).toBeVisible();
  await sheet(page).getByRole('button', { name: /^Today, .*\(unknown\)$/ }).press('Enter');
  await expect(sheet(page).getByRole('term').filter({ hasText: 'Repeated as' })).toBeVisible();
});

test('it is asked after for nothing where the provider can tell, and hearing nothing new is said', async ({
  page, holdBack, connect, openStudio, ask, request,
}) => {
  await connect();
  const { id } = await ask('Ask after it fault:close', { aspectRatio: '16:9' });
  const { task } = (await (await request.get(`/api/tasks/${id}?wait=25`)).json()) as { task: Task };
  await tellTask(page, task, { checkable: true });
  await openStudio();
  const tile = tileOf(page, 'Ask after it');
  const answer = await holdBack('**/check', { answer: { json: { task: { ...task, checkable: true, revision: task.revision + 1 } } } });
  await tile.getByRole('button', { name: 'Check again' }).press('Enter');
  await expect(tile.getByRole('button', { name: 'Asking' })).toHaveAttribute('aria-disabled', 'true');
  answer();
  await expect(page.getByText('The provider told nothing new yet.').first()).toBeVisible();

  await tile.press('Enter');
  await expect(sheet(page)).toContainText('It costs nothing: nothing is sent again.');
  await sheet(page).getByRole('button', { name: 'Check again' }).press('Enter');
  await expect(sheet(page).getByRole('status')).toHaveText('The provider told nothing new yet.');
  await page.unroute('**/check');
  await page.route('**/check', (route) =>
    route.fulfill({ json: { task: { ...task, status: 'running', error: null, finishedAt: null, revision: task.revision + 2 } } }));
  await sheet(page).getByRole('button', { name: 'Check again' }).press('Enter');
  await expect(tile).toHaveAttribute('data-status', 'running');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a price that has risen refuses another run, and the button shows the new one', async ({
  page, connect, openStudio, generate, expectConsole,
}) => {
  expectConsole(/status of 409/);
  await connect();
  await openStudio();
  await generate('Dearer by now fault:close');
  await openCard(page, 'Dearer by now');
  await page.route('**/api/quote', (route) => route.fulfill({ json: { usdMicros: 120_000, basis: 'quoted' } }));
  await page.route('**/retry', (route) =>
    route.fulfill({
      status: 409,
      json: { error: { code: 'price_changed', message: 'This costs $0.12 now.', requestId: 'r' } },
    }), { times: 1 });
  await sheet(page).getByRole('button', { name: 'Run again, $0.08' }).click();
  await expect(page.getByText('This costs $0.12 now.').first()).toBeVisible();
  await openCard(page, 'Dearer by now');
  await expect(sheet(page).getByRole('button', { name: 'Run again, $0.12' })).toBeVisible();
});

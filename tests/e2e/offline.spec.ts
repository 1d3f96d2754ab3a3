import type { Task } from '@/lib/schema/task';
import { expect, test } from './fixtures';

test('without a line the words stay, nothing is sent, and the page comes back by itself', async ({
  page, context, openStudio, promptBox, goButton, generate, expectConsole,
}) => {
  expectConsole(/net::ERR_/);
  await openStudio();
  await promptBox.fill('Written before the line went');
  await context.setOffline(true);
  await expect(goButton).toHaveText('Waiting for the server');
  await expect(page.getByRole('status').filter({ hasText: 'Offline.' })).toContainText('nothing is sent until it answers');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await promptBox.fill('Written without a line');
  await promptBox.press('Control+Enter');
  await expect(promptBox).toHaveValue('Written without a line');
  await context.setOffline(false);
  await expect(goButton).toHaveText(/^Generate/);
  await expect(page.getByText('Offline.')).toHaveCount(0);
  await expect(promptBox).toHaveValue('Written without a line');
  expect(sent).toEqual([]);
  await expect((await generate('Written without a line')).getByRole('link')).toHaveCount(2);
});

test('what finished while the line was down is there when it is back', async ({ page, context, request, openStudio, generate, goButton, expectConsole }) => {
  expectConsole(/net::ERR_/);
  await openStudio();
  const run = await generate('Finished behind the curtain fault:slow=5');
  await expect(run.getByRole('group', { name: 'Running' })).toBeVisible();
  await context.setOffline(true);
  await expect(goButton).toHaveText('Waiting for the server');
  // The line that is down is the page's.
  await expect.poll(async () => ((await (await request.get('/api/tasks?open=1')).json()) as { tasks: Task[] }).tasks).toEqual([]);
  await context.setOffline(false);
  await expect(run.getByRole('link')).toHaveCount(2);
  const picture = run.getByRole('img').first();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(0);
  await expect(page.getByText('Offline.')).toHaveCount(0);
});

test('a part whose code did not come is fetched again by itself, and one that cannot be had is told of', async ({
  page, openStudio, made, runOf, expectConsole, expectAccessible,
}) => {
  expectConsole(/net::ERR_FAILED/);
  await made('A menu that came late', { count: 1 });
  await openStudio();
  await runOf('A menu that came late').getByRole('link').click();
  await expect(page.getByRole('main', { name: /A menu that came late/ })).toBeVisible();
  let gone = true;
  await page.route('**/_next/static/chunks/**', (route) => (gone ? route.abort() : route.continue()));
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  // Once is made good where the code is loaded.
  await expect.poll(() => failed.length - new Set(failed).size).toBeGreaterThan(0);
  gone = false;
  await expect(page.getByRole('menuitem', { name: 'Copy the prompt' })).toBeVisible();
  await page.keyboard.press('Escape');

  gone = true;
  await page.keyboard.press('l');
  const told = page.getByRole('alert').filter({ hasText: 'A part of the page could not be fetched.' });
  await expect(told).toBeVisible();
  await expectAccessible({ within: '[role=alert]' });
  gone = false;
  await told.getByRole('button', { name: 'Load the page again' }).click();
  await expect(told).toHaveCount(0);
  await expect(page.getByRole('main', { name: /A menu that came late/ })).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog')).toBeVisible();
});

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

test('what finished while the line was down is there when it is back', async ({ page, context, openStudio, generate, goButton, expectConsole }) => {
  expectConsole(/net::ERR_/);
  await openStudio();
  const run = await generate('Finished behind the curtain fault:slow=1');
  await expect(run.getByRole('group', { name: 'Running' })).toBeVisible();
  await context.setOffline(true);
  await expect(goButton).toHaveText('Waiting for the server');
  await context.setOffline(false);
  await expect(run.getByRole('link')).toHaveCount(2);
  const picture = run.getByRole('img').first();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(0);
  await expect(page.getByText('Offline.')).toHaveCount(0);
});

import { Studio } from '../studio';
import { expect, test, withStudioOfFile } from './fixtures';

const short = withStudioOfFile(() => Studio.start({ ATELIER_MIN_FREE_MB: '1000000000' }));

test('a tired admin reads how the studio is, with the keyboard alone, in both languages', async ({
  page, openStudio, expectAccessible,
}) => {
  await openStudio('/settings');
  const link = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Status' });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings\/status$/);
  const part = page.getByRole('main', { name: 'Status' });
  await expect(part.getByRole('heading', { name: 'Status' })).toBeVisible();
  for (const term of ['Room on the disk', 'Saving', 'Database', 'Sandbox', 'Oldest task still open', 'Last backup']) {
    await expect(part.getByRole('term').filter({ hasText: term })).toBeVisible();
  }
  await expect(part.getByRole('definition').filter({ hasText: 'None yet' })).toContainText('Have a look');
  await expectAccessible({ within: '.settings' });
  const again = page.waitForResponse('**/api/status');
  await part.getByRole('button', { name: 'Look again' }).press('Enter');
  await again;
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: page.url() }]);
  await page.reload();
  await expect(page.getByRole('heading', { name: '状态' })).toBeVisible();
});

test('while the line is down the last status stays, and a first look says that it could not be had', async ({
  page, openStudio, expectConsole,
}) => {
  expectConsole(/Failed to load resource/);
  await page.clock.install();
  await page.route('**/api/status', (call) => call.abort());
  await openStudio('/settings/status');
  const part = page.getByRole('main', { name: 'Status' });
  await expect(part.getByText('Looking …')).toBeVisible();
  // It is asked for four times, longer apart each time.
  await expect(async () => {
    await page.clock.fastForward(5_000);
    await expect(part.getByRole('alert')).toContainText('The status could not be read.', { timeout: 500 });
  }).toPass();
  // With the clock stopped it is not asked for again by itself meanwhile.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
  await page.unroute('**/api/status');
  await part.getByRole('button', { name: 'Try again' }).click();
  await page.clock.resume();
  await expect(part.getByRole('term').first()).toBeVisible();
});

short('below the low-water mark a banner says so and leads to the status, a task waits and says why, and nothing is charged', async ({
  page, openStudio, generate, chargesFor, expectAccessible,
}) => {
  await openStudio();
  const banner = page.getByRole('status').filter({ hasText: 'The disk is nearly full.' });
  await expect(banner).toBeVisible();
  const run = await generate('a lighthouse with no room');
  await expect(run.getByText('Waiting for the disk')).toBeVisible();
  await expect(run.getByText(/Nothing was sent; it is sent by itself once there is room\./)).toBeVisible();
  expect(await chargesFor('a lighthouse with no room')).toEqual([]);
  expect((await page.request.get('/api/health/ready')).status()).toBe(503);
  await page.mouse.move(0, 0);
  await expectAccessible();
  await banner.getByRole('button', { name: 'Status' }).click();
  const part = page.getByRole('main', { name: 'Status' });
  await expect(part.getByRole('definition').filter({ hasText: 'Make room' })).toContainText('Needs you');
  await expect(part.getByRole('definition').filter({ hasText: 'Generate, queued' })).toContainText('Nothing was sent');
});

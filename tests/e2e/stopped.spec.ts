import type { Page } from '@playwright/test';
import type { ConnectionsReply } from '@/lib/schema/connection';
import { expect, rowOf, shopKey, test, tileOf } from './shop';

const banner = (page: Page, title: string) => page.getByRole('status').filter({ hasText: title }).last();

test('a refused key stops its connection, and a new one lets what waited go on by itself', async ({
  page, gateway, connect, openStudio, generate, expectAccessible,
}) => {
  test.setTimeout(120_000);
  await connect();
  gateway.refused.add(shopKey);
  await openStudio();
  await generate('First at the door');
  await expect(tileOf(page, 'First at the door')).toHaveAccessibleName('Key refused, not charged');
  await expect(banner(page, 'Key refused by Shop.')).toContainText('Nothing is sent until there is a working key.');

  await generate('Waits for a key');
  const tile = tileOf(page, 'Waits for a key');
  await expect(tile).toHaveAccessibleName('Key refused, not charged');
  await expect(tile).toHaveAttribute('data-status', 'queued');
  await expect(banner(page, 'Key refused by Shop.')).toContainText('1 task waits for a working key. Nothing was sent for it.');
  await page.mouse.move(0, 0);
  await expectAccessible();
  await tile.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Waiting for a working key' });
  await expect(sheet).toContainText('This waits, and nothing was sent for it.');
  await expect(sheet.getByRole('definition').filter({ hasText: 'Not charged' })).toBeVisible();
  await expect(sheet).toContainText('$0.08 (estimate)');
  await expectAccessible({ within: '[role=dialog]' });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '2 in queue' }).or(page.getByRole('button', { name: '1 in queue' })).click();
  await expect(page.getByRole('dialog', { name: 'In queue' })).toContainText('waits for a key');
  await page.keyboard.press('Escape');

  await banner(page, 'Key refused by Shop.').getByRole('button', { name: 'Open connections' }).press('Enter');
  const row = rowOf(page, 'Shop');
  await expect(row.getByRole('button', { name: 'Shop', exact: true })).toBeFocused();
  await expect(row).toContainText('With a working key, what waits goes on by itself.');
  await expectAccessible({ within: '.settings' });
  await page.getByRole('link', { name: 'Status' }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'Key refused' })).toContainText('1 task open');
  await page.getByRole('link', { name: 'Connections' }).click();

  await row.getByRole('button', { name: 'Enter a key' }).press('Enter');
  const box = page.getByRole('dialog', { name: 'Edit Shop' });
  await box.getByLabel('Key', { exact: true }).fill('sk-another-0123456789');
  await box.getByRole('button', { name: 'Save without examining' }).press('Enter');
  await expect(page.getByText('Key refused by Shop.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Waits for a key' }).getByRole('link')).toHaveCount(2);
  expect(gateway.paid).toHaveLength(1);
});

test('without credit it stops, and goes on when a person says that there is some again', async ({
  page, gateway, connect, openStudio, generate, ask,
}) => {
  await connect();
  await openStudio();
  await generate('Too dear fault:402');
  const told = banner(page, 'No credit left at Shop.');
  await expect(told).toContainText('Nothing is sent until there is some.');
  await ask('Waits for credit');
  await expect(tileOf(page, 'Waits for credit')).toHaveAccessibleName('No credit, not charged');
  await expect(told).toContainText('1 task waits. Top up there, then send again.');
  await told.getByRole('button', { name: 'Send again' }).press('Enter');
  await expect(page.getByText('No credit left at Shop.')).toHaveCount(0);
  await expect(page.getByRole('article').filter({ hasText: 'Waits for credit' }).getByRole('link')).toHaveCount(1);
  expect(gateway.paid).toHaveLength(2);
});

test('several unclear answers pause it, and sending now tells what that risks, rests while asked and says when it fails', async ({
  page, holdBack, gateway, connect, openStudio, ask, expectAccessible, expectConsole,
}) => {
  test.setTimeout(120_000);
  expectConsole(/status of 500/);
  await connect({ slots: 1 });
  await openStudio();
  for (let at = 1; at <= 6; at++) await ask(`Lost ${at} fault:close`);
  const told = banner(page, 'Shop is paused.');
  await expect(told).toContainText('1 task waits.');
  // Found well it would go on while it is looked at.
  gateway.down = true;
  await expect(told).toContainText('Sending now may be charged without a picture.');
  await expect(tileOf(page, 'Lost 6')).toHaveAccessibleName('Paused, not charged');
  await page.mouse.move(0, 0);
  await expectAccessible();

  await page.getByRole('link', { name: 'Settings' }).click();
  const row = rowOf(page, 'Shop');
  await expect(row).toContainText('Paused');
  await expect(row).toContainText('5 requests in a row ended without a clear answer.');
  await expectAccessible({ within: '.settings' });
  const fail = await holdBack('**/resume', {
    times: 1, answer: { status: 500, json: { error: { code: 'internal', message: 'It did not work.', requestId: 'r' } } },
  });
  const send = row.getByRole('button', { name: 'Send now anyway' });
  await send.press('Enter');
  await expect(row.getByRole('button', { name: 'Sending again' })).toHaveAttribute('aria-disabled', 'true');
  fail();
  await expect(row.getByRole('alert')).toContainText('It did not work.');
  // No sooner, or it is found well while nobody presses.
  await page.route('**/resume', (route) => {
    gateway.down = false;
    return route.continue();
  }, { times: 1 });
  await send.press('Enter');
  await expect(row.getByRole('button', { name: 'Shop', exact: true })).toBeFocused();
  await expect(row.getByText('Paused')).toHaveCount(0);
  await expect.poll(async () => (await page.request.get('/api/tasks?open=1')).json()).toMatchObject({ tasks: [] });
});

test('a provider that lets fewer be in flight is told of in the details, in one line', async ({ page, connect, openStudio }) => {
  await connect({ slots: 8 });
  await page.route('**/api/connections', async (route) => {
    const reply = (await (await route.fetch()).json()) as ConnectionsReply;
    await route.fulfill({ json: { ...reply, connections: reply.connections.map((one) => ({ ...one, slotsNow: 2 })) } });
  });
  await openStudio();
  await page.getByRole('link', { name: 'Settings' }).click();
  const row = rowOf(page, 'Shop');
  await expect(row).toContainText('8 at once');
  await row.getByRole('button', { name: 'Shop', exact: true }).press('Enter');
  await expect(row.getByText('At present 2 at once instead of 8: the provider let no more be in flight.')).toBeVisible();
});

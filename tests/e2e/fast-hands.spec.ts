import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { withGatewayOfFile } from './gateway-fixtures';

const connecting = withGatewayOfFile();

/** Presses keys one right after the other: nothing is drawn in between. */
const pressAtOnce = (page: Page, ...keys: string[]): Promise<void> =>
  page.evaluate((all) => {
    for (const key of all)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, keys);

test('what is typed before the page listens is kept, and a press on the button loses nothing', async ({ page, holdBack, openStudio, promptBox, goButton, generate }) => {
  await openStudio();
  await promptBox.fill('Written the last time');
  const listen = await holdBack('**/_next/static/chunks/**');
  await page.reload({ waitUntil: 'commit' });
  await promptBox.pressSequentially('Typed at once');
  await goButton.click({ force: true });
  listen();
  await expect(page.getByRole('button', { name: /^Count\W/ })).toBeVisible();
  await expect(promptBox).toHaveValue('Typed at once');
  await expect(page).toHaveURL(/\/$/);
  await promptBox.press('End');
  await promptBox.pressSequentially(' and on');
  await expect((await generate('Typed at once and on')).getByRole('link')).toHaveCount(2);
});

test('what is typed while another view comes goes into that view', async ({ page, openStudio, made, runOf }) => {
  await made('Lupins at dawn', { count: 1 });
  await openStudio('/?q=is%3Afavourite');
  const search = page.getByRole('searchbox', { name: 'Search' });
  const all = page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: /^All/ });
  await expect(all).toBeVisible();
  await all.evaluate((link: HTMLElement) => {
    link.click();
    document.querySelector<HTMLElement>('input[type=search]')?.focus();
    document.execCommand('insertText', false, 'lupin');
  });
  await expect(page).toHaveURL(/\/\?q=lupin$/);
  await expect(search).toHaveValue('lupin');
  await expect(runOf('Lupins at dawn')).toBeVisible();
});

test('Escape pressed twice leaves the picture, not the studio', async ({ page, openStudio, made, runOf }) => {
  await made('Left in a hurry', { count: 1 });
  await page.goto('about:blank');
  await openStudio();
  for (const open of [() => runOf('Left in a hurry').getByRole('link').click(), () => page.getByRole('link', { name: 'Settings' }).click()]) {
    await open();
    await expect(page).not.toHaveURL(/\/$/);
    await expect(page.getByRole('main', { name: /^(Picture|Connections)/ })).toBeVisible();
    await pressAtOnce(page, 'Escape', 'Escape');
    await expect(page).toHaveURL(/\/$/);
    await expect(runOf('Left in a hurry')).toBeVisible();
  }
});

test('a picture and the settings can be left while their code is still on its way', async ({ page, holdBack, openStudio, made, runOf }) => {
  await made('Opened and left', { count: 1 });
  await openStudio();
  const come = await holdBack('**/_next/static/chunks/**');
  const tile = runOf('Opened and left').getByRole('link');
  for (const link of [tile, page.getByRole('link', { name: 'Settings' })]) {
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/\/$/);
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/$/);
  }
  await tile.focus();
  await page.keyboard.press('Enter');
  come();
  await expect(page.getByRole('main', { name: /Opened and left/ })).toBeVisible();
});

test('Delete pressed twice takes the picture that is seen, and no other', async ({ page, openStudio, made, request }) => {
  const { images } = await made('Three of a kind', { count: 3 });
  await openStudio(`/images/${images[0]?.id}`);
  await expect(page.getByRole('main', { name: /Three of a kind/ })).toBeVisible();
  await pressAtOnce(page, 'Delete', 'Delete');
  await expect(page).toHaveURL(new RegExp(`${images[1]?.id}`));
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('1 picture moved to trash');
  const deleted = async (id: string) =>
    ((await (await request.get(`/api/images/${id}`)).json()) as { image: { deletedAt: string | null } }).image.deletedAt !== null;
  expect(await Promise.all(images.map(({ id }) => deleted(id)))).toEqual([true, false, false]);
});

test('an open menu has its keys before it has the focus', async ({ page, openStudio, made, runOf }) => {
  await made('Under its menu', { count: 1 });
  await openStudio();
  await runOf('Under its menu').getByRole('link').click();
  const viewer = page.getByRole('main', { name: /Under its menu/ });
  await viewer.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.evaluate(() => {
    for (const key of ['Delete', '.', 'Escape'])
      document.querySelector('.viewer')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(viewer).toBeVisible();
  await expect(page.getByRole('region', { name: 'Notices' })).toHaveCount(0);
});

test('a dialog on its way out keeps no key from the page', async ({ page, openStudio, made, runOf }) => {
  await made('Looked at and left fault:close', { count: 1 });
  await openStudio();
  const tile = runOf('Looked at and left').getByRole('group');
  await tile.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  // It stays in the page until a frame has passed, which never comes.
  await page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await page.keyboard.press('Escape');
  await expect(page.locator('[role=dialog][data-closed]')).toHaveCount(1);
  await tile.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
});

test('the second half of a double press buys nothing; a press of its own does', async ({ page, openStudio, promptBox, chargesFor }) => {
  await openStudio();
  const runs = page.getByRole('article').filter({ hasText: 'Pressed twice by mistake' });
  await promptBox.fill('Pressed twice by mistake');
  // For this page no time goes by.
  await page.evaluate(() => {
    const now = performance.now();
    performance.now = () => now;
  });
  const answered = page.waitForResponse('**/api/generate');
  await promptBox.press('Control+Enter');
  await answered;
  await expect(runs.getByRole('link')).toHaveCount(2);
  await promptBox.press('Control+Enter');
  await page.waitForTimeout(500);
  await expect(runs).toHaveCount(1);
  await page.evaluate(() => {
    const later = performance.now() + 1000;
    performance.now = () => later;
  });
  await promptBox.press('Control+Enter');
  await expect(runs.getByRole('link')).toHaveCount(4);
  await expect(page.getByRole('button', { name: /in queue/ })).toHaveCount(0);
  await expect(runs).toHaveCount(2);
  expect(await chargesFor('Pressed twice by mistake')).toHaveLength(2);
});

connecting('two presses of Save store one connection, and what is typed while the doctor looks makes the report old', async ({ page, holdBack, gateway, openStudio, stored }) => {
  await openStudio('/settings');
  await page.getByRole('button', { name: 'Add connection' }).click();
  const box = page.getByRole('dialog', { name: 'Connect a key' });
  await box.getByRole('textbox', { name: 'Address' }).fill(`${gateway.origin}/sandbox/ideogram/v1`);
  await expect(box.getByRole('combobox', { name: 'Speaks' })).toHaveValue('ideogram');
  await box.getByLabel('Key', { exact: true }).fill('sk-0123456789abcdef');
  const look = await holdBack('**/api/connections/examine');
  await box.getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(box.getByRole('button', { name: 'Examining …' })).toBeVisible();
  await box.getByRole('button', { name: /^More/ }).click();
  const name = box.getByRole('textbox', { name: 'Name' });
  await name.fill('Pressed twice');
  look();
  await expect(box.getByText('The entry has changed since.')).toBeVisible();
  await expect(name).toBeFocused();
  await box.getByRole('button', { name: 'Save without examining' }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await expect(box).toHaveCount(0);
  expect((await stored()).map(({ label }) => label).filter((label) => label === 'Pressed twice')).toHaveLength(1);
});

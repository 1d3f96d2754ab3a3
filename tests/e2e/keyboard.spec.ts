import type { Locator, Page } from '@playwright/test';
import { expect, withStudioOfFile } from './fixtures';

const test = withStudioOfFile();

/** Tab until the focus is where it is wanted, as a person does who sees where it is. */
async function tabTo(page: Page, wanted: Locator, most: number): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return;
  }
  await expect(wanted.first()).toBeFocused();
}

test('everything from the first Tab to a picture and back works without a mouse', async ({ page, openStudio, promptBox, runOf, made }) => {
  await made('First of the two', { count: 3 });
  await openStudio();
  await tabTo(page, promptBox, 15);
  await page.keyboard.type('Written without a mouse');
  await page.keyboard.press('Control+Enter');
  const run = runOf('Written without a mouse');
  await expect(run.getByRole('link')).toHaveCount(2);

  await tabTo(page, page.getByRole('region', { name: 'Library' }).getByRole('link'), 15);
  await page.keyboard.press('Home');
  const tiles = page.getByRole('region', { name: 'Library' }).getByRole('link');
  await expect(tiles.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(runOf('First of the two').getByRole('link').nth(0)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(run.getByRole('link').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('main', { name: /^Picture: / });
  await expect(viewer).toContainText('2 of 2 in this run');
  await expect(viewer).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(run.getByRole('link').nth(1)).toBeFocused();

  // Arrows move the viewer too, and the way back leads to the picture that was last in view.
  await page.keyboard.press('Enter');
  await expect(viewer).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('main', { name: 'Picture: First of the two' })).toContainText('1 of 3 in this run');
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: 'Remove from favourites' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/$/);
  await expect(runOf('First of the two').getByRole('link').nth(0)).toBeFocused();

  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('1 selected');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toHaveCount(0);
});

test('a key pressed the moment a picture is drawn is that picture\'s', async ({ page, request, openStudio, made }) => {
  const { images: [first, second] } = await made('Turned and starred at once', { count: 2 });
  await openStudio(`/images/${first?.id}`);
  const viewer = page.getByRole('main', { name: 'Picture: Turned and starred at once' });
  await expect(viewer).toContainText('1 of 2 in this run');
  await viewer.evaluate((seen) => {
    const star = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: '.', bubbles: true, cancelable: true }));
    const watch = new MutationObserver(() => {
      if (!seen.textContent.includes('2 of 2 in this run')) return;
      watch.disconnect();
      star();
    });
    watch.observe(seen, { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Remove from favourites' })).toBeVisible();
  const starred = async (id = '') => {
    const { image } = (await (await request.get(`/api/images/${id}`)).json()) as { image: { favourite: boolean } };
    return image.favourite;
  };
  await expect.poll(() => starred(second?.id)).toBe(true);
  expect(await starred(first?.id)).toBe(false);
});

test('nothing is bought from a box that is out of sight', async ({ page, openStudio, promptBox, made, runOf, chargesFor }) => {
  await made('A picture over the box', { count: 1 });
  await openStudio();
  await promptBox.fill('Never asked for');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await runOf('A picture over the box').getByRole('link').click();
  await expect(page.getByRole('main', { name: /^Picture: / })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Connections' }).first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Library' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(promptBox).toHaveValue('Never asked for');
  expect(sent).toEqual([]);
  expect(await chargesFor('Never asked for')).toEqual([]);
  await promptBox.press('Control+Enter');
  await expect(runOf('Never asked for').getByRole('link')).toHaveCount(2);
});

test('keys pressed among the targets do not reach the picture behind them', async ({ page, openStudio, made }) => {
  const { images: [image] } = await made('Behind the targets', { count: 1 });
  await openStudio(`/images/${image?.id}`);
  const viewer = page.getByRole('main', { name: 'Picture: Behind the targets' });
  await viewer.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Use this picture' }).click();
  const targets = page.getByRole('dialog', { name: 'What should this picture do' });
  await expect(targets).toBeVisible();
  await page.keyboard.press('Delete');
  await page.keyboard.press('.');
  await page.keyboard.press('Escape');
  await expect(targets).toHaveCount(0);
  await expect(viewer).toBeVisible();
  await expect(page.getByRole('button', { name: 'Favourite', exact: true }).first()).toBeVisible();
  await expect(page.getByText('Undo')).toHaveCount(0);
});

test('the sheet of shortcuts lists them, finds one, and can switch single letters off', async ({ page, openStudio, made, runOf, goButton }) => {
  await made('A tile to press letters on', { count: 1 });
  await openStudio();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Move to trash' })).toContainText('Del');
  await sheet.getByRole('searchbox', { name: 'Find a key or an action' }).fill('upsc');
  await expect(sheet.getByRole('listitem')).toHaveText(['UpscaleU']);
  await sheet.getByRole('switch').press('Space');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);

  await runOf('A tile to press letters on').getByRole('link').focus();
  await page.keyboard.press('r');
  await page.keyboard.press('?');
  await page.keyboard.press('ArrowRight');
  await expect(sheet).toHaveCount(0);
  await expect(goButton).toHaveText(/^Generate/);
});

test('a panel opened by key keeps what Enter chose and takes back what Escape left', async ({ page, openStudio }) => {
  await openStudio();
  const chip = page.getByRole('button', { name: /^Ratio\W/ });
  await chip.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Ratio' });
  await panel.getByRole('radio', { name: '16:9' }).press('Space');
  await page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  await expect(chip).toBeFocused();
  await expect(chip).toHaveText(/16:9/);
  await page.keyboard.press('Enter');
  await panel.getByRole('radio', { name: '1:1' }).press('Space');
  await expect(chip).toHaveText(/1:1/);
  await page.keyboard.press('Escape');
  await expect(chip).toHaveText(/16:9/);
  await expect(chip).toBeFocused();
});

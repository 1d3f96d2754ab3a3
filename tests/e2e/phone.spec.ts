import { expect, test } from './fixtures';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a thumb writes in the docked box, generates, and turns through the pictures', async ({
  page, openStudio, promptBox, goButton, runOf, expectAccessible,
}) => {
  await openStudio();
  const form = page.getByRole('form', { name: 'Compose' });
  const dock = await form.boundingBox();
  expect((dock?.y ?? 0) + (dock?.height ?? 0)).toBeGreaterThan(800);
  expect(dock?.width).toBeGreaterThan(360);

  await promptBox.tap();
  await promptBox.fill('Written with a thumb');
  const button = await goButton.boundingBox();
  expect(button?.height).toBeGreaterThanOrEqual(44);
  await goButton.tap();
  // It folds, so as not to cover what comes.
  await expect(page.getByRole('button', { name: /^Open the settings/ })).toBeVisible();
  const run = runOf('Written with a thumb');
  await expect(run.getByRole('link')).toHaveCount(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible();

  await run.getByRole('link').first().tap();
  const viewer = page.getByRole('main', { name: 'Picture: Written with a thumb' });
  await expect(viewer).toContainText('1 of 2');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible();
  await viewer.getByRole('button', { name: 'Remix', exact: true }).tap();
  await expect(viewer).toHaveCount(0);
  await expect(form).toContainText('Remix of Written with a thumb');
});

test('the settings of the docked box open from their one line', async ({ page, openStudio }) => {
  await openStudio();
  await page.getByRole('button', { name: /^Open the settings/ }).tap();
  await page.getByRole('button', { name: /^Ratio\W/ }).tap();
  const panel = page.getByRole('dialog', { name: 'Ratio' });
  await panel.getByText('16:9', { exact: true }).tap();
  await page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Ratio\W/ })).toHaveText(/16:9/);
});

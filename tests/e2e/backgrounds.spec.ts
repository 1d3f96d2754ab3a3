import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures';

const compose = (page: Page) => page.getByRole('form', { name: 'Compose' });

test('a background is removed with one press, and what comes is see-through', async ({ page, openStudio, made, runOf, goButton, request }) => {
  await made('A heron to cut out', { count: 1, aspectRatio: '1:1' });
  await openStudio();
  const source = runOf('A heron to cut out').getByRole('link');
  const sourceLink = (await source.getAttribute('href')) ?? '';
  await source.focus();
  await page.keyboard.press('c');
  await expect(compose(page)).toContainText('Remove background of A heron to cut out');
  await expect(compose(page)).toContainText('becomes see-through');
  await expect(compose(page).getByRole('textbox')).toHaveCount(0);
  await expect(compose(page)).toContainText('free');
  await expect(goButton).toHaveText(/^Remove background/);
  await expect(goButton).toBeFocused();
  await page.keyboard.press('Enter');

  const run = page.getByRole('article').first();
  await expect(run.getByRole('link')).toHaveCount(1);
  // Until the new run stands, the first one is the one the picture came from.
  await expect(run.getByRole('link')).not.toHaveAttribute('href', sourceLink);
  await run.getByRole('link').click();
  const facts = page.getByRole('complementary', { name: 'Facts' });
  await expect(facts).toContainText('1024 × 1024');
  await expect(page.getByRole('navigation', { name: /^Where it came from/ })).toContainText('Remove background');
  const { runs } = (await (await request.get('/api/runs?limit=1')).json()) as { runs: { images: { id: string; operation: string }[] }[] };
  const [image] = runs[0]?.images ?? [];
  expect(image?.operation).toBe('remove-background');
  const file = await request.get(`/api/images/${image?.id}/file?size=original`);
  expect((await sharp(await file.body()).stats()).isOpaque).toBe(false);
});

test('another background is put behind a picture from its viewer, with words for it alone', async ({
  page, openStudio, made, runOf, promptBox, goButton, chargesFor,
}) => {
  await made('A pear before nothing', { count: 1 });
  await openStudio();
  await runOf('A pear before nothing').getByRole('link').click();
  await page.getByRole('main', { name: /^Picture: A pear/ }).getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New background' }).click();
  await expect(promptBox).toBeFocused();
  await expect(compose(page)).toContainText('New background for A pear before nothing');
  await expect(promptBox).toHaveAttribute('placeholder', 'What should stand behind it');
  await expect(compose(page).getByRole('button', { name: /^Ratio/ })).toHaveCount(0);
  await promptBox.fill('A harbour at night behind it');
  await expect(goButton).toHaveText(/^New background/);
  await goButton.click();

  const run = runOf('A harbour at night behind it');
  await expect(run.getByRole('link')).toHaveCount(2);
  await run.getByRole('link').first().click();
  await expect(page.getByRole('navigation', { name: /^Where it came from/ })).toContainText('New background');
  expect(await chargesFor('A harbour at night behind it')).toHaveLength(1);
});

test('a refused picture is called a picture, and its card leads back to the box', async ({ page, openStudio, made, runOf, goButton, request }) => {
  await made('A heron to refuse', { count: 1 });
  await request.post('/sandbox/faults', { data: { operation: 'remove-background', fault: 'unsafe' } });
  await openStudio();
  await runOf('A heron to refuse').getByRole('link').focus();
  await page.keyboard.press('c');
  await goButton.click();
  const card = page.getByRole('article').first();
  await expect(card).toContainText('The provider refused this picture');
  await compose(page).getByRole('button', { name: 'Take the source out' }).click();
  await card.getByRole('button', { name: 'Back to the box' }).click();
  await expect(compose(page)).toContainText('Remove background of A heron to refuse');
});

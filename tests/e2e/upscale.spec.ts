import { expect, test } from './fixtures';

test('an upscaled picture is twice the size, and says where it came from', async ({ page, openStudio, made, runOf, goButton }) => {
  await made('Small at first', { count: 1, aspectRatio: '16:9' });
  await openStudio();
  const source = runOf('Small at first');
  const sourceLink = (await source.getByRole('link').getAttribute('href')) ?? '';
  await source.getByRole('link').hover();
  await source.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Upscale' }).click();
  const form = page.getByRole('form', { name: 'Compose' });
  await expect(form).toContainText('1344 × 768 becomes 2688 × 1536');
  await form.getByRole('slider', { name: 'Resemblance' }).fill('80');
  await form.getByRole('button', { name: /^Count\W/ }).click();
  await page.getByRole('dialog', { name: 'Pictures' }).getByText('1', { exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(goButton).toHaveText(/^Upscale/);
  await goButton.click();

  const run = page.getByRole('article').first();
  await expect(run.getByRole('link')).toHaveCount(1);
  await expect(run.getByRole('link')).not.toHaveAttribute('href', sourceLink);
  await run.getByRole('link').click();
  const facts = page.getByRole('complementary', { name: 'Facts' });
  await expect(facts).toContainText('2688 × 1536');
  await expect(facts).toContainText('resemblance 80');
  await expect(page.getByRole('navigation', { name: /^Where it came from/ }).getByRole('link', { name: 'Small at first' })).toBeVisible();
});

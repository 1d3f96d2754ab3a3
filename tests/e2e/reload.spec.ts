import { expect, test } from './fixtures';

test('a reload in the middle of a run changes nothing about it', async ({ page, openStudio, generate, runOf, promptBox, chargesFor }) => {
  const prompt = 'Reload me half-way fault:slow=10';
  await openStudio();
  await expect((await generate(prompt)).getByRole('group', { name: 'Running' })).toBeVisible();
  await page.reload();
  await expect(runOf(prompt).getByRole('group', { name: 'Running' })).toBeVisible();
  await expect(promptBox).toHaveValue(prompt);
  await expect(runOf(prompt).getByRole('link')).toHaveCount(2, { timeout: 40_000 });
  await expect(page.getByRole('article').filter({ hasText: prompt })).toHaveCount(1);
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('a second tab shows the same run while it runs and when it is done', async ({ context, openStudio, generate }) => {
  const prompt = 'Seen from two tabs fault:slow=8';
  const other = await context.newPage();
  await other.goto('/');
  await openStudio();
  await generate(prompt);
  const run = other.getByRole('article').filter({ hasText: prompt });
  await other.bringToFront();
  await expect(run.getByRole('group', { name: 'Running' })).toBeVisible();
  await expect(run.getByRole('link')).toHaveCount(2);
});

import { expect, test } from './fixtures';

test('a press puts sheets into the gallery at once, pictures take their places, and a reload keeps them', async ({
  page, holdBack, openStudio, generate, runOf, chargesFor,
}) => {
  const prompt = 'A heron among reeds, early light';
  const answer = await holdBack('**/api/tasks/changes**');
  await openStudio();
  const run = await generate(prompt);
  // Nothing of the work has been heard of yet, and the two sheets stand in their final shape.
  const sheet = run.getByRole('group', { name: /^(Queued|Running|Saving)/ });
  const waiting = await sheet.boundingBox();
  expect(waiting).not.toBeNull();
  answer();

  const pictures = run.getByRole('link');
  await expect(pictures).toHaveCount(2);
  const first = run.getByRole('img', { name: `${prompt}, 1 of 2` });
  await expect.poll(() => first.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(0);
  const there = await pictures.first().boundingBox();
  expect([there?.width, there?.height, there?.x].map((n) => Math.round(n ?? 0)))
    .toEqual([waiting?.width, waiting?.height, waiting?.x].map((n) => Math.round(n ?? 0)));

  const links = await pictures.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  await page.reload();
  await expect(runOf(prompt).getByRole('link')).toHaveCount(2);
  expect(await pictures.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(links);
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('a run says that it is running and how long, then that it is ready', async ({ page, openStudio, generate }) => {
  await openStudio();
  const run = await generate('A slow boat fault:slow=6');
  await expect(run.getByRole('group', { name: 'Running' })).toContainText(/0:0\d/);
  await expect(page.getByRole('button', { name: /in queue/ })).toBeVisible();
  await expect(run.getByRole('link')).toHaveCount(2);
  await expect(page.getByRole('status').filter({ hasText: 'Two pictures ready' })).toBeAttached();
  await expect(page.getByRole('button', { name: /in queue/ })).toHaveCount(0);
});

test('what is changed after the press changes nothing that was asked', async ({ page, openStudio, promptBox, generate, runOf }) => {
  await openStudio();
  const run = await generate('Asked as it stood fault:slow=1');
  await promptBox.fill('Something else altogether');
  await page.getByRole('button', { name: /^Count\W/ }).click();
  await page.getByRole('dialog', { name: 'Pictures' }).getByText('1', { exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Count\W+1$/ })).toBeVisible();
  await expect(run.getByRole('link')).toHaveCount(2);
  await expect(runOf('Something else altogether')).toHaveCount(0);
  await expect(promptBox).toHaveValue('Something else altogether');
});

test('a task that waits in line can be taken back, and was never sent', async ({ page, openStudio, request, generate, chargesFor }) => {
  await openStudio();
  // The sandbox draws four pictures at once.
  const busy = await request.post('/api/generate', { data: { prompt: 'Keeps the sandbox busy fault:slow=10', count: 4 } });
  expect(busy.status()).toBe(202);
  const run = await generate('Never mind this one');
  await expect(run.getByRole('group', { name: 'Queued, next in line' })).toBeVisible();
  await page.getByRole('button', { name: /in queue/ }).click();
  await page.getByRole('dialog', { name: 'In queue' }).getByRole('button', { name: 'Cancel: Never mind this one' }).click();
  await page.keyboard.press('Escape');
  await expect(run).toHaveAccessibleName('Cancelled, not charged. Never mind this one');
  await expect(run).toContainText('Before it was sent, not charged');
  await expect(page.getByRole('button', { name: /in queue/ })).toHaveCount(0, { timeout: 40_000 });
  expect(await chargesFor('Never mind this one')).toEqual([]);
});

import { expect, firstImage, test } from './fixtures';

test('a deleted picture is gone at once and comes back to its place with one press', async ({ page, openStudio, made, runOf }) => {
  const { images } = await made('To the bin and back', { count: 3 });
  await openStudio();
  const run = runOf('To the bin and back');
  const hrefs = () => run.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const [one, two, three] = images.map(({ id }) => `/images/${id}`);
  await expect.poll(hrefs).toEqual([one, two, three]);

  await run.getByRole('link').nth(1).hover();
  await run.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await expect.poll(hrefs).toEqual([one, three]);
  const told = page.getByRole('region', { name: 'Notices' });
  await expect(told).toContainText('1 picture moved to trash');
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(hrefs).toEqual([one, two, three]);
  await page.reload();
  await expect.poll(hrefs).toEqual([one, two, three]);
});

test('several chosen pictures go to the trash together and stay there', async ({ page, openStudio, made, runOf }) => {
  await made('Chosen together', { count: 2 });
  await made('Not chosen', { count: 1 });
  await openStudio();
  const run = runOf('Chosen together');
  await run.getByRole('link').first().hover();
  await run.getByRole('button', { name: 'Select' }).click();
  await run.getByRole('link').nth(1).hover();
  await run.getByRole('button', { name: 'Select', pressed: false }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(bar).toHaveCount(0);
  await expect(runOf('Chosen together')).toHaveCount(0);
  await expect(runOf('Not chosen')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('2 pictures moved to trash');
  await page.reload();
  await expect(runOf('Not chosen')).toBeVisible();
  await expect(runOf('Chosen together')).toHaveCount(0);
});

test('of two deleted one right after the other, each can be brought back', async ({ page, holdBack, openStudio, made, runOf }) => {
  const late = firstImage(await made('Deleted and answered late', { count: 1 }));
  await made('Deleted right after it', { count: 1 });
  await openStudio();
  const answer = await holdBack(`**/api/images/${late.id}`);
  const told = page.getByRole('region', { name: 'Notices' });
  for (const prompt of ['Deleted and answered late', 'Deleted right after it']) {
    await runOf(prompt).getByRole('link').focus();
    await page.keyboard.press('Delete');
    await expect(runOf(prompt)).toHaveCount(0);
  }
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(1);
  answer();
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(2);
  for (const left of [1, 0]) {
    await told.getByRole('button', { name: 'Undo' }).first().click();
    await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(left);
  }
  await expect(runOf('Deleted and answered late')).toBeVisible();
  await expect(runOf('Deleted right after it')).toBeVisible();
});

test('deleting the only picture of a view leaves it, and it can still be brought back', async ({ page, openStudio, made, runOf }) => {
  await made('Alone in its view', { count: 1 });
  await openStudio('/?q=alone');
  await runOf('Alone in its view').getByRole('link').click();
  await expect(page.getByRole('main', { name: /Alone in its view/ })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(runOf('Alone in its view')).toHaveCount(0);
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(runOf('Alone in its view')).toBeVisible();
});

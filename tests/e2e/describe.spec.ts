import { expect, test } from './fixtures';

test('a description comes as words that one press puts into the box', async ({ page, openStudio, made, runOf, promptBox, goButton, request }) => {
  await made('Put me into words', { count: 1 });
  await openStudio();
  await promptBox.fill('Words of my own');
  await runOf('Put me into words').getByRole('link').focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('form', { name: 'Compose' })).toContainText('Describe Put me into words');
  await expect(goButton).toHaveText(/^Describe/);
  await goButton.click();

  const card = page.getByRole('group', { name: 'The description is ready' });
  await expect(card.getByRole('heading', { name: 'In words' })).toBeVisible();
  const [task] = ((await (await request.get('/api/tasks?limit=1')).json()) as { tasks: { text: string }[] }).tasks;
  expect(task?.text.length).toBeGreaterThan(10);
  await card.getByRole('button', { name: 'Use as prompt' }).click();
  await expect(promptBox).toHaveValue(task?.text ?? '');
  await expect(promptBox).toBeFocused();
  await expect(goButton).toHaveText(/^Generate/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(promptBox).toHaveCount(0);
  await expect(page.getByRole('form', { name: 'Compose' })).toContainText('Describe Put me into words');
});

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

test('words that the browser does not let the page copy say so', async ({ page, openStudio, made, runOf, goButton }) => {
  // As a page on plain http of the local network finds it.
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await made('Copy me by hand', { count: 1 });
  await openStudio();
  await runOf('Copy me by hand').getByRole('link').focus();
  await page.keyboard.press('e');
  await expect(goButton).toHaveText(/^Describe/);
  await goButton.click();
  // A narrow card has no room for it; what stands over it has.
  await page.getByRole('group', { name: 'The description is ready' }).first().press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('The browser did not let the page copy.');
});

import { expect, test } from './fixtures';

test('a refused prompt says what happened and what it cost, and the words stay', async ({
  page, openStudio, promptBox, generate, chargesFor,
}) => {
  const prompt = 'A quiet harbour fault:unsafe';
  await openStudio();
  const run = await generate(prompt);
  const card = run.getByRole('group', { name: 'Refused, not charged' });
  await expect(card).toContainText('Not charged.');
  // How much a card says goes by its size; opened, it says all of it.
  await card.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'The provider refused this prompt' });
  await expect(sheet).toContainText('Prompt provided failed safety check');
  await expect(sheet).toContainText('Not charged');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(promptBox).toHaveValue(prompt);
  expect(await chargesFor(prompt)).toEqual([]);

  await promptBox.fill('Something I wrote meanwhile');
  await card.getByRole('button', { name: 'Edit the prompt' }).click();
  await expect(promptBox).toHaveValue(prompt);
  await expect(promptBox).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(promptBox).toHaveValue('Something I wrote meanwhile');
});

test('words over the limit are counted, not cut, and not sent', async ({ page, openStudio, promptBox, goButton, runOf }) => {
  const written = 'word '.repeat(2001);
  await openStudio();
  await promptBox.fill(written);
  await expect(page.getByText('10,005 of 10,000 characters')).toBeVisible();
  await expect(promptBox).toHaveAttribute('aria-invalid', 'true');
  await expect(goButton).toBeDisabled();
  await promptBox.press('Control+Enter');
  await expect(promptBox).toHaveValue(written);
  await page.reload();
  await expect(promptBox).toHaveValue(written);
  await expect(runOf('word word')).toHaveCount(0);
});

test('a refusal of the server stands at the box and the same press works afterwards', async ({
  page, openStudio, generate, promptBox, goButton, runOf, expectConsole,
}) => {
  expectConsole(/status of 429/);
  await openStudio();
  await page.route('**/api/generate', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'x-request-id': 'r-1' },
      json: { error: { code: 'rate_limited', message: 'Too many tasks are waiting.', requestId: 'r-1' } },
    }), { times: 1 });
  await promptBox.fill('Print me in a moment');
  await goButton.click();
  await expect(page.getByRole('form', { name: 'Compose' }).getByRole('alert')).toContainText(
    'Not started. Too many tasks are waiting. Your words are kept.',
  );
  await expect(promptBox).toHaveValue('Print me in a moment');
  await expect(runOf('Print me in a moment')).toHaveCount(0);
  const run = await generate('Print me in a moment');
  await expect(run.getByRole('link')).toHaveCount(2);
  await expect(page.getByRole('form', { name: 'Compose' }).getByRole('alert')).toHaveCount(0);
});

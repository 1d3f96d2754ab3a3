import { expect, test } from './fixtures';

test('words are written out as a structured prompt that one press puts into the box, and a picture is made of it', async ({
  page, openStudio, promptBox, goButton, runOf, request, expectAccessible,
}) => {
  await openStudio();
  await promptBox.fill('A red train in the snow');
  const form = page.getByRole('form', { name: 'Compose' });
  await form.getByRole('button', { name: /^Magic prompt/ }).click();
  const panel = page.getByRole('dialog', { name: 'Magic prompt' });
  await expect(panel).toContainText('No picture is made.');
  await expectAccessible({ within: '[role=dialog]' });
  await panel.getByRole('button', { name: 'Write it out' }).click();
  await expect(panel).toHaveCount(0);

  const card = page.getByRole('group', { name: 'The words are written out' });
  await expect(card.getByRole('heading', { name: 'Written out' })).toBeVisible();
  const [task] = ((await (await request.get('/api/tasks?limit=1')).json()) as { tasks: { operation: string; text: string }[] }).tasks;
  expect(task?.operation).toBe('magic-prompt');
  const text = task?.text ?? '';
  const { high_level_description: words } = JSON.parse(text) as { high_level_description: string };
  await expect(card).toContainText(words);
  await expect(card).not.toContainText('high_level_description');
  await card.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Written out' })).toContainText('"compositional_deconstruction"');
  await expect(page.locator('[role=dialog]:focus-within')).toHaveCount(1);
  await page.keyboard.press('Escape');

  await card.getByRole('button', { name: 'Use as prompt' }).click();
  const structured = form.getByRole('group', { name: 'Structured prompt' });
  await expect(structured).toContainText(words);
  await expect(promptBox).toHaveCount(0);
  await expect(structured).toContainText('Ideogram 3.0 takes it for words.');
  await expectAccessible({ within: '#composer' });
  await structured.getByRole('button', { name: /^Use Ideogram 4/ }).click();
  await expect(structured).not.toContainText('takes it for words');
  await structured.getByRole('button', { name: 'Edit as text' }).click();
  await expect(promptBox).toBeFocused();
  await expect(promptBox).toHaveValue(text);
  await promptBox.blur();
  await expect(structured).toBeVisible();

  await goButton.click();
  const run = runOf(words).filter({ has: page.getByRole('link') });
  await expect(run.getByRole('link')).toHaveCount(2);
  await run.getByRole('link').first().click();
  const facts = page.getByRole('complementary', { name: 'Facts' });
  await expect(facts).toContainText(words);
  await facts.getByText('Whole structure').click();
  await expect(facts).toContainText('"compositional_deconstruction"');
  await expectAccessible();
});

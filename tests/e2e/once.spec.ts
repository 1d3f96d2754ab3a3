import type { Page, Request } from '@playwright/test';
import { expect, test } from './fixtures';

function presses(page: Page): Request[] {
  const sent: Request[] = [];
  page.on('request', (request) => request.method() === 'POST' && request.url().endsWith('/api/generate') && sent.push(request));
  return sent;
}

test('a press made twice makes one task', async ({ page, holdBack, openStudio, promptBox, goButton, runOf, chargesFor }) => {
  const prompt = 'Pressed with a trembling hand';
  const sent = presses(page);
  await openStudio();
  await promptBox.fill(prompt);
  const answer = await holdBack('**/api/generate');
  await goButton.dblclick();
  await promptBox.press('Control+Enter');
  await goButton.press('Enter');
  answer();
  await expect(runOf(prompt).getByRole('link')).toHaveCount(2);
  await expect(page.getByRole('article').filter({ hasText: prompt })).toHaveCount(1);
  expect(sent).toHaveLength(1);
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('a key that is held down is one press', async ({ page, openStudio, promptBox, runOf, chargesFor }) => {
  const prompt = 'Held down';
  const sent = presses(page);
  await openStudio();
  await promptBox.fill(prompt);
  await page.keyboard.down('Control');
  await page.keyboard.down('Enter');
  await expect(runOf(prompt)).toBeVisible();
  // What a keyboard repeats while the key stays down.
  for (let times = 0; times < 5; times++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.up('Control');
  await expect(runOf(prompt).getByRole('link')).toHaveCount(2);
  expect(sent).toHaveLength(1);
  expect(await chargesFor(prompt)).toHaveLength(1);
});

test('a press whose answer was lost on the way is asked again under its own key, and bought once', async ({
  page, openStudio, promptBox, goButton, runOf, chargesFor, expectConsole,
}) => {
  expectConsole(/net::ERR_FAILED/);
  const prompt = 'The answer fell off the line';
  const sent = presses(page);
  await openStudio();
  await page.route('**/api/generate', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await promptBox.fill(prompt);
  await goButton.click();
  await expect(page.getByRole('form', { name: 'Compose' }).getByRole('alert')).toContainText('nothing is bought twice');
  await expect(goButton).toHaveText(/^Generate/);
  await goButton.click();
  await expect(page.getByRole('form', { name: 'Compose' }).getByRole('alert')).toHaveCount(0);
  await expect(runOf(prompt).getByRole('link')).toHaveCount(2);
  await expect(page.getByRole('article').filter({ hasText: prompt })).toHaveCount(1);
  expect(await chargesFor(prompt)).toHaveLength(1);
  const keys = sent.map((request) => request.headers()['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

import { arrive } from './fixtures';
import { expect, test } from './shop';

const words = 'The same is running already, in another tab or by somebody else.';

test('a tab whose box holds what another is having made says so once, and holds nothing up', async ({
  page, context, gateway, connect, openStudio, generate, promptBox,
}) => {
  await connect();
  const prompt = 'Asked in two tabs';
  const letGo = gateway.hold();
  await openStudio();
  const other = await context.newPage();
  await arrive(other, '/');
  await other.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt);
  await expect(other.getByText(words)).toHaveCount(0);
  await generate(prompt);
  await expect(other.getByText(words)).toHaveCount(1);
  await expect(page.getByText(words)).toHaveCount(0);
  // It was started in this tab, whatever happened to the page since.
  await page.reload();
  await expect(promptBox).toHaveValue(prompt);
  await expect(page.getByRole('article').filter({ hasText: prompt })).toBeVisible();
  await expect(page.getByText(words)).toHaveCount(0);

  await page.close();
  await other.bringToFront();
  await other.getByRole('button', { name: /^Generate/ }).click();
  await expect.poll(() => gateway.paid.length).toBe(2);
  letGo();
  await expect(other.getByText(words)).toHaveCount(0);
});

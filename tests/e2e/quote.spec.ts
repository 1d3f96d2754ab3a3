import { expect, withConnections } from './fixtures';

/** The vendor's own key; the browser's questions for a price are answered here, so nothing leaves it. */
const test = withConnections({ id: 'official', dialect: 'ideogram-v4', baseUrl: 'https://api.ideogram.ai', key: 'k-0123456789' });

test('the provider’s own price takes the place of the estimate, once for each choice of settings', async ({
  page, openStudio, promptBox,
}) => {
  const asked: Record<string, unknown>[] = [];
  let release: () => void = () => {};
  const held = new Promise<void>((go) => (release = go));
  await page.route('**/api/quote', async (route) => {
    asked.push(route.request().postDataJSON() as Record<string, unknown>);
    await held;
    await route.fulfill({ json: { usdMicros: 55_000, basis: 'quoted' } });
  });
  await openStudio();
  const foot = page.getByRole('form', { name: 'Compose' });
  await promptBox.fill('a fox');
  await expect.poll(() => asked.length).toBe(1);
  // Until the answer comes the table's figure stands, and the button waits for nothing.
  await expect(foot).toContainText('estimated');
  await expect(foot.getByRole('button', { name: /^Generate/ })).toBeEnabled();
  release();
  await expect(foot).toContainText('quoted');
  await expect(foot).toContainText('$0.055');
  expect(asked[0]).toMatchObject({ operation: 'generate', connection: 'official', model: 'ideogram-4-5', prompt: 'a fox' });
  await promptBox.fill('a fox in the snow');
  await expect(foot).toContainText('quoted');
  expect(asked).toHaveLength(1);
});

test('a price that does not come leaves the estimate and says nothing', async ({ page, openStudio, promptBox, expectConsole }) => {
  expectConsole(/api\/quote/);
  const answered = page.waitForResponse('**/api/quote');
  await page.route('**/api/quote', (route) => route.fulfill({ status: 502, json: {} }));
  await openStudio();
  await promptBox.fill('a fox');
  await answered;
  const foot = page.getByRole('form', { name: 'Compose' });
  await expect(foot).toContainText('estimated');
  await expect(foot.getByRole('alert')).toHaveCount(0);
  await expect(foot.getByRole('button', { name: /^Generate/ })).toBeEnabled();
});

test('a price that has risen by the press refuses it, stands beside the button at once, and the next press goes with it', async ({
  page, openStudio, promptBox, expectConsole,
}) => {
  expectConsole(/status of (409|503)/);
  let usdMicros = 55_000;
  const limits: (string | undefined)[] = [];
  await page.route('**/api/quote', (route) => route.fulfill({ json: { usdMicros, basis: 'quoted' } }));
  await page.route('**/api/generate', (route) => {
    limits.push(route.request().headers()['price-limit']);
    const dearer = { code: 'price_changed', message: 'This costs $0.08 now, more than the $0.055 that it was to cost at most. Nothing was sent; press again to have it at the new price.' };
    const error = usdMicros === 55_000 ? dearer : { code: 'unavailable', message: 'Enough.' };
    usdMicros = 80_000;
    return route.fulfill({ status: error === dearer ? 409 : 503, json: { error: { ...error, requestId: 'r' } } });
  });
  await openStudio();
  const foot = page.getByRole('form', { name: 'Compose' });
  await promptBox.fill('a fox');
  await expect(foot).toContainText('$0.055');
  await promptBox.press('Control+Enter');
  await expect(foot.getByRole('alert')).toContainText('Not started. This costs $0.08 now');
  await expect(foot.getByRole('alert')).toContainText('Your words are kept.');
  await expect(foot.locator('.price')).toHaveText('quoted $0.08');
  await expect(promptBox).toHaveValue('a fox');
  await promptBox.press('Control+Enter');
  await expect.poll(() => limits).toEqual(['55000', '80000']);
});

import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { shopKey, test as shop, tileOf } from './shop';
import { expect, firstImage, test, withOwnStudio, withStudioOfFile } from './fixtures';
import { holdFile, pasteFile, pngFile, targets } from './hand-over';

const alone = withOwnStudio();
/** The first of them finds it empty. */
const fromTheStart = withStudioOfFile();

fromTheStart('the first run, every panel of the box and the sheet of shortcuts are accessible', async ({
  page, openStudio, expectAccessible,
}) => {
  // Ten panels, each looked at twice.
  fromTheStart.setTimeout(240_000);
  await openStudio();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(11);
  await expectAccessible();
  const chips = page.getByRole('group', { name: 'Settings' }).getByRole('button', { expanded: false });
  const count = await chips.count();
  expect(count).toBeGreaterThan(6);
  for (let index = 0; index < count; index++) {
    await chips.nth(index).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible({ within: '[role=dialog]' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await expectAccessible({ within: '[role=dialog]' });
});

test('every part of the settings and the dialog of a key are accessible', async ({ page, openStudio, expectAccessible }) => {
  test.setTimeout(120_000);
  await openStudio();
  await page.getByRole('link', { name: 'Settings' }).click();
  for (const section of ['Connections', 'Spending', 'Language and look', 'Keyboard']) {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
    await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible();
    await expectAccessible();
  }
  await page.goBack();
  await page.getByRole('button', { name: 'Connect a key' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible({ within: '[role=dialog]' });
});

fromTheStart('the library is accessible with every state of a task in it, and so are the viewer and the dialog of a link', async ({
  page, openStudio, made, request, runOf, expectAccessible,
}) => {
  fromTheStart.setTimeout(150_000);
  await Promise.all(['unsafe', 'withheld', 'withheld=2', 'close', 'expired', '500', '402'].map((fault) => made(`State of fault:${fault}`, { count: 2 })));
  const kept = await made('Kept as it ended fault:close', { count: 2 });
  expect((await request.post(`/api/tasks/${kept.id}/settle`, { data: { charge: 'unknown' } })).status()).toBe(200);
  const image = firstImage(await made('A finished picture', { count: 2 }));
  await request.patch(`/api/images/${image.id}`, { data: { favourite: true } });
  expect((await request.post('/api/describe', { data: { image: image.id } })).status()).toBe(202);
  const stopped = await request.post('/api/generate', { data: { prompt: 'Running to the end fault:slow=50', count: 4 } });
  expect(stopped.status()).toBe(202);
  const waiting = [];
  for (const prompt of ['Taken back', 'In line', 'Second in line']) {
    waiting.push(((await (await request.post('/api/generate', { data: { prompt } })).json()) as { task: { id: string } }).task.id);
  }
  expect((await request.post(`/api/tasks/${waiting[0]}/cancel`, { data: {} })).status()).toBe(200);
  await showSaving(page, 'Second in line');
  // Only what is near the window is drawn.
  await page.setViewportSize({ width: 1280, height: 2400 });
  await openStudio();
  for (const name of [/^Running\./, /^Queued, next in line/, /^Saving, 0 of/, /^Cancelled/, /^Outcome unknown/, /^One picture ready, 1 missing/]) {
    await expect(page.getByRole('article', { name }).first()).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: 'In words' })).toBeVisible();
  await expectAccessible();

  await page.setViewportSize({ width: 1280, height: 720 });
  const tile = runOf('A finished picture').getByRole('link').first();
  await tile.focus();
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press('Escape');
  await page.getByRole('article', { name: /^Outcome unknown/ }).first().getByRole('group').press('Enter');
  await expect(page.getByRole('dialog', { name: 'We do not know how this ended' })).toBeVisible();
  await expectAccessible({ within: '[role=dialog]' });
  await page.keyboard.press('Escape');

  await tile.focus();
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog', { name: 'Share this picture' })).toBeVisible();
  await expectAccessible({ within: '[role=dialog]' });
  await page.keyboard.press('Escape');
  await tile.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Facts' })).toBeVisible();
  await expectAccessible();
});

/** Shows one task as it stands for the blink of an eye between the answer and the last file. */
async function showSaving(page: Page, prompt: string): Promise<void> {
  await page.route('**/api/tasks/changes**', async (route) => {
    const { tasks } = (await (await page.request.get('/api/tasks?open=1')).json()) as { tasks: { revision: number; input: { prompt?: string } }[] };
    const task = tasks.find(({ input }) => input.prompt === prompt);
    const revision = (task?.revision ?? 0) + 1;
    await route.fulfill({ json: { tasks: [{ ...task, status: 'saving', position: null, revision }], revision } });
  }, { times: 1 });
}

test('what a picture can become is accessible, while it is held, while it is chosen and when it cannot be', async ({ visit, page, openStudio, expectAccessible, expectConsole }) => {
  expectConsole(/status of 415/);
  await openStudio();
  await holdFile(page, await pngFile('held.png'));
  await expectAccessible();
  await visit();
  await pasteFile(page, await pngFile('ready.png'));
  await expect(targets(page).getByRole('button', { name: 'Remix' })).toBeVisible();
  await expect(targets(page)).toContainText('No settings were found');
  await expectAccessible();
  await page.keyboard.press('Escape');
  await pasteFile(page, { name: 'vector.png', type: 'image/png', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await expect(targets(page).getByRole('alert')).toBeVisible();
  await expectAccessible();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Prompt' }).fill('x'.repeat(10_001));
  await expectAccessible();
});

test('a shared page and one whose link has ended are accessible', async ({ page, made, request, expectAccessible, expectConsole }) => {
  expectConsole(/status of 404/);
  const { images } = await made('For strangers', { count: 3 });
  for (const ids of [images.slice(0, 1), images].map((some) => some.map(({ id }) => id))) {
    const share = await request.post('/api/shares', { data: { images: ids, showPrompt: true, download: true, remix: true, days: 1 } });
    const { url } = ((await share.json()) as { share: { url: string } }).share;
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible();
  }
  await page.goto('/s/nothing-at-this-address');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible();
});

alone('a page that is not there and one that could not be read are accessible and say what now', async ({
  page, own, openStudio, expectAccessible, expectConsole,
}) => {
  expectConsole(/status of (404|500)|Minified React error|digest|An error occurred/);
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectAccessible();
  await page.goto('/images/nowhere');
  await expect(page.getByRole('heading', { level: 1 }).last()).toBeVisible();
  await expectAccessible();
  const database = new DatabaseSync(path.join(own.dataFolder, 'atelier.db'), { timeout: 5000 });
  database.exec('ALTER TABLE tasks RENAME TO gone');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'The page did not load' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Pictures and queue are untouched.' })).toBeVisible();
  await expectAccessible();
  database.exec('ALTER TABLE gone RENAME TO tasks');
  database.close();
  await page.getByRole('button', { name: 'Try again' }).click();
  await openStudio();
});

shop('a stopped connection, an unclear end of a paid task, a second tab and a changed price are accessible', async ({
  page, gateway, connect, ask, openStudio, promptBox, generate, expectAccessible, expectConsole,
}) => {
  shop.setTimeout(150_000);
  expectConsole(/status of 409/);
  await connect({ slots: 1 });
  await openStudio();
  await generate('How did it end fault:close');
  await expect(tileOf(page, 'How did it end')).toHaveAttribute('data-status', 'unknown');
  await page.route('**/api/generate', (route) =>
    route.fulfill({ status: 409, json: { error: { code: 'price_changed', message: 'This costs $0.12 now.', requestId: 'r' } } }), { times: 1 });
  await promptBox.fill('Dearer by now');
  await promptBox.press('Control+Enter');
  await expect(page.getByRole('form', { name: 'Compose' }).getByRole('alert')).toContainText('This costs $0.12 now.');
  await expectAccessible();
  const letGo = gateway.hold();
  await generate('Holds the line');
  await ask('Waits its turn');
  // A tab that has forgotten what it started is any other tab.
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await expect(page.getByText('The same is running already')).toBeVisible();
  await expect(page.getByRole('article', { name: /^Queued, next in line/ })).toBeVisible();
  await expectAccessible();

  gateway.refused.add(shopKey);
  letGo();
  await expect(page.getByText('Key refused by Shop.').first()).toBeVisible();
  await ask('Waits for a key');
  await expect(tileOf(page, 'Waits for a key')).toHaveAccessibleName('Key refused, not charged');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible();
  await page.getByText('Key refused by Shop.').first().locator('..').locator('..').getByRole('button', { name: 'Open connections' }).click();
  await expect(page.getByText('With a working key, what waits goes on by itself.')).toBeVisible();
  await expectAccessible();
});

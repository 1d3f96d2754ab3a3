import type { Locator, Page } from '@playwright/test';
import type { Gateway } from '../gateway';
import { expect } from './fixtures';
import { withGatewayOfFile, withOwnGateway } from './gateway-fixtures';

const key = 'sk-kestrel-0123456789abcdef-1a2b';

const test = withGatewayOfFile();
const alone = withOwnGateway();

const address = (gateway: Gateway): string => `${gateway.origin}/sandbox/ideogram/v1`;
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Connect a key' });
const row = (page: Page, label: string): Locator =>
  page.getByRole('list', { name: 'Connections' }).getByRole('listitem').filter({ has: page.getByRole('button', { name: label, exact: true }) }).first();

/** Everything a page knows or keeps: its markup, address, cookies and storage. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [document.documentElement.outerHTML, location.href, document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join('\n'),
  );

const add = (page: Page, gateway: Gateway, label: string, more: object = {}) =>
  page.request.post('/api/connections', {
    data: { label, dialect: 'ideogram', baseUrl: gateway.origin, pathPrefix: '/sandbox/ideogram/v1', auth: 'bearer', key, ...more },
  });

async function choose(page: Page, label: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${label}` }).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

test('a key is connected on the first run, examined for nothing, and used; it is told nowhere again', async ({
  visit, page, gateway, own, openStudio, generate, goButton, stored, expectAccessible,
}) => {
  gateway.lacking.add('describe');
  const answers: string[] = [];
  page.on('response', (reply) => void reply.text().then((text) => answers.push(text), () => undefined));
  await openStudio();
  await page.getByRole('button', { name: 'Connect a key' }).click();
  const box = dialog(page);
  // As a person has it: out of an environment file.
  await box.getByRole('textbox', { name: 'Address' }).fill(address(gateway));
  await expect(box.getByRole('combobox', { name: 'Speaks' })).toHaveValue('ideogram');
  await expect(box.getByText('Recognised from the address.')).toBeVisible();
  await box.getByLabel('Key', { exact: true }).fill(`IDEOGRAM_API_KEY="${key}"`);
  expect(await kept(page)).not.toContain('kestrel');
  await box.getByRole('button', { name: 'Examine', exact: true }).click();

  const report = box.getByRole('region', { name: /^Doctor: / });
  await expect(report).toContainText('It answers');
  await expect(report.getByRole('listitem').filter({ hasText: 'Key accepted' })).toContainText('Bearer');
  await expect(report.getByRole('listitem').filter({ hasText: 'Generate' })).toContainText('there');
  await expect(report.getByRole('listitem').filter({ hasText: 'Describe' })).toContainText('missing');
  await expect(box.getByText('Not offered, because it is missing: Describe.')).toBeVisible();
  expect(gateway.paid).toEqual([]);
  expect(await stored()).toMatchObject([{ id: 'sandbox' }]);
  await expectAccessible({ within: '[role=dialog]' });

  await box.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(box).toHaveCount(0);
  await expect(page.getByText('127.0.0.1 is connected').first()).toBeVisible();
  await expect(page.getByText('Sandbox.', { exact: true })).toHaveCount(0);
  await expect(goButton).toHaveText(/^Generate/);
  const run = await generate('Made with a key of my own');
  await expect(run.getByRole('link')).toHaveCount(2);
  expect(gateway.paid.filter((url) => url.endsWith('/generate'))).toHaveLength(1);
  expect([...gateway.keys]).toEqual([`Bearer ${key}`]);

  await expect.poll(async () => (await stored())[0]?.missing).toEqual(['describe']);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(row(page, '127.0.0.1')).toContainText('Works with limits');
  await expect(row(page, '127.0.0.1')).toContainText('key ••••1a2b');
  await visit();
  await page.getByRole('button', { name: '127.0.0.1', exact: true }).click();
  await expect(row(page, '127.0.0.1').getByRole('region', { name: 'Doctor: 127.0.0.1' })).toContainText('missing');
  await expectAccessible();
  expect(await kept(page)).not.toContain('kestrel');
  expect(answers.length).toBeGreaterThan(10);
  expect(answers.filter((text) => text.includes('kestrel'))).toEqual([]);
  expect(own.log).not.toContain('kestrel');
});

test('what is wrong is said at its field, and whatever the doctor finds it can be saved', async ({ page, openStudio, gateway, stored, expectAccessible, expectConsole }) => {
  expectConsole(/status of 422/);
  gateway.refused.add(key);
  await openStudio('/settings');
  await page.getByRole('button', { name: 'Add connection' }).click();
  const box = dialog(page);
  await box.getByRole('button', { name: 'Examine', exact: true }).click();
  const where = box.getByRole('textbox', { name: 'Address' });
  await expect(where).toBeFocused();
  await expect(where).toHaveAccessibleDescription(/^Enter an address/);
  await expect(box.getByText('Enter the key', { exact: true })).toBeVisible();
  await expectAccessible({ within: '[role=dialog]' });
  await where.fill(gateway.origin);
  await box.getByLabel('Key', { exact: true }).fill(key);
  await box.getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(box.getByText('Choose what it speaks')).toBeVisible();
  await box.getByRole('combobox', { name: 'Speaks' }).selectOption('ideogram');
  await box.getByRole('button', { name: /^More/ }).click();
  await box.getByRole('textbox', { name: 'Path prefix' }).fill('/sandbox/ideogram/v1');
  await box.getByRole('textbox', { name: 'Pictures at once' }).fill('many');
  await box.getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(box.getByText('A whole number from 1 to 100')).toBeVisible();
  await box.getByRole('textbox', { name: 'Pictures at once' }).fill('3');
  await box.getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(box.getByRole('region', { name: /^Doctor: / })).toContainText('Key refused');
  await expect(box.getByText(/the key was refused: every task would fail/)).toBeVisible();
  await box.getByRole('textbox', { name: 'Name' }).fill('Refused');
  await expect(box.getByText('The entry has changed since.')).toBeVisible();
  await box.getByRole('button', { name: 'Save without examining' }).click();
  await expect(row(page, 'Refused')).toContainText('3 at once');
  await expect(row(page, 'Refused')).toContainText('Key refused');
  expect(await stored()).toMatchObject([{ label: 'Refused', slots: 3, pathPrefix: '/sandbox/ideogram/v1' }]);
  expect(gateway.paid).toEqual([]);
});

test('the calls of the web tasks are off and unverified, and one that is not JSON is refused at its text', async ({ page, openStudio, gateway, stored, expectConsole }) => {
  expectConsole(/status of 422/);
  await openStudio('/settings');
  await page.getByRole('button', { name: 'Add connection' }).click();
  const box = dialog(page);
  await box.getByRole('textbox', { name: 'Address' }).fill(`${gateway.origin}/sandbox/web`);
  await expect(box.getByRole('combobox', { name: 'Speaks' })).toHaveValue('ideogram-web');
  await expect(box.getByText('Unverified.', { exact: true })).toBeVisible();
  const calls = box.getByRole('group', { name: 'Calls' }).getByRole('switch');
  await expect(calls).toHaveCount(4);
  for (const call of await calls.all()) await expect(call).not.toBeChecked();
  await box.getByLabel('Key', { exact: true }).fill(key);
  await box.getByRole('switch', { name: 'Generate' }).check();
  const body = box.getByRole('textbox', { name: 'JSON body of Generate' });
  await expect(body).toHaveValue(/"prompt": "\{\{prompt\}\}"/);
  const start = await body.inputValue();
  await body.fill('{ "prompt": {{prompt}}, ');
  await box.getByRole('button', { name: 'Save without examining' }).click();
  await expect(body).toHaveAccessibleDescription(/not JSON/);
  await expect(body).toBeFocused();
  expect(await stored()).toMatchObject([{ id: 'sandbox' }]);
  await body.fill(start);
  await box.getByRole('button', { name: 'Save without examining' }).click();
  await expect(row(page, '127.0.0.1')).toContainText('Unverified');
  const [made] = await stored();
  expect(made?.options).toMatchObject({ templates: { generate: { path: '/api/ideogram/generate' }, remix: false } });
});

test('a connection is renamed, ordered, switched off and removed without a mouse', async ({ page, gateway, openStudio, stored, promptBox }) => {
  for (const label of ['First', 'Second']) expect((await add(page, gateway, label)).status()).toBe(201);
  await openStudio('/');
  await page.getByRole('link', { name: 'Settings' }).press('Enter');
  await page.getByRole('button', { name: 'Move Second: arrow up or down' }).press('ArrowUp');
  await expect(page.getByRole('status').filter({ hasText: 'Second is now 1 of 2' })).toBeAttached();
  await expect(row(page, 'Second')).toContainText('first choice');
  await expect.poll(async () => (await stored()).map(({ label }) => label)).toEqual(['Second', 'First']);

  await page.getByRole('button', { name: 'More for First' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
  const box = page.getByRole('dialog', { name: 'Edit First' });
  await expect(box.getByLabel('Key', { exact: true })).toHaveValue('');
  await box.getByRole('textbox', { name: 'Name' }).fill('Renamed');
  await box.getByRole('button', { name: 'Save without examining' }).press('Enter');
  await expect(row(page, 'Renamed')).toContainText('key ••••1a2b');

  await page.getByRole('button', { name: 'Second', exact: true }).press('Enter');
  await row(page, 'Second').getByRole('button', { name: 'Switch off' }).press('Enter');
  await expect(row(page, 'Second')).toContainText('not offered in the box');
  await expect(row(page, 'Renamed')).toContainText('first choice');
  await row(page, 'Second').getByRole('button', { name: 'Switch on' }).press('Enter');
  await expect(row(page, 'Second')).toContainText('first choice');

  await page.getByRole('button', { name: 'More for Renamed' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove' }).press('Enter');
  const asked = page.getByRole('dialog', { name: 'Remove Renamed?' });
  await expect(asked).toContainText('Tasks and pictures made with it keep their history.');
  await asked.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(asked).toHaveCount(0);
  await expect(row(page, 'Renamed')).toHaveCount(0);
  expect((await stored()).map(({ label }) => label)).toEqual(['Second']);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('link', { name: 'Settings' })).toBeFocused();
  await expect(promptBox).toBeEditable();
});

test('a dragged connection goes where it is let go', async ({ page, openStudio, gateway, stored }) => {
  for (const label of ['First', 'Second', 'Third']) expect((await add(page, gateway, label)).status()).toBe(201);
  await openStudio('/settings');
  const grip = await page.getByRole('button', { name: 'Move Third: arrow up or down' }).boundingBox();
  const target = await row(page, 'First').boundingBox();
  if (!grip || !target) throw new Error('The list is not drawn.');
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 8, target.y + 40, { steps: 6 });
  await page.mouse.move(grip.x + 8, target.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect(row(page, 'Third')).toContainText('first choice');
  await expect.poll(async () => (await stored()).map(({ label }) => label)).toEqual(['Third', 'First', 'Second']);
});

alone('one with open tasks can only be switched off, and settings lead back to the same place', async ({ page, gateway, openStudio, made, request, stored }) => {
  expect((await add(page, gateway, 'Busy')).status()).toBe(201);
  for (const prompt of ['One', 'Another']) await made(prompt, { count: 2 });
  await page.setViewportSize({ width: 900, height: 240 });
  expect((await request.post('/api/generate', { data: { prompt: 'Still open fault:slow=90' } })).status()).toBe(202);
  await openStudio();
  await expect.poll(() => page.evaluate(() => {
    window.scrollTo(0, 200);
    return Math.round(window.scrollY);
  })).toBe(200);
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/settings"]')?.click());
  await choose(page, 'Busy', 'Remove');
  const asked = page.getByRole('dialog', { name: 'Remove Busy?' });
  await expect(asked.getByRole('alert')).toContainText('1 task is still open.');
  await expect(asked.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await asked.getByRole('button', { name: 'Switch off instead' }).click();
  await expect(row(page, 'Busy')).toContainText('not offered in the box');
  expect(await stored()).toMatchObject([{ label: 'Busy', off: true, openTasks: 1 }]);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('link', { name: 'Settings' })).toBeFocused();
  expect(await page.evaluate(() => Math.round(window.scrollY))).toBe(200);
});

alone('a paid picture is made only after its price was read and pressed, and then once', async ({ page, openStudio, gateway, expectConsole }) => {
  expectConsole(/status of 409|net::ERR_FAILED/);
  expect((await add(page, gateway, 'Mine')).status()).toBe(201);
  await openStudio('/settings');
  await choose(page, 'Mine', 'Examine again');
  const report = row(page, 'Mine').getByRole('region', { name: 'Doctor: Mine' });
  await report.getByRole('button', { name: /^Make one, about \$0\.\d+$/ }).click();
  const question = report.getByRole('group', { name: 'Make one paid picture' });
  await expect(question).toContainText(/charges this key about \$0\.\d+/);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  expect(gateway.paid).toEqual([]);
  await report.getByRole('button', { name: /^Make one/ }).click();
  const spend = async (clickCount = 1): Promise<Record<string, string>> => {
    const sent = page.waitForRequest('**/trial');
    await question.getByRole('button', { name: /^Spend/ }).click({ clickCount });
    return (await sent).headers();
  };
  await page.route('**/trial', (route) => route.abort(), { times: 1 });
  const lost = await spend();
  await expect(question.getByRole('alert')).toContainText('it may have begun');
  const dearer = { code: 'price_changed', message: 'This costs $0.99 now.', requestId: 'r' };
  await page.route('**/trial', (route) => route.fulfill({ status: 409, headers: { price: '990000' }, json: { error: dearer } }), { times: 1 });
  // Asked again after a lost answer it is the same purchase; once it was refused, the next is another.
  expect((await spend())['idempotency-key']).toBe(lost['idempotency-key']);
  await expect(question).toContainText('charges this key about $0.99');
  const bought = await spend(2);
  expect(bought['idempotency-key']).not.toBe(lost['idempotency-key']);
  // No more than was read.
  expect(bought['price-limit']).toBe('990000');
  await expect(page.getByText('One paid picture is on its way').first()).toBeVisible();
  await expect.poll(() => gateway.paid.length).toBe(1);
  await page.goto('/');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article').getByRole('link')).toHaveCount(1);
  expect(gateway.paid).toHaveLength(1);
});

test('without a line the settings say so, keep what is there, and add nothing', async ({ page, context, openStudio, gateway, expectConsole }) => {
  expectConsole(/net::ERR_/);
  expect((await add(page, gateway, 'Mine')).status()).toBe(201);
  await openStudio();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(row(page, 'Mine')).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Mine', exact: true }).click();
  await row(page, 'Mine').getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(row(page, 'Mine').getByRole('alert')).toContainText('The server cannot be reached.');
  await expect(page.getByRole('status').filter({ hasText: 'Offline.' }).last()).toBeVisible();
  await page.getByRole('button', { name: 'Add connection' }).press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByText('Offline.')).toHaveCount(0);
  await row(page, 'Mine').getByRole('button', { name: 'Examine', exact: true }).click();
  await expect(row(page, 'Mine').getByRole('region', { name: 'Doctor: Mine' })).toContainText('It answers');
});

import type { Page } from '@playwright/test';
import type { Task } from '@/lib/schema/task';
import { expect, firstImage, test as base, withConnections } from './fixtures';
import { dropFile, pngFile } from './hand-over';

/** The one connection has all that an official key buys; the built-in gateway stands behind it. */
const test = withConnections({ id: 'official', label: 'Sandbox', dialect: 'ideogram-official', baseUrl: 'sandbox', pathPrefix: '/sandbox' });

const chip = (page: Page, name: string) => page.getByRole('group', { name: 'Settings' }).getByRole('button', { name: new RegExp(`^${name}\\b`) });
const panel = (page: Page, name: string) => page.getByRole('dialog', { name });
const references = (page: Page) => page.getByRole('form').getByRole('group', { name: 'References' });
const newest = async (page: Page): Promise<Task> => {
  const { tasks } = (await (await page.request.get('/api/tasks?limit=1')).json()) as { tasks: Task[] };
  const [task] = tasks;
  if (!task) throw new Error('nothing was asked');
  return task;
};

async function choose(page: Page, name: string, option: string): Promise<void> {
  await chip(page, name).click();
  await page.getByRole('dialog').getByText(option, { exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('speed, a preset and then two style pictures: one shuts the other out, which is said and can be put back; all of it comes back', async ({
  visit, page, openStudio, made, generate, runOf, promptBox, expectAccessible,
}) => {
  test.setTimeout(120_000);
  const sources = [firstImage(await made('A koi pond')), firstImage(await made('A lighthouse'))];
  await openStudio();
  await choose(page, 'Speed', 'Turbo');
  await expect(chip(page, 'Speed')).toHaveText('SpeedTurbo');

  await chip(page, 'Style').click();
  await panel(page, 'Style').getByRole('searchbox', { name: 'Find a preset' }).fill('oil');
  await panel(page, 'Style').getByText('Oil painting', { exact: true }).click();
  await expectAccessible({ within: '[role=dialog]' });
  await page.keyboard.press('Enter');
  await expect(chip(page, 'Style')).toHaveText('StyleOil painting');

  for (const source of ['A koi pond', 'A lighthouse']) {
    await chip(page, 'References').click();
    await panel(page, 'References').getByRole('button', { name: 'Add a style picture' }).click();
    const pick = page.getByRole('dialog', { name: 'What should this picture do' });
    await expect(pick.getByRole('heading', { name: 'Whose style should be taken up' })).toBeVisible();
    await pick.getByRole('button', { name: source }).first().click();
    await expect(references(page).getByRole('img', { name: source })).toBeVisible();
  }
  await expect(chip(page, 'Style')).toHaveText('StyleAuto');
  await expect(chip(page, 'References')).toHaveText('ReferencesStyle 2');
  await expect(page.getByRole('form').getByRole('status')).toContainText('Style references shut out what was set: style preset.');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(chip(page, 'Style')).toHaveText('StyleOil painting');
  await expect(references(page)).toHaveCount(0);

  await choose(page, 'Style', 'No preset');
  await page.request.get('/');
  for (const source of ['A koi pond', 'A lighthouse']) {
    await chip(page, 'References').click();
    await panel(page, 'References').getByRole('button', { name: 'Add a style picture' }).click();
    await page.getByRole('dialog').getByRole('button', { name: source }).first().click();
    await expect(references(page).getByRole('img', { name: source })).toBeVisible();
  }
  await expectAccessible();
  await visit();
  await expect(references(page).getByRole('img')).toHaveCount(2);
  const run = await generate('Pears in their manner');
  await expect(run.getByRole('link').first()).toBeVisible();
  const { input } = await newest(page);
  expect(input).toMatchObject({ renderingSpeed: 'turbo', styleImages: sources.map(({ id }) => id) });
  expect(input).not.toHaveProperty('stylePreset');

  // The viewer tells of it, leads to the pictures, and gives all of it back.
  await run.getByRole('link').first().click();
  const viewer = page.getByRole('main', { name: /^Picture: Pears/ });
  const facts = page.getByRole('complementary', { name: /./ }).filter({ hasText: 'Style of' });
  await expect(facts).toContainText('Turbo');
  await expect(facts.getByRole('link', { name: 'A koi pond' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await promptBox.fill('');
  for (let left = 2; left > 0; left--) await references(page).getByRole('button', { name: /^Take style picture 1/ }).click();
  await expect(references(page)).toHaveCount(0);
  expect((await page.request.delete(`/api/images/${sources[0]?.id}`)).status()).toBe(204);
  await runOf('Pears in their manner').getByRole('link').first().click();
  await expect(facts.getByRole('link', { name: 'A lighthouse' })).toBeVisible();
  await page.getByRole('button', { name: /^Use all/ }).click();
  await page.keyboard.press('Escape');
  await expect(promptBox).toHaveValue('Pears in their manner');
  await expect(references(page).getByRole('img')).toHaveCount(1);
  await expect(page.getByRole('form').getByRole('status')).toContainText('A picture that it refers to is not in the library any more.');
});

test('from 3.0 to 4.0 and back: what 4.0 lacks is said once and comes back', async ({ page, openStudio }) => {
  await openStudio();
  await choose(page, 'Speed', 'Flash');
  await choose(page, 'Style', 'Pop art');
  await chip(page, 'Ratio').click();
  await panel(page, 'Ratio').getByText('Resolution', { exact: true }).click();
  await panel(page, 'Ratio').getByText('640 × 1344', { exact: true }).click();
  await page.keyboard.press('Enter');
  await choose(page, 'Model', 'Sandbox 4.0');
  const note = page.getByRole('form').getByRole('status');
  await expect(note).toContainText('Sandbox 4.0 has no Flash speed or style preset, so yours were set aside. They come back with 3.0.');
  await expect(note).toContainText('Sandbox 4.0 has no 640 × 1344, so 1:2 stands in.');
  await expect(chip(page, 'Style')).toHaveCount(0);
  await expect(chip(page, 'References')).toHaveCount(0);
  await expect(chip(page, 'Speed')).toHaveText('SpeedDefault');
  await choose(page, 'Model', 'Sandbox 3.0');
  await expect(note).toHaveCount(0);
  await expect(chip(page, 'Style')).toHaveText('StylePop art');
  await expect(chip(page, 'Speed')).toHaveText('SpeedFlash');
  await expect(chip(page, 'Ratio')).toHaveText('Ratio640 × 1344');
});

test('a style code, a preset and a character, by keyboard alone', async ({ page, openStudio, made, promptBox }) => {
  await made('A woman in a hat');
  await openStudio();
  await promptBox.focus();
  await chip(page, 'Style').focus();
  await page.keyboard.press('Enter');
  const style = panel(page, 'Style');
  const code = style.getByRole('textbox', { name: 'Add a style code' });
  await expect(style).toBeVisible();
  await code.focus();
  await page.keyboard.type('12345');
  await page.keyboard.press('Enter');
  await expect(style.getByRole('alert')).toHaveText('12345 is no style code. One is eight digits, 0 to 9 and A to F.');
  await page.keyboard.type('6aF');
  await expect(style.getByText('123456AF')).toBeVisible();
  await expect(style.getByRole('alert')).toHaveCount(0);
  await expect(code).toHaveValue('');

  // The preset shuts the code out; Escape puts back what stood when the panel was opened, which was nothing.
  await style.getByRole('searchbox').focus();
  await page.keyboard.type('water');
  await expect(style.getByRole('radio', { name: 'Watercolour' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(style.getByText('123456AF')).toHaveCount(0);
  await expect(page.getByRole('form').getByRole('status')).toContainText('A preset shuts out what was set: style code.');
  await expect(chip(page, 'Style')).toHaveText('StyleWatercolour');
  await page.keyboard.press('Escape');
  await expect(style).toHaveCount(0);
  await expect(chip(page, 'Style')).toHaveText('StyleAuto');
  await expect(chip(page, 'Style')).toBeFocused();

  await page.keyboard.press('Tab');
  await expect(chip(page, 'References')).toBeFocused();
  await page.keyboard.press('Enter');
  await panel(page, 'References').getByRole('button', { name: 'Add a character' }).focus();
  await page.keyboard.press('Enter');
  const pick = page.getByRole('dialog', { name: 'What should this picture do' });
  await expect(pick.getByRole('heading', { name: 'Which picture shows the character' })).toBeVisible();
  await pick.getByRole('button', { name: 'A woman in a hat' }).first().focus();
  await page.keyboard.press('Enter');
  const remove = references(page).getByRole('button', { name: 'Take the character out' });
  await expect(remove).toBeVisible();
  await expect(promptBox).toBeFocused();
  await remove.focus();
  await page.keyboard.press('Enter');
  await expect(references(page)).toHaveCount(0);
  await expect(promptBox).toBeFocused();
});

test('a file let go over Style or Character becomes one, and neither target is there for a model without them', async ({ page, openStudio, expectAccessible }) => {
  await openStudio();
  await dropFile(page, await pngFile('manner.png'), 'Style');
  await expect(references(page).getByRole('img', { name: 'manner.png' })).toBeVisible();
  await page.getByRole('button', { name: 'Use a picture' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'manner.png' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Character' })).toBeVisible();
  await expectAccessible({ within: '[role=dialog], dialog' });
  await page.keyboard.press('6');
  await expect(chip(page, 'References')).toHaveText('ReferencesStyle 1 · Character');

  await choose(page, 'Model', 'Sandbox 4.0');
  await expect(references(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Use a picture' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'manner.png' }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Remix' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Style' })).toHaveCount(0);
});

base.describe('a stranger', () => {
  test('is told how it was to look where the prompt is shown, and nothing where it is hidden', async ({ page, made, request }) => {
    const source = firstImage(await made('A private sketch'));
    const look = { renderingSpeed: 'quality', styleImages: [source.id] };
    const image = firstImage(await made('Shown to strangers', look));
    const coded = firstImage(await made('Shown with a code', { styleCodes: ['C0DEC0DE'] }));
    const share = async (id: string, showPrompt: boolean) =>
      ((await (await request.post('/api/shares', { data: { images: [id], showPrompt } })).json()) as { share: { url: string } }).share.url;
    await page.goto(await share(image.id, true));
    await expect(page.getByText('Quality', { exact: true })).toBeVisible();
    await expect(page.getByText('another picture', { exact: true })).toBeVisible();
    expect(await page.content()).not.toContain(source.id);
    await page.goto(await share(coded.id, true));
    await expect(page.getByText('C0DEC0DE', { exact: true })).toBeVisible();
    for (const id of [image.id, coded.id]) {
      const bare = await (await request.get(await share(id, false))).text();
      for (const word of ['Quality', 'quality', 'C0DEC0DE', 'another picture', source.id]) expect(bare).not.toContain(word);
    }
  });
});

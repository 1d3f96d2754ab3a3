import { expect, firstImage, test } from './fixtures';
import { dragWithMouse, dropFile, pasteFile, pngFile, targets } from './hand-over';

test('a file dragged from disk is stored, becomes the source, and is remixed', async ({ page, openStudio, promptBox, goButton, runOf }) => {
  await openStudio();
  const file = await pngFile('harbour-sketch.png');
  await dropFile(page, file, 'Remix');
  await expect(targets(page)).toHaveCount(0);
  const form = page.getByRole('form', { name: 'Compose' });
  await expect(form).toContainText('Remix of harbour-sketch.png');
  await expect(promptBox).toBeFocused();
  await expect(goButton).toHaveText(/^Remix/);
  await form.getByRole('slider', { name: 'Image weight' }).fill('70');
  await promptBox.fill('The same harbour in fog');
  await promptBox.press('Control+Enter');
  const run = runOf('The same harbour in fog');
  await expect(run.getByRole('link')).toHaveCount(2);

  await run.getByRole('link').first().click();
  const viewer = page.getByRole('main', { name: /^Picture: The same harbour/ });
  await expect(viewer.getByRole('complementary', { name: 'Facts' })).toContainText('weight 70');
  const origin = page.getByRole('navigation', { name: 'Where it came from and what came of it' });
  await origin.getByRole('link', { name: 'harbour-sketch.png' }).click();
  await expect(page.getByRole('main', { name: 'Picture: harbour-sketch.png' })).toBeVisible();
  await expect(origin.getByRole('link', { name: 'The same harbour in fog' })).toHaveCount(2);
});

test('a tile dragged from the gallery shows its crop and becomes the source', async ({ visit, page, openStudio, made, runOf }) => {
  await made('Dragged by its corner', { count: 1, aspectRatio: '16:9' });
  await openStudio();
  const target = targets(page).getByRole('heading', { name: 'Remix' });
  await dragWithMouse(page, runOf('Dragged by its corner').getByRole('link'), target);
  await expect(targets(page)).toHaveCount(0);
  const form = page.getByRole('form', { name: 'Compose' });
  await expect(form).toContainText('Remix of Dragged by its corner');
  // The nearest ratio is taken, which is its own.
  await expect(form).not.toContainText('cropped to');
  await form.getByRole('button', { name: /^Ratio/ }).click();
  await page.getByRole('dialog', { name: 'Ratio' }).getByRole('radio', { name: '1:1' }).press('Space');
  await page.keyboard.press('Enter');
  await expect(form).toContainText('cropped to 1:1');
  await form.getByRole('button', { name: 'use 16:9' }).click();
  await expect(form).not.toContainText('cropped to');
  await visit();
  await expect(form).toContainText('Remix of Dragged by its corner');
  await form.getByRole('button', { name: 'Take the source out' }).click();
  await expect(form.getByRole('button', { name: /^Generate/ })).toBeVisible();
});

test('a pasted picture lies there until a key says what it should do', async ({ page, openStudio, promptBox, goButton }) => {
  await openStudio();
  await promptBox.fill('Words that stay');
  await pasteFile(page, await pngFile('clipboard.png'));
  await expect(targets(page).getByRole('button', { name: 'Remix' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(targets(page)).toHaveCount(0);
  await expect(page.getByRole('form', { name: 'Compose' })).toContainText('Remix of clipboard.png');
  await expect(promptBox).toHaveValue('Words that stay');
  await expect(goButton).toHaveText(/^Remix/);
});

test('a file is picked by the button of the box, without dragging anything', async ({ page, openStudio }) => {
  await openStudio();
  await page.getByRole('form', { name: 'Compose' }).getByRole('button', { name: 'Use a picture' }).click();
  const file = await pngFile('picked.png');
  const picker = page.waitForEvent('filechooser');
  await targets(page).getByRole('button', { name: 'Choose a file' }).click();
  await (await picker).setFiles({ name: file.name, mimeType: file.type, buffer: file.bytes });
  await targets(page).getByRole('button', { name: 'Upscale' }).click();
  await expect(page.getByRole('form', { name: 'Compose' })).toContainText('900 × 600 becomes 1800 × 1200');
});

test('Escape puts a pasted picture down and nothing has happened', async ({ page, openStudio, request, goButton }) => {
  await openStudio();
  const before = (await (await request.get('/api/images')).json()) as { total: number };
  await pasteFile(page, await pngFile('never-mind.png'));
  await expect(targets(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(targets(page)).toHaveCount(0);
  await expect(goButton).toHaveText(/^Generate/);
  expect(((await (await request.get('/api/images')).json()) as { total: number }).total).toBe(before.total);
});

test('a picture is remixed by keyboard alone and by its own button', async ({ visit, page, openStudio, made, runOf, goButton }) => {
  const task = await made('Remixed by letter', { count: 1 });
  await openStudio();
  const form = page.getByRole('form', { name: 'Compose' });
  const tile = runOf('Remixed by letter').getByRole('link');
  await tile.focus();
  await page.keyboard.press('r');
  await expect(form).toContainText('Remix of Remixed by letter');
  await expect(goButton).toHaveText(/^Remix/);
  await form.getByRole('button', { name: 'Take the source out' }).click();
  await tile.hover();
  await runOf('Remixed by letter').getByRole('button', { name: 'Remix' }).click();
  await expect(form).toContainText('Remix of Remixed by letter');
  await form.getByRole('button', { name: 'Take the source out' }).click();
  await visit(`/images/${firstImage(task).id}`);
  await page.getByRole('main', { name: 'Picture: Remixed by letter' }).getByRole('button', { name: 'Remix', exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(form).toContainText('Remix of Remixed by letter');
});

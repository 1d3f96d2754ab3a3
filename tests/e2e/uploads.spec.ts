import { expect, test } from './fixtures';
import { dropFile, pasteFile, pngFile, targets } from './hand-over';

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

test('a file that is no picture is refused in a sentence, and nothing that was written is lost', async ({
  page, openStudio, promptBox, request, expectConsole,
}) => {
  expectConsole(/status of 4(13|15|22)/);
  await openStudio();
  await promptBox.fill('Words beside a bad file');
  const { total } = (await (await request.get('/api/images')).json()) as { total: number };
  await dropFile(page, { name: 'vector.png', type: 'image/png', bytes: svg }, 'Remix');
  await expect(targets(page).getByRole('alert')).toContainText('The file is an SVG; it must be a PNG, JPEG or WebP.');
  await expect(targets(page).getByRole('button', { name: 'Choose another file' })).toBeVisible();

  // Another one, picked by the button, takes its place and works.
  const good = await pngFile('good.png');
  const picker = page.waitForEvent('filechooser');
  await targets(page).getByRole('button', { name: 'Choose another file' }).click();
  await (await picker).setFiles({ name: good.name, mimeType: good.type, buffer: good.bytes });
  await targets(page).getByRole('button', { name: 'Remix' }).click();
  await expect(page.getByRole('form', { name: 'Compose' })).toContainText('Remix of good.png');
  await expect(promptBox).toHaveValue('Words beside a bad file');
  expect(((await (await request.get('/api/images')).json()) as { total: number }).total).toBe(total + 1);
});

test('a file that is too large is refused in a sentence', async ({ page, openStudio, promptBox, goButton, expectConsole }) => {
  expectConsole(/status of 4(13|15|22)/);
  await openStudio();
  await promptBox.fill('Words beside a large file');
  const { bytes } = await pngFile('large.png');
  await pasteFile(page, { name: 'large.png', type: 'image/png', bytes, zeros: 25.5 * 1024 * 1024 });
  await expect(targets(page).getByRole('alert')).toContainText('The file is larger than 25 MB.');
  await page.keyboard.press('Escape');
  await expect(targets(page)).toHaveCount(0);
  await expect(promptBox).toHaveValue('Words beside a large file');
  await expect(goButton).toHaveText(/^Generate/);
});

test('a picture let go beside the targets is kept as an upload', async ({ page, openStudio, goButton }) => {
  await openStudio();
  await dropFile(page, await pngFile('kept-for-later.png'), null);
  const told = page.getByRole('region', { name: 'Notices' });
  await expect(told).toContainText('Kept as an upload');
  await expect(page.getByRole('link', { name: 'kept-for-later.png' })).toBeVisible();
  // Before the rest: what is told goes after a while.
  await told.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\?q=is%3Aupload$/);
  await expect(page.getByRole('link', { name: 'kept-for-later.png' })).toBeVisible();
  await expect(goButton).toHaveText(/^Generate/);
});

test('the settings in a file of this studio fill the box and run nothing', async ({ page, openStudio, made, promptBox, request, runOf }) => {
  const { images: [image] } = await made('Carries its own settings', { count: 1, seed: 99, aspectRatio: '3:2' });
  const original = await request.get(`/api/images/${image?.id}/file?size=original&download=1`);
  await openStudio();
  await promptBox.fill('Words from before');
  await pasteFile(page, { name: 'from-a-friend.png', type: 'image/png', bytes: await original.body() });
  await expect(targets(page)).toContainText('99');
  await targets(page).getByRole('button', { name: 'Read settings' }).click();
  await expect(promptBox).toHaveValue('Carries its own settings');
  await expect(page.getByRole('button', { name: /^Ratio\W+3:2$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Seed\W+99$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(promptBox).toHaveValue('Words from before');
  await expect(runOf('Words from before')).toHaveCount(0);
});

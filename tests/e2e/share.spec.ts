import type { Browser, Page, Response } from '@playwright/test';
import sharp from 'sharp';
import { expect, firstImage, test } from './fixtures';
import { pngFile } from './hand-over';

/** A stranger: another browser without cookies, and everything the server told it. */
async function visit(browser: Browser, url: string): Promise<{ page: Page; status: number; told: () => Promise<string> }> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const heard: Response[] = [];
  page.on('response', (response) => heard.push(response));
  const response = await page.goto(url);
  await page.waitForLoadState('load');
  const told = async (): Promise<string> => {
    const rsc = await context.request.get(url, { headers: { rsc: '1' } });
    const parts = [await rsc.text(), JSON.stringify(rsc.headers()), page.url()];
    for (const one of heard) {
      parts.push(JSON.stringify(await one.allHeaders()), (await one.body().catch(() => Buffer.of())).toString('latin1'));
      parts.push((await one.body().catch(() => Buffer.of())).toString('utf8'));
    }
    return parts.join('\n');
  };
  return { page, status: response?.status() ?? 0, told };
}

test('a link shows a stranger the picture and nothing that was hidden, until it is revoked', async ({
  page, context, browser, openStudio, made, runOf, baseURL,
}) => {
  test.setTimeout(90_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const task = await made('Quince orchard under zanzibarite skies', { count: 1, seed: 987654321 });
  const image = firstImage(task);
  await openStudio();
  await runOf('Quince orchard').getByRole('link').focus();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'Share this picture' });
  await expect(dialog.getByRole('switch', { name: 'Show the prompt' })).not.toBeChecked();
  await dialog.getByRole('radio', { name: '7 days' }).press('Space');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  const link = dialog.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/\/s\/[\w-]{16,}$/);
  const url = await link.inputValue();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(url);

  const stranger = await visit(browser, url);
  expect(stranger.status).toBe(200);
  await expect(stranger.page.getByRole('heading', { name: 'Shared picture' })).toBeVisible();
  await expect(stranger.page.getByText(/This link ends on /)).toBeVisible();
  const picture = stranger.page.getByRole('img', { name: 'Shared picture' });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(0);
  const download = await stranger.page.getByRole('link', { name: 'Download' }).getAttribute('href');
  const file = await stranger.page.request.get(new URL(download ?? '', baseURL).href);
  expect(file.status()).toBe(200);
  const bytes = await file.body();
  const { comments, exif, xmp, iptc } = await sharp(bytes).metadata();
  expect({ comments, exif, xmp, iptc }).toEqual({});
  const everything = `${await stranger.told()} ${JSON.stringify(file.headers())} ${bytes.toString('latin1')}`;
  const secrets = ['Quince', 'zanzibarite', '987654321', image.id, task.id];
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);

  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  // Ten seconds stand open for an undo.
  await page.clock.install();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog).toContainText('ends in a moment');
  expect((await stranger.page.request.get(url)).status()).toBe(200);
  await page.clock.fastForward(10_000);
  await expect.poll(async () => (await stranger.page.request.get(url)).status()).toBe(404);
  expect((await stranger.page.request.get(new URL(download ?? '', baseURL).href)).status()).toBe(404);
  await stranger.page.goto(url);
  await expect(stranger.page.getByText('This link has ended, or there never was one at this address.')).toBeVisible();
  await stranger.page.context().close();
});

test('a link may show the prompt, allow a remix and never end', async ({ page, context, browser, openStudio, made, runOf }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await made('Persimmons on a windowsill', { count: 1 });
  await openStudio();
  await runOf('Persimmons').getByRole('link').focus();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'Share this picture' });
  await dialog.getByRole('radio', { name: 'Never' }).press('Space');
  await dialog.getByRole('switch', { name: 'Let them remix' }).check();
  await expect(dialog.getByRole('switch', { name: 'Show the prompt' })).toBeChecked();
  await dialog.getByRole('switch', { name: 'Let them download' }).uncheck();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/s\//);
  const url = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();

  const stranger = await visit(browser, url);
  await expect(stranger.page.getByRole('heading', { name: 'Persimmons on a windowsill' })).toBeVisible();
  await expect(stranger.page.getByText('This link does not end.')).toBeVisible();
  await expect(stranger.page.getByRole('button', { name: 'Copy prompt and settings' })).toBeVisible();
  await expect(stranger.page.getByRole('link', { name: 'Download' })).toHaveCount(0);
  await stranger.page.context().close();
});

test('a revoked link that is taken back within its ten seconds stays open', async ({ page, context, openStudio, made, runOf, request }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await made('Kept after all', { count: 1 });
  await openStudio();
  await runOf('Kept after all').getByRole('link').focus();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'Share this picture' });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/s\//);
  const url = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('button', { name: 'Revoke' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.reload();
  expect((await request.get(url)).status()).toBe(200);
});

test('a file that carries its own prompt loses it on the way to a stranger', async ({ browser, request, baseURL }) => {
  const { bytes: plain } = await pngFile('plain.png', 1024, 768);
  const words = { ImageDescription: 'Medlars in a copper bowl, seed 135792468', Artist: 'medlarine' };
  const carrying = await sharp(plain).withExif({ IFD0: words }).png().toBuffer();
  expect(['Medlars', '135792468', 'medlarine'].filter((word) => !carrying.includes(word))).toEqual([]);
  const file = { name: 'from-a-friend.png', mimeType: 'image/png', buffer: carrying };
  const stored = (await (await request.post('/api/images', { multipart: { file } })).json()) as { image: { id: string } };
  const sharing = await request.post('/api/shares', { data: { images: [stored.image.id] } });
  const { url } = ((await sharing.json()) as { share: { url: string } }).share;

  const stranger = await visit(browser, url);
  const download = await stranger.page.getByRole('link', { name: 'Download' }).getAttribute('href');
  const bytes = await (await stranger.page.request.get(new URL(download ?? '', baseURL).href)).body();
  const { width, comments, exif, xmp } = await sharp(bytes).metadata();
  expect({ width, comments, exif, xmp }).toEqual({ width: 1024 });
  const everything = `${await stranger.told()} ${bytes.toString('latin1')}`;
  const secrets = ['Medlars', '135792468', 'medlarine', 'from-a-friend', stored.image.id];
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  await stranger.page.context().close();
});

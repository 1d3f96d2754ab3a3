import { expect, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { atRest } from './at-rest';

/** `zeros`: so many bytes of nothing at its end, made in the page. */
export type HandedFile = { name: string; type: string; bytes: Buffer; zeros?: number };

/** A picture that is in no library yet; every colour makes other bytes. */
export async function pngFile(name: string, width = 900, height = 600): Promise<HandedFile> {
  const [r, g, b] = [...crypto.getRandomValues(new Uint8Array(3))];
  const background = { r: r ?? 0, g: g ?? 0, b: b ?? 0 };
  const bytes = await sharp({ create: { width, height, channels: 3, background } }).png().toBuffer();
  return { name, type: 'image/png', bytes };
}

export const targets = (page: Page): Locator => page.getByRole('dialog', { name: 'What should this picture do' });

/** A DataTransfer that holds a file, as the browser makes one for a drag from a folder. */
const transferOf = (page: Page, { name, type, bytes, zeros = 0 }: HandedFile) =>
  page.evaluateHandle(
    ([fileName, fileType, base64, padding]) => {
      const data = new DataTransfer();
      const whole = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([whole, new Uint8Array(padding)], fileName, { type: fileType }));
      return data;
    },
    [name, type, bytes.toString('base64'), zeros] as const,
  );

/** Drags a file over the page and holds it there; answers what it carries. */
export async function holdFile(page: Page, file: HandedFile) {
  const dataTransfer = await transferOf(page, file);
  await page.locator('body').dispatchEvent('dragenter', { dataTransfer });
  await expect(targets(page).getByRole('heading', { name: 'Let go where it belongs' })).toBeVisible();
  return dataTransfer;
}

/** Drags a file over the page and lets it go over the heading of a target, or beside all of them. */
export async function dropFile(page: Page, file: HandedFile, target: string | null): Promise<void> {
  const dataTransfer = await holdFile(page, file);
  const over = target === null
    ? targets(page).getByRole('heading', { name: 'Let go where it belongs' })
    : targets(page).getByRole('heading', { name: target });
  await expect(over).toBeVisible();
  for (const type of ['dragenter', 'dragover', 'drop']) await over.dispatchEvent(type, { dataTransfer });
}

/** Pastes a file into the page, wherever the focus is. */
export async function pasteFile(page: Page, file: HandedFile): Promise<void> {
  const clipboardData = await transferOf(page, file);
  await page.evaluate((data) => {
    const at = document.activeElement ?? document.body;
    at.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, clipboardData);
}

/** Drags one thing over another with the mouse; the page of targets is only there once the drag began. */
export async function dragWithMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  const start = await from.boundingBox();
  const [x, y] = [(start?.x ?? 0) + 40, (start?.y ?? 0) + 40];
  for (let step = 0; step < 4; step++) await page.mouse.move(x + step * 10, y + step * 10);
  await expect(to).toBeVisible();
  // What is told of the picture moves the targets down.
  const end = await atRest(() => to.boundingBox());
  const [left, top] = [(end?.x ?? 0) + 30, (end?.y ?? 0) + 12];
  await page.mouse.move(left, top);
  await page.mouse.move(left + 4, top + 2);
  await page.mouse.up();
}

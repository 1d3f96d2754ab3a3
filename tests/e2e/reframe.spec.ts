import type { Page } from '@playwright/test';
import { atRest } from './at-rest';
import { expect, test } from './fixtures';

const compose = (page: Page) => page.getByRole('form', { name: 'Compose' });
const edge = (page: Page, name: string) => page.getByRole('slider', { name });

/** A value as it is spoken; the page keeps its figures on one line with spaces that do not break. */
const said = (value: string) => new RegExp(`^${value.replaceAll(' ', '\\s')}$`);

/** Pulls an edge by the mouse, sideways and down, in pixels. */
async function pull(page: Page, name: string, x: number, y: number): Promise<void> {
  const box = await atRest(() => edge(page, name).boundingBox());
  if (box === null) throw new Error(`There is no ${name}.`);
  const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + x, fromY + y, { steps: 12 });
  await page.mouse.up();
}

test('the edge of the frame is dragged to another ratio, and the ratio chip is the same value', async ({
  visit, page, openStudio, made, runOf, goButton,
}) => {
  await made('A lighthouse to reframe', { count: 1, aspectRatio: '1:1' });
  await openStudio();
  const source = runOf('A lighthouse to reframe');
  await source.getByRole('link').hover();
  await source.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Reframe' }).click();
  await expect(compose(page)).toContainText('Reframe of A lighthouse to reframe');
  await expect(compose(page).getByRole('textbox')).toHaveCount(0);

  // A frame of the picture's own shape would be paid for nothing.
  await expect(goButton).toHaveText(/^Reframe/);
  await expect(goButton).toHaveAttribute('aria-disabled', 'true');
  await expect(edge(page, 'Right edge')).toHaveAttribute('aria-valuetext', said('1:1, 1024 × 1024'));
  const asked: string[] = [];
  page.on('request', (sent) => sent.url().endsWith('/api/reframe') && asked.push(sent.method()));
  await goButton.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Drag an edge to give it another shape.' })).toBeAttached();
  expect(asked).toEqual([]);

  await pull(page, 'Right edge', 66, 0);
  await expect(edge(page, 'Right edge')).toHaveAttribute('aria-valuetext', said('16:9, 1344 × 768'));
  await expect(compose(page)).toContainText('43% of it is new paper');
  await expect(compose(page).getByRole('button', { name: /^Ratio/ })).toContainText('16:9');
  await pull(page, 'Bottom edge', 0, 400);
  await expect(edge(page, 'Right edge')).toHaveAttribute('aria-valuetext', said('1:3, 512 × 1536'));

  await compose(page).getByRole('button', { name: /^Ratio/ }).click();
  await page.getByRole('dialog', { name: 'Ratio' }).getByRole('radio', { name: '9:16' }).press('Space');
  await page.keyboard.press('Enter');
  await expect(edge(page, 'Top edge')).toHaveAttribute('aria-valuetext', said('9:16, 768 × 1344'));
  await visit();
  await expect(edge(page, 'Top edge')).toHaveAttribute('aria-valuetext', said('9:16, 768 × 1344'));

  await goButton.click();
  const run = page.getByRole('article').first();
  await expect(run.getByRole('link')).toHaveCount(2);
  expect(asked).toEqual(['POST']);
  await run.getByRole('link').first().click();
  await expect(page.getByRole('complementary', { name: 'Facts' })).toContainText('768 × 1344');
  const origin = page.getByRole('navigation', { name: /^Where it came from/ });
  await expect(origin.getByRole('link', { name: 'A lighthouse to reframe' }).first()).toBeVisible();
  await expect(origin).toContainText('Reframe');
});

test('the frame is moved by the keyboard, says its value, and a picture that is not square is warned of', async ({
  page, openStudio, made, runOf, goButton, expectAccessible,
}) => {
  await made('A ferry to reframe', { count: 1, aspectRatio: '16:9' });
  await openStudio();
  await runOf('A ferry to reframe').getByRole('link').focus();
  await page.keyboard.press('f');
  const right = edge(page, 'Right edge');
  await expect(right).toBeFocused();
  await expect(right).toHaveAttribute('aria-valuetext', said('16:9, 1344 × 768'));
  await expect(compose(page)).toContainText('made for square pictures. This one is 1344 × 768');
  await page.keyboard.press('ArrowLeft');
  await expect(right).toHaveAttribute('aria-valuetext', said('16:10, 1280 × 800'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(right).toHaveAttribute('aria-valuetext', said('2:1, 1408 × 704'));
  // The left edge goes where the arrow points, too.
  await page.keyboard.press('Shift+Tab');
  await expect(edge(page, 'Left edge')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(right).toHaveAttribute('aria-valuetext', said('3:1, 1536 × 512'));
  await page.keyboard.press('Home');
  await expect(right).toHaveAttribute('aria-valuetext', said('1:3, 512 × 1536'));
  await edge(page, 'Bottom edge').focus();
  await page.keyboard.press('ArrowUp');
  await expect(right).toHaveAttribute('aria-valuetext', said('1:2, 704 × 1408'));
  await expectAccessible({ within: '#composer' });

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article').first().getByRole('link')).toHaveCount(2);
  await expect(goButton).toHaveText(/^Reframe/);
});

test('what is done with the picture in the box is changed there, and the words stay', async ({
  page, openStudio, made, runOf, promptBox, goButton, expectAccessible,
}) => {
  await made('A pear to change', { count: 1 });
  await openStudio();
  await promptBox.fill('Words that stay');
  await runOf('A pear to change').getByRole('link').focus();
  await page.keyboard.press('f');
  await compose(page).getByRole('button', { name: /^What to do: Reframe of/ }).click();
  await expect(page.getByRole('menuitem')).toHaveText([
    'Remix', /^Reframe/, 'New background', 'Remove background', 'Upscale', 'Describe',
  ]);
  await expectAccessible({ within: '[role=menu]' });
  await page.getByRole('menuitem', { name: 'Remix' }).click();
  await expect(compose(page)).toContainText('Remix of A pear to change');
  await expect(promptBox).toHaveValue('Words that stay');
  await expect(promptBox).toBeFocused();
  await expect(goButton).toHaveText(/^Remix/);
});

test('on a phone the frame is dragged in the sheet and folds away with it', async ({ page, openStudio, made, runOf, expectAccessible }) => {
  await made('A tram to reframe', { count: 1, aspectRatio: '1:1' });
  await page.setViewportSize({ width: 390, height: 844 });
  await openStudio();
  await runOf('A tram to reframe').getByRole('link').focus();
  await page.keyboard.press('f');
  await pull(page, 'Top edge', 0, -40);
  await expect(edge(page, 'Top edge')).toHaveAttribute('aria-valuetext', /^(2:3|10:16|9:16), /);
  for (const name of ['Left edge', 'Right edge', 'Top edge', 'Bottom edge']) {
    const box = await edge(page, name).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), name).toBeGreaterThanOrEqual(44);
  }
  await expectAccessible({ within: '#composer' });
  await edge(page, 'Top edge').evaluate((grip) => grip.blur());
  await expect(edge(page, 'Top edge')).toHaveCount(0);
  await expect(compose(page)).toContainText('Reframe of A tram to reframe');
});

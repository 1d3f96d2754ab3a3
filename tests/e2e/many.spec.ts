import type { Page } from '@playwright/test';
import { fillLibrary } from '../library';
import { Studio } from '../studio';
import { atRest } from './at-rest';
import { expect, withStudioOfFile } from './fixtures';

const test = withStudioOfFile(() => Studio.start({}, (dataFolder) => fillLibrary(dataFolder, 10_000)));

const elements = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
const numberOf = (name: string | null) => Number(/number (\d+)/.exec(name ?? '')?.[1]);

test('ten thousand pictures are browsed with few elements, and Back leads to the same tile', async ({ page, openStudio }) => {
  await openStudio();
  const library = page.getByRole('region', { name: 'Library' });
  const runs = library.getByRole('article');
  await expect(page.getByRole('link', { name: 'All 10,000' })).toBeVisible();
  await expect(runs.first()).toContainText('number 2499');
  expect(await elements(page)).toBeLessThanOrEqual(1_500);

  // A page of the library is sixty runs; the wheel is turned until three of them lie behind.
  await library.hover();
  await expect(async () => {
    await page.mouse.wheel(0, 4_000);
    expect(await elements(page)).toBeLessThanOrEqual(1_500);
    expect(numberOf(await runs.last().getAttribute('aria-label'))).toBeLessThan(2_300);
  }).toPass({ intervals: [50] });

  // A tile that the one line of the box does not cover.
  const tile = page.getByRole('link').and(page.locator(':focus'));
  const seen = () => library.getByRole('link').evaluateAll((links) => links
    .filter((link) => link.getBoundingClientRect().top > 100 && link.getBoundingClientRect().bottom < window.innerHeight)
    .map((link) => link.getAttribute('href')));
  await expect.poll(async () => (await seen()).length).toBeGreaterThan(2);
  const scrolled = () => page.evaluate(() => window.scrollY);
  // The wheel turns on for a while after it was let go.
  const before = await atRest(scrolled);
  const [, href = ''] = await seen();
  await library.locator(`a[href="${href}"]`).click();
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  await expect(page.getByRole('main', { name: /^Picture: / })).toBeVisible();
  await page.goBack();
  await expect(tile).toHaveAttribute('href', href ?? '');
  await expect(tile).toBeInViewport();
  expect(Math.abs((await scrolled()) - before)).toBeLessThan(200);
  expect(await elements(page)).toBeLessThanOrEqual(1_500);
});

test('the oldest picture of ten thousand is found by a word and by its seed', async ({ page, openStudio }) => {
  await openStudio();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('seed:0');
  const library = page.getByRole('region', { name: 'Library' });
  await expect(library.getByRole('article')).toHaveCount(1);
  await expect(library.getByRole('article')).toContainText('number 0');
  await search.fill('海边的灯塔');
  await expect(library.getByRole('article').first()).toContainText('海边的灯塔');
  expect(await elements(page)).toBeLessThanOrEqual(1_500);
});

import { expect, firstImage, test } from './fixtures';

test('a search finds words anywhere in the library, stands in the address, and Back leaves it', async ({ page, openStudio, made, runOf }) => {
  await made('Copper kettle on a stove', { count: 1 });
  const { images: [seeded] } = await made('海边的灯塔与铜壶', { count: 1, seed: 4711 });
  await openStudio();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('kettle');
  await expect(page).toHaveURL(/\?q=kettle$/);
  await expect(runOf('海边的灯塔')).toHaveCount(0);
  await expect(runOf('Copper kettle')).toBeVisible();

  await search.fill('铜壶');
  await expect(runOf('海边的灯塔')).toBeVisible();
  await expect(runOf('Copper kettle')).toHaveCount(0);

  await search.fill('seed:4711');
  await expect(runOf('海边的灯塔').getByRole('link')).toHaveAttribute('href', `/images/${seeded?.id}?q=seed%3A4711`);
  await page.reload();
  await expect(search).toHaveValue('seed:4711');
  await expect(runOf('海边的灯塔')).toBeVisible();
  await expect(runOf('Copper kettle')).toHaveCount(0);

  await search.fill('no such word anywhere');
  await expect(page.getByRole('heading', { name: 'No picture matches' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear the search' }).click();
  await expect(search).toHaveValue('');
  await expect(runOf('Copper kettle')).toBeVisible();
  await page.goBack();
  await expect(search).not.toHaveValue('');
});

test('slash goes to the search, and Escape empties and leaves it', async ({ page, openStudio, made }) => {
  await made('Something to look for', { count: 1 });
  await openStudio();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('look');
  await expect(page).toHaveURL(/\?q=look$/);
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
});

test('what is typed stands in the search while the page learns of its new address', async ({ page, openStudio, made }) => {
  await made('A lantern in the fog', { count: 1 });
  await page.addInitScript(() => {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') as PropertyDescriptor & { set: (to: string) => void };
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    document.addEventListener('input', ({ target }) => drawn.push((target as HTMLInputElement).value), { capture: true });
    Object.defineProperty(HTMLInputElement.prototype, 'value', {
      ...value,
      set(this: HTMLInputElement, to: string) {
        if (this.type === 'search') drawn.push(to);
        value.set.call(this, to);
      },
    });
  });
  await openStudio();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.pressSequentially('lantern');
  await expect(page).toHaveURL(/\?q=lantern$/);
  await expect(page.getByRole('article')).toHaveCount(1);
  await search.pressSequentially('s');
  await expect(page.getByRole('heading', { name: 'No picture matches' })).toBeVisible();
  const drawn = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
  expect(drawn.filter((value, at) => value.length < (drawn[at - 1] ?? '').length)).toEqual([]);
  await expect(search).toHaveValue('lanterns');
});

test('what is pressed right after typing is not undone by what was typed', async ({ page, openStudio, made, runOf }) => {
  await made('A windmill', { count: 1 });
  await openStudio();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.pressSequentially('windm');
  await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: 'Favourites' }).click();
  await expect(page).toHaveURL(/\?q=is%3Afavourite$/);
  await expect(search).toHaveValue('');
  await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: /^All/ }).click();
  await search.pressSequentially('windm');
  await runOf('A windmill').getByRole('link').click();
  await expect(page.getByRole('main', { name: 'Picture: A windmill' })).toBeVisible();
  await expect(page).toHaveURL(/\/images\/[^?]+\?q=windm$/);
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('windm');
});

test('a star puts a picture among the favourites, and taking it away takes it out', async ({ visit, page, openStudio, made, runOf }) => {
  const starred = await made('Worth a star', { count: 1 });
  await made('Worth none', { count: 1 });
  await openStudio();
  const run = runOf('Worth a star');
  await run.getByRole('link').hover();
  await run.getByRole('button', { name: 'Favourite', exact: true }).click();
  await expect(run.getByRole('button', { name: 'No longer a favourite' })).toBeVisible();

  await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: 'Favourites' }).click();
  await expect(page).toHaveURL(/\?q=is%3Afavourite$/);
  await expect(runOf('Worth none')).toHaveCount(0);
  await expect(run.getByRole('link')).toHaveAttribute('href', new RegExp(firstImage(starred).id));
  await visit();
  await expect(run).toBeVisible();
  await run.getByRole('link').focus();
  await page.keyboard.press('.');
  await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: /^All/ }).click();
  await page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: 'Favourites' }).click();
  await expect(runOf('Worth a star')).toHaveCount(0);
});

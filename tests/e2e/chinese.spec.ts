import type { Page } from '@playwright/test';
import type { Task } from '@/lib/schema/task';
import { expect, withStudioOfFile } from './fixtures';
import { shopKey, test as shop } from './shop';

const test = withStudioOfFile();
test.use({ locale: 'zh-CN' });
shop.use({ locale: 'zh-CN' });

/** Names that are the same in every language: products, models, keys, units, what goes into an environment. */
const names = /Atelier|Ideogram|Replicate|Sandbox|Ctrl|Alt|Esc|Del|Shift|Enter|API|PNG|JPEG|WebP|ATELIER_\w+|IDEOGRAM_\w+|https?:\S+|DALL|SVG|English|YIAPI|api-key|bearer|MB|KB|Tab|seed:|ratio:|model:|style:|is:\w+|turbo|cut-out|Magic prompt/gi;

/** Everything a person sees or hears on the page that has a word in Latin letters. `own` are the person's own words. */
async function latinWords(page: Page, own: RegExp = /(?!)/g): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const attributes = ['aria-label', 'placeholder', 'title', 'alt', 'data-tip', 'aria-description'];
    const shown = (element: Element) => element.checkVisibility() && !element.closest('script, style, [aria-hidden=true], template');
    for (const element of document.querySelectorAll('body, body *')) {
      if (!shown(element)) continue;
      for (const name of attributes) found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    found.push(document.title);
    return found;
  });
  const left = texts.map((text) => text.replaceAll(own, '').replaceAll(names, ''));
  return [...new Set(left.filter((text) => /[a-z]{2,}/i.test(text)))];
}

test('in Chinese no word of the interface is left in English, from the first run to the last panel', async ({ visit, page }) => {
  await visit('/');
  const prompt = page.getByRole('form').getByRole('textbox');
  await expect(prompt).toBeEditable();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(11);
  // A starting point may ask for lettering in Latin letters.
  expect(await latinWords(page, /“[^”]*”/g)).toEqual([]);

  const chips = page.getByRole('form').getByRole('group').getByRole('button', { expanded: false });
  const count = await chips.count();
  expect(count).toBeGreaterThan(6);
  for (let index = 0; index < count; index++) {
    await chips.nth(index).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await latinWords(page, /“[^”]*”/g)).toEqual([]);
    await expect(page.locator('[role=dialog]:focus-within')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('link', { name: '设置' }).click();
  for (const section of ['连接', '语言与外观', '键盘']) {
    await page.getByRole('navigation', { name: '设置' }).getByRole('link', { name: section }).click();
    await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible();
    expect(await latinWords(page, /“[^”]*”/g)).toEqual([]);
  }
  await page.goBack();
  await expect(prompt).toBeEditable();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  expect(await latinWords(page, /“[^”]*”/g)).toEqual([]);
});

test('in Chinese every state of a task, the viewer and the dialog of a link speak it', async ({ visit, page, made, request }) => {
  test.setTimeout(150_000);
  const own = /海边的灯塔[^,，。]*|fault:[\w=]+/g;
  await made('海边的灯塔', { count: 2 });
  for (const fault of ['unsafe', 'withheld', 'withheld=2', 'close', 'expired', '500', '402']) await made(`海边的灯塔 fault:${fault}`, { count: 2 });
  const { images: [image] } = await made('海边的灯塔之二', { count: 1 });
  const described = await request.post('/api/describe', { data: { image: image?.id } });
  expect(described.status()).toBe(202);
  let { task } = (await described.json()) as { task: Task };
  while (task.finishedAt === null) {
    ({ task } = (await (await request.get(`/api/tasks/${task.id}?wait=25`)).json()) as { task: Task });
  }
  await request.post('/api/generate', { data: { prompt: '海边的灯塔 fault:slow=20', count: 4 } });
  await request.post('/api/generate', { data: { prompt: '海边的灯塔 在排队' } });
  await visit('/');
  const runs = page.getByRole('article');
  await expect(runs).toHaveCount(12);
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  // What the provider itself said, and what it saw in the picture, is quoted as it came.
  const quoted = /Sandbox[^。]*:.*|[A-Z][\w' ,;:-]+\.(?: [A-Z][\w' ,;:-]+\.)*/g;
  const words = (task.text ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  expect(words).not.toBe('');
  const told = new RegExp(`${words}|${own.source}|${quoted.source}`, 'g');
  expect(await latinWords(page, told)).toEqual([]);

  await runs.filter({ has: page.getByRole('link') }).last().getByRole('link').first().click();
  const viewer = page.getByRole('main').filter({ has: page.getByRole('complementary') });
  await expect(viewer).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
});

test('a page that is not there and a link that has ended say so in Chinese', async ({ page, expectConsole }) => {
  expectConsole(/status of 404/);
  for (const path of ['/nowhere', '/s/nothing-at-this-address']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[\u4e00-\u9fff]{4}/);
    expect(await latinWords(page)).toEqual([]);
  }
});

test('the language is changed in the settings, and the words in the box stay', async ({ visit, page }) => {
  await visit('/');
  const prompt = page.getByRole('form').getByRole('textbox');
  await prompt.fill('海边的灯塔');
  await page.getByRole('link', { name: '设置' }).click();
  await page.getByRole('link', { name: '语言与外观' }).click();
  await page.getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Language and look' })).toBeVisible();
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('海边的灯塔');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

shop('in Chinese a stopped connection, an unclear end, a wait and a second tab speak it', async ({ visit, page, gateway, connect, ask, request }) => {
  shop.setTimeout(150_000);
  const person = { headers: { 'remote-user': 'Mina' } };
  const server = /The connection to [\d.:]+ ended without an answer\.|\d requests in a row ended without a clear answer\.|[A-Z][\w' ,;:-]+\./;
  const products = /ideogram-v2, shop|Ideogram [\w. ]+|Api-Key|••••cdef/;
  const told = new RegExp(`${products.source}|${server.source}|Shop|Mina|fault:[\\w=]+`, 'g');
  const { id } = await connect({ slots: 1 });
  const ended = async (task: { id: string }) =>
    expect.poll(async () => ((await (await request.get(`/api/tasks/${task.id}`)).json()) as { task: Task }).task.finishedAt).not.toBeNull();
  expect((await request.post('/api/generate', { data: { prompt: '海边的灯塔', model: 'ideogram-v2' }, ...person })).status()).toBe(202);
  await ended(await ask('怎么结束的 fault:close', { aspectRatio: '16:9' }));
  await visit('/');
  const letGo = gateway.hold();
  await page.getByRole('form').getByRole('textbox').fill('慢慢来');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article')).toHaveCount(3);
  await ask('排在后面');
  await expect(page.getByRole('article')).toHaveCount(4);
  // A tab that has forgotten what it started is any other tab.
  await page.evaluate(() => sessionStorage.clear());
  await visit();
  await expect(page.getByText('同样的请求已在进行中')).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
  await page.getByRole('article', { name: /^结果不明/ }).getByRole('group').press('Enter');
  await expect(page.getByRole('radiogroup', { name: '服务商的账单上怎么写？' })).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
  await page.getByRole('radio', { name: '已扣费', exact: true }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog').getByRole('definition').last()).toHaveText(/^已扣费/);
  await page.keyboard.press('Escape');

  gateway.refused.add(shopKey);
  letGo();
  await expect(page.getByText('Shop 拒绝了密钥。')).toBeVisible();
  const waiting = await ask('等待密钥');
  await expect(page.getByRole('article', { name: /^密钥被拒，未扣费/ }).first()).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
  await page.getByRole('button', { name: '打开连接' }).first().click();
  await expect(page.getByText('换上可用的密钥后，等待中的任务会自动继续。')).toBeVisible();
  expect(await latinWords(page, told)).toEqual([]);
  await page.getByRole('link', { name: '花费', exact: true }).click();
  await page.getByRole('radio', { name: '按人员' }).check({ force: true });
  await expect(page.getByRole('rowheader', { name: '未告知' })).toBeVisible();
  const plain = new RegExp(`CSV|SQLite|GB|npm run backup|${told.source}`, 'g');
  expect(await latinWords(page, plain)).toEqual([]);
  await page.getByRole('link', { name: '状态', exact: true }).click();
  await expect(page.getByRole('definition').filter({ hasText: '密钥被拒绝' })).toBeVisible();
  expect(await latinWords(page, plain)).toEqual([]);

  gateway.refused.clear();
  expect((await request.post(`/api/connections/${id}/resume`, { data: {} })).status()).toBe(200);
  await expect(page.getByText('Shop 拒绝了密钥。')).toHaveCount(0);
  await ended(waiting);
  const before = gateway.paid.length;
  for (let at = 0; at < 6; at++) await ask(`没有回音 ${at} fault:close`);
  // Asked while it rests whether it is well, it must not say so before it was looked at.
  await expect.poll(() => gateway.paid.length - before, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
  gateway.down = true;
  await visit('/');
  await expect(page.getByText('Shop 已暂停。')).toBeVisible({ timeout: 30_000 });
  expect(await latinWords(page, told)).toEqual([]);
});

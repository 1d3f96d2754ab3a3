import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { Studio } from '../studio';

type Verbs = {
  /** Opens the studio's first page and waits until the box takes words. */
  openStudio: (path?: string) => Promise<void>;
  promptBox: Locator;
  /** Writes a prompt and presses the button; gives back the run's article. */
  generate: (prompt: string) => Promise<Locator>;
  /** No axe violation on what is on screen now. */
  expectAccessible: (page?: Page) => Promise<void>;
  /** Errors the console may show in this test, said in advance. */
  expectConsole: (pattern: RegExp) => void;
};

export const test = base.extend<Verbs & { guard: undefined }, { studio: Studio }>({
  studio: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    async ({}, use) => {
      const studio = await Studio.start();
      await use(studio);
      await studio.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ studio }, use) => use(studio.url),

  expectConsole: async ({ page }, use) => {
    const allowed: RegExp[] = [];
    const seen: string[] = [];
    page.on('console', (message) => message.type() === 'error' && seen.push(message.text()));
    page.on('pageerror', (error) => seen.push(String(error)));
    await use((pattern) => allowed.push(pattern));
    expect(seen.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
  },
  guard: [async ({ expectConsole }, use) => use(void expectConsole), { auto: true }],

  promptBox: async ({ page }, use) => use(page.getByRole('textbox', { name: 'Prompt', exact: true })),
  openStudio: async ({ page, promptBox }, use) =>
    use(async (path = '/') => {
      await page.goto(path);
      await expect(promptBox).toBeEditable();
    }),
  generate: async ({ page, promptBox }, use) =>
    use(async (prompt) => {
      await promptBox.fill(prompt);
      await page.getByRole('button', { name: /^Generate/ }).click();
      const run = page.getByRole('article').filter({ hasText: prompt }).first();
      await expect(run).toBeVisible();
      return run;
    }),
  expectAccessible: async ({ page }, use) =>
    use(async (target = page) => {
      const { violations } = await new AxeBuilder({ page: target }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
    }),
});

export { expect };

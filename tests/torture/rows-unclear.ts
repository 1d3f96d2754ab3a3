import { createHash } from 'node:crypto';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { Task } from '@/lib/schema/task';
import type { LedgerLine } from '@/lib/server/sandbox/ledger';
import { Gateway } from '../gateway';
import { Studio } from '../studio';
import type { StudioRow } from './row';

const sameWords = 'The same is running already, in another tab or by somebody else.';

type Scene = {
  gateway: Gateway;
  context: BrowserContext;
  open: () => Promise<Page>;
  charges: (prompt: string) => Promise<number>;
  tasks: (prompt: string) => Promise<Task[]>;
  /** The next paid request is taken on, and its line then closes without an answer. */
  closeNext: () => Promise<void>;
};

/** A studio as a person has it, with a connection to a gateway that keeps a ledger. */
async function inStudio(browser: Browser, play: (scene: Scene) => Promise<void>): Promise<void> {
  const gateway = await Gateway.open();
  const studio = await Studio.start(gateway.env);
  const context = await browser.newContext({ baseURL: studio.url, locale: 'en-US' });
  const json = async (path: string): Promise<unknown> => (await fetch(path)).json();
  const post = async (url: string, body: object) => {
    const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect(reply.ok).toBe(true);
  };
  try {
    const place = { baseUrl: gateway.origin, pathPrefix: '/sandbox/ideogram/v1' };
    await post(`${studio.url}/api/connections`, { label: 'Gateway', dialect: 'ideogram', ...place, key: 'sk-0123456789' });
    await play({
      gateway,
      context,
      open: async () => {
        const page = await context.newPage();
        await page.goto('/');
        await expect(boxOf(page)).toBeEditable();
        return page;
      },
      charges: async (prompt) => {
        const lines = (await json(`${gateway.origin}/sandbox/ledger`)) as LedgerLine[];
        const hash = createHash('sha256').update(prompt).digest('hex');
        return lines.filter(({ promptHash }) => promptHash === hash).length;
      },
      tasks: async (prompt) => {
        const { tasks } = (await json(`${studio.url}/api/tasks?limit=200`)) as { tasks: Task[] };
        return tasks.filter(({ input }) => 'prompt' in input && input.prompt === prompt);
      },
      closeNext: () => post(`${gateway.origin}/sandbox/faults`, { operation: 'generate', fault: 'close', times: 1 }),
    });
  } finally {
    await context.close();
    await studio.remove();
    await gateway.close();
  }
}

const boxOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true });
const pressOf = (page: Page) => page.getByRole('form', { name: 'Compose' }).getByRole('button', { name: /^Generate/ });

export const unclearRows: StudioRow[] = [
  {
    id: 'M22',
    title: 'two tabs with the same form: two purchases only by two presses, and the second is told of the first',
    cut: 1,
    full: 10,
    async play(n, { browser }) {
      let clicks = 0;
      let charged = 0;
      let warnings = 0;
      await inStudio(browser, async ({ gateway, open, charges, tasks }) => {
        const one = await open();
        const other = await open();
        for (let time = 0; time < n; time++) {
          const prompt = `The same form in two tabs ${time}`;
          const letGo = gateway.hold();
          for (const page of [one, other]) await boxOf(page).fill(prompt);
          const counted = async () => (await one.getByText(sameWords).count()) + (await other.getByText(sameWords).count());
          expect(await counted()).toBe(0);
          await pressOf(one).click();
          clicks += 1;
          await expect(other.getByText(sameWords)).toBeVisible();
          warnings += await counted();
          expect(await tasks(prompt)).toHaveLength(1);
          await pressOf(other).click();
          clicks += 1;
          letGo();
          await expect.poll(async () => (await tasks(prompt)).filter(({ status }) => status === 'succeeded').length, { timeout: 90_000 }).toBe(2);
          charged += await charges(prompt);
        }
      });
      expect({ charged, warnings }).toEqual({ charged: clicks, warnings: n });
      return `clicks ${clicks}, charges ${charged}, warnings ${warnings}`;
    },
  },
  {
    id: 'M26',
    title: 'an unclear end, then run again by a person: a purchase of its own, linked, and both are counted',
    cut: 1,
    full: 10,
    async play(n, { browser }) {
      let charged = 0;
      let links = 0;
      let counted = 0;
      await inStudio(browser, async ({ open, charges, tasks, closeNext }) => {
        const page = await open();
        for (let time = 0; time < n; time++) {
          const prompt = `Unclear, then run again ${time}`;
          await closeNext();
          await boxOf(page).fill(prompt);
          await pressOf(page).click();
          const card = page.getByRole('article').filter({ hasText: prompt }).getByRole('group', { name: /^Outcome unknown/ });
          await card.press('Enter');
          await page.getByRole('dialog').getByRole('button', { name: /^Run again/ }).click();
          await expect.poll(async () => (await tasks(prompt)).map(({ status }) => status).toSorted(), { timeout: 90_000 }).toEqual(['succeeded', 'unknown']);
          const made = await tasks(prompt);
          const unclear = made.find(({ status }) => status === 'unknown');
          links += made.filter(({ retryOf }) => retryOf === unclear?.id).length;
          counted += made.filter(({ charge }) => charge !== 'none').length;
          charged += await charges(prompt);
        }
      });
      expect({ charged, links, counted }).toEqual({ charged: 2 * n, links: n, counted: 2 * n });
      return `unclear ${n}, charges ${charged}, counted ${counted}, links ${links}`;
    },
  },
];

import { writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, type Route } from '@playwright/test';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import type { LedgerLine } from '@/lib/server/sandbox/ledger';
import { Studio } from '../studio';
import { test as base } from '../studio-fixture';

type Verbs = {
  /** Goes to a page of the studio, or without a path loads the present one anew, and waits until it listens. */
  visit: (path?: string) => Promise<void>;
  /** Keeps requests to an address back until what this returns is called: then they go on, or get `answer`. */
  holdBack: (address: string, how?: { times?: number; answer?: Parameters<Route['fulfill']>[0] }) => Promise<() => void>;
  /** Opens a page of the studio and waits until it listens and the box takes words. */
  openStudio: (path?: string) => Promise<void>;
  promptBox: Locator;
  /** The button of the box, whatever it says. */
  goButton: Locator;
  /** The run that carries these words. */
  runOf: (prompt: string) => Locator;
  /** Writes a prompt and presses the button; gives back the run's article. */
  generate: (prompt: string) => Promise<Locator>;
  /** A finished task, made through the API: for what has to be there before a journey begins. */
  made: (prompt: string, body?: object) => Promise<Task>;
  /** The sandbox's charges for a prompt; each is one paid request a real gateway would have seen. */
  chargesFor: (prompt: string) => Promise<LedgerLine[]>;
  /** No axe violation on what is on screen now, in light and in dark; `within` looks at one part of it. */
  expectAccessible: (part?: { within: string }) => Promise<void>;
  /** Errors the console may show in this test, said in advance. */
  expectConsole: (pattern: RegExp) => void;
};

export const test = base.extend<Verbs & { guard: undefined }>({
  locale: 'en-US',

  expectConsole: async ({ context }, provide) => {
    // Playwright's own tracing fetches what a blob picture shows, which the page's policy forbids.
    const allowed: RegExp[] = [/^Connecting to 'blob:/];
    const seen = new Set<string>();
    context.on('console', (message) => {
      if (message.type() === 'error') seen.add(`${message.text().split('\n')[0]} ${message.location().url}`);
    });
    context.on('weberror', (error) => void seen.add(String(error.error())));
    await provide((pattern) => allowed.push(pattern));
    expect([...seen].filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
  },
  guard: [async ({ expectConsole }, provide) => provide(void expectConsole), { auto: true }],

  promptBox: async ({ page }, provide) => provide(page.getByRole('textbox', { name: 'Prompt', exact: true })),
  goButton: async ({ page }, provide) =>
    provide(page.getByRole('form', { name: 'Compose' }).getByRole('button', { name: /^(Generate|Remix|Upscale|Describe|Reframe|New background|Remove background|Waiting)/ })),
  runOf: async ({ page }, provide) =>
    provide((prompt) => page.getByRole('article').filter({ hasText: prompt }).first()),
  visit: async ({ page }, provide) => provide((path) => arrive(page, path)),
  holdBack: async ({ page }, provide) =>
    provide(async (address, { answer, ...often } = {}) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route(address, async (route) => {
        await promise;
        await (answer ? route.fulfill(answer) : route.continue());
      }, often);
      return resolve;
    }),
  openStudio: async ({ visit, promptBox }, provide) =>
    provide(async (path = '/') => {
      await visit(path);
      await expect(promptBox).toBeEditable();
    }),
  generate: async ({ promptBox, goButton, runOf }, provide) =>
    provide(async (prompt) => {
      await promptBox.fill(prompt);
      await goButton.click();
      const run = runOf(prompt);
      await expect(run).toBeVisible();
      return run;
    }),
  made: async ({ request }, provide) =>
    provide(async (prompt, body = {}) => {
      const started = await request.post('/api/generate', { data: { prompt, ...body } });
      expect(started.status()).toBe(202);
      let { task } = (await started.json()) as { task: Task };
      while (task.finishedAt === null) {
        ({ task } = (await (await request.get(`/api/tasks/${task.id}?wait=25`)).json()) as { task: Task });
      }
      return task;
    }),
  chargesFor: async ({ request }, provide) =>
    provide(async (prompt) => {
      const lines = (await (await request.get('/sandbox/ledger')).json()) as LedgerLine[];
      const hash = await sha256(prompt);
      return lines.filter(({ promptHash }) => promptHash === hash);
    }),
  expectAccessible: async ({ page }, provide) =>
    provide(async ({ within } = { within: 'html' }) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(stillness);
        expect.soft(await violations(page, within, colorScheme)).toEqual([]);
      }
    }),
});

/** What `visit` does, for any tab. */
export async function arrive(page: Page, path?: string): Promise<void> {
  // What the server drew takes no presses yet; the page asks for news once it does, as the one before it did.
  const listening = page
    .waitForEvent('framenavigated', (frame) => frame === page.mainFrame())
    .then(() => page.waitForRequest('**/api/tasks/changes**'));
  await (path === undefined ? page.reload() : page.goto(path));
  await listening;
}

/** In the page: waits until every colour has come to rest, for one on its way from light to dark is neither. */
async function stillness(): Promise<void> {
  const ending = () => document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
  // One that ends may be what another begins by, and a frame passes before it is seen.
  for (let still = 0; still < 3; ) {
    await new Promise(requestAnimationFrame);
    const moving = ending();
    await Promise.allSettled(moving.map(({ finished }) => finished));
    still = moving.length > 0 ? 0 : still + 1;
  }
}

/**
 * What axe has against a part of the page, in words. It looks in the page itself, which has no frames: its usual way
 * opens a second page for every look. Into a document that was looked at before it is not put again.
 */
async function violations(page: Page, within: string, colorScheme: string): Promise<string[]> {
  const there = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(there && { axeSource: ';' }) }).setLegacyMode().include(within);
  const found = await axe.options({ resultTypes: ['violations'] }).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${colorScheme} ${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** For a journey that needs a studio to itself: one whose plug is pulled, one whose database is broken. */
export const withOwnStudio = () =>
  test.extend<{ own: Studio }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    own: [async ({}, provide) => {
      const studio = await Studio.start();
      await provide(studio);
      await studio.remove();
    }, { timeout: 90_000 }],
    baseURL: async ({ own }, provide) => provide(own.url),
  });

/**
 * For the journeys of one file that may find what another left: one studio, started by the first of them, removed after
 * the last.
 */
export function withStudioOfFile(start: () => Promise<Studio> = () => Studio.start()) {
  let studio: Promise<Studio> | undefined;
  const journey = test.extend<{ own: Studio }>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    own: [async ({}, provide) => provide(await (studio ??= start())), { timeout: 90_000 }],
    baseURL: async ({ own }, provide) => provide(own.url),
  });
  journey.afterAll(async () => {
    await (await studio)?.remove();
    studio = undefined;
  });
  return journey;
}

/** The same with the connections that a file names. */
export const withConnections = (...connections: object[]) =>
  withStudioOfFile(() => {
    const file = test.info().outputPath('connections.json');
    writeFileSync(file, JSON.stringify({ connections }));
    return Studio.start({ ATELIER_CONNECTIONS: file });
  });

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('hex');
}

/** The first picture of a task that made some. */
export function firstImage(task: Task): Image {
  const [image] = task.images;
  if (!image) throw new Error(`The task ${task.id} has no picture.`);
  return image;
}

export { expect };

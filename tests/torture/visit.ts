import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** A person at a studio's page, with a browser window of their own. What the console has against it fails the row. */
export class Visit {
  private readonly complaints = new Set<string>();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly foretold: RegExp[],
  ) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.add(`${message.text().split('\n')[0]} ${message.location().url}`);
    });
    context.on('weberror', (error) => void this.complaints.add(String(error.error())));
  }

  /** Opens the studio's first page. `foretold`: what the console may say because the row breaks something. */
  static async at(origin: string, browser: Browser, foretold: RegExp[] = []): Promise<Visit> {
    const context = await browser.newContext({ locale: 'en-US', baseURL: origin });
    // Playwright's own tracing fetches what a blob picture shows, which the page's policy forbids.
    const visit = new Visit(context, await context.newPage(), [/^Connecting to 'blob:/, ...foretold]);
    await visit.page.goto('/');
    await visit.ready();
    return visit;
  }

  get prompt(): Locator {
    return this.page.getByRole('textbox', { name: 'Prompt', exact: true });
  }

  /** Until the box takes words. */
  ready = (): Promise<void> => expect(this.prompt).toBeEditable();

  /** Writes a prompt and presses the button, once. */
  async press(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.page.getByRole('form', { name: 'Compose' }).getByRole('button', { name: /^Generate/ }).click();
  }

  /** The runs that carry these words. */
  runs = (prompt: string): Locator => this.page.getByRole('article').filter({ hasText: prompt });

  /** Expects that nothing was said on the console but what was foretold. */
  quiet(): void {
    expect([...this.complaints].filter((text) => !this.foretold.some((pattern) => pattern.test(text)))).toEqual([]);
  }

  leave = (): Promise<void> => this.context.close();
}

import { expect } from '@playwright/test';
import { faceOf } from '../faults/faces';
import { Front } from './front';
import { expectBoughtOnce, makePairs, perPress, promptsOf } from './presses';
import type { StudioRow } from './row';
import { Visit } from './visit';

/** A studio whose gateway answers at once, for the length of one row. */
async function withFront(play: (front: Front) => Promise<string>): Promise<string> {
  const front = await Front.open(faceOf('ideogram'));
  try {
    makePairs(front);
    return await play(front);
  } finally {
    await front.close();
  }
}

/** The gateway's answers, held back until they are let go. */
function holdAnswers({ upstream }: Front): { held: () => number; letGo: () => void } {
  const waiting: (() => void)[] = [];
  let open = false;
  upstream.paid = ({ response, good }) => {
    const answer = () => void response.end(good);
    if (open) answer();
    else waiting.push(answer);
  };
  return {
    held: () => waiting.length,
    letGo: () => {
      open = true;
      for (const answer of waiting.splice(0)) answer();
    },
  };
}

export const resend: StudioRow = {
  id: 'M21',
  title: 'the browser sends a press again by itself when its reused connection is reset at the reply',
  cut: 3,
  full: 100,
  play: (n, { browser }) =>
    withFront(async (front) => {
      const { line } = front;
      let resets = 0;
      line.fate = ({ path, nth }) => {
        if (path !== '/api/generate' || nth === 1) return 'pass';
        resets += 1;
        return 'reset';
      };
      const visit = await Visit.at(line.origin, browser);
      const prompts = promptsOf(n);
      for (const prompt of prompts) {
        await visit.press(prompt);
        await expect(visit.runs(prompt)).toHaveCount(1);
      }
      const charges = await expectBoughtOnce(front, prompts);
      for (const prompt of prompts.slice(-2)) await expect(visit.runs(prompt).getByRole('link')).toHaveCount(perPress);
      visit.quiet();
      await visit.leave();
      const posts = line.presses.length;
      expect(posts, 'POSTs on the line').toBeGreaterThan(n);
      expect(posts, 'POSTs on the line').toBe(n + resets);
      return `presses ${n}, app POSTs ${posts}, connections reset ${resets}, tasks ${n}, charges ${charges}`;
    }),
};

type Return = (visit: Visit) => Promise<unknown>;

/** How a person leaves a page that has a press on its way, and comes back to it. */
const returns: [Return, ...Return[]] = [
  ({ page }) => page.reload(),
  async (visit) => {
    await visit.page.goto('/settings');
    await visit.page.goBack();
    await visit.ready();
    await visit.page.goForward();
    await expect(visit.page).toHaveURL(/settings/);
    await visit.page.goBack();
  },
  // Within the page, without loading it anew.
  async ({ page }) => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page).toHaveURL(/settings/);
    await page.goBack();
  },
];

export const reload: StudioRow = {
  id: 'M23',
  title: 'reloaded, left and come back to while a press is on its way',
  cut: 3,
  full: 50,
  play: (n, { browser }) =>
    withFront(async (front) => {
      const { line } = front;
      const visit = await Visit.at(line.origin, browser);
      const prompts = promptsOf(n);
      let lost = 0;
      for (const [at, prompt] of prompts.entries()) {
        const gate = holdAnswers(front);
        // One in five is left before the studio's own answer to the press has come.
        const early = at % 5 === 0;
        let answer = (): void => undefined;
        const withheld = new Promise<'pass'>((resolve) => (answer = () => resolve('pass')));
        line.fate = ({ path }) => (early && path === '/api/generate' ? withheld : 'pass');
        await visit.press(prompt);
        await expect.poll(gate.held).toBe(1);
        if (early) lost += 1;
        else await expect(visit.runs(prompt)).toHaveCount(1);
        await (returns[at % returns.length] ?? returns[0])(visit);
        answer();
        await visit.ready();
        await expect(visit.runs(prompt).getByRole('group', { name: 'Running' })).toHaveCount(1);
        gate.letGo();
        await expect(visit.runs(prompt).getByRole('link')).toHaveCount(perPress);
        await expect(visit.runs(prompt)).toHaveCount(1);
        expect(line.presses, 'POSTs on the line').toHaveLength(at + 1);
      }
      const charges = await expectBoughtOnce(front, prompts);
      visit.quiet();
      await visit.leave();
      return `presses ${n} (${lost} left before they were answered), app POSTs ${line.presses.length}, shown ${n}, charges ${charges}`;
    }),
};

/** Presses of one browser before it is closed. */
const perBrowser = 10;

export const closed: StudioRow = {
  id: 'P12',
  title: 'the browser is closed in mid-run',
  cut: 3,
  full: 50,
  play: (n, { browser }) =>
    withFront(async (front) => {
      const prompts = promptsOf(n);
      let browsers = 0;
      for (let at = 0; at < n; at += perBrowser) {
        const gate = holdAnswers(front);
        const own = await browser.browserType().launch();
        browsers += 1;
        const visit = await Visit.at(front.line.origin, own);
        const mine = prompts.slice(at, at + perBrowser);
        for (const prompt of mine) {
          await visit.press(prompt);
          await expect(visit.runs(prompt)).toHaveCount(1);
        }
        await expect.poll(gate.held, 'sent and not answered').toBeGreaterThan(0);
        visit.quiet();
        await own.close();
        gate.letGo();
      }
      const charges = await expectBoughtOnce(front, prompts);
      const visit = await Visit.at(front.line.origin, browser);
      // High enough for every run to be on it: the gallery draws only what is near the window.
      await visit.page.setViewportSize({ width: 1280, height: 800 + 250 * n });
      for (const prompt of prompts) await expect(visit.runs(prompt).getByRole('link')).toHaveCount(perPress);
      visit.quiet();
      await visit.leave();
      return `presses ${n}, browsers closed in mid-run ${browsers}, charges ${charges}, archived and shown on return ${n} of ${n}`;
    }),
};

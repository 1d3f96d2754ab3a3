import { test as base } from '@playwright/test';
import { Studio } from './studio';

/** Every worker has one studio, started once; requests and pages lead to it. */
export const test = base.extend<object, { studio: Studio }>({
  studio: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    async ({}, provide) => {
      const studio = await Studio.start();
      await provide(studio);
      await studio.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ studio }, provide) => provide(studio.url),
});

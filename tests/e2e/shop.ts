import type { Page } from '@playwright/test';
import type { ConnectionEntry } from '@/lib/schema/connection';
import type { Task } from '@/lib/schema/task';
import { Gateway } from '../gateway';
import { Studio } from '../studio';
import { expect, test as base } from './fixtures';

export const shopKey = 'sk-0123456789abcdef';

type Shop = {
  gateway: Gateway;
  own: Studio;
  /** Sets up a connection to the gateway that costs four cents a picture, by its own prices. */
  connect: (more?: object) => Promise<ConnectionEntry>;
  /** Asks for a picture through the API; answers its task as it was accepted. */
  ask: (prompt: string, more?: object) => Promise<Task>;
};

/** A studio to itself, and a gateway that is not its sandbox: what money, keys and stops look like. */
export const test = base.extend<Shop>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
  gateway: async ({}, provide) => {
    const gateway = await Gateway.open();
    await provide(gateway);
    await gateway.close();
  },
  own: [async ({ gateway }, provide) => {
    const studio = await Studio.start({ ...gateway.env, ATELIER_PERSON_HEADER: 'Remote-User' });
    await provide(studio);
    await studio.remove();
  }, { timeout: 90_000 }],
  baseURL: async ({ own }, provide) => provide(own.url),
  connect: async ({ gateway, request }, provide) =>
    provide(async (more = {}) => {
      const prices = { asOf: '2026-11-20', models: { 'ideogram-v2': { usdMicros: 40_000 } } };
      const place = { baseUrl: gateway.origin, pathPrefix: '/sandbox/ideogram/v1' };
      const data = { label: 'Shop', dialect: 'ideogram', ...place, key: shopKey, prices, ...more };
      const reply = await request.post('/api/connections', { data });
      expect(reply.status()).toBe(201);
      return ((await reply.json()) as { connection: ConnectionEntry }).connection;
    }),
  ask: async ({ request }, provide) =>
    provide(async (prompt, more = {}) => {
      const started = await request.post('/api/generate', { data: { prompt, model: 'ideogram-v2', ...more } });
      expect(started.status()).toBe(202);
      return ((await started.json()) as { task: Task }).task;
    }),
});

/** A connection's line in the settings, with all that stands under it. */
export const rowOf = (page: Page, label: string) =>
  page
    .getByRole('list', { name: 'Connections' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: label, exact: true }) })
    .first();

/** The tile of a run that says how it stands. */
export const tileOf = (page: Page, prompt: string) =>
  page.getByRole('article').filter({ hasText: prompt }).first().getByRole('group');

export { expect };

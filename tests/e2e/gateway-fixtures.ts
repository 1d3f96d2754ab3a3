import type { ConnectionEntry } from '@/lib/schema/connection';
import { Gateway } from '../gateway';
import { Studio } from '../studio';
import { expect, test } from './fixtures';

type Both = { gateway: Gateway; own: Studio };

async function openBoth(): Promise<Both> {
  const gateway = await Gateway.open();
  return { gateway, own: await Studio.start(gateway.env) };
}

async function closeBoth({ gateway, own }: Both): Promise<void> {
  await own.remove();
  await gateway.close();
}

const connectionsOf = async (url: string): Promise<ConnectionEntry[]> =>
  ((await (await fetch(`${url}/api/connections`)).json()) as { connections: ConnectionEntry[] }).connections;

/** What is set up in the page is taken away; the gateway has met nobody. */
async function clear({ gateway, own }: Both): Promise<void> {
  for (const { id } of (await connectionsOf(own.url)).filter(({ source }) => source === 'page')) {
    const removed = await fetch(`${own.url}/api/connections/${id}`, { method: 'DELETE' });
    expect(removed.status, `removing ${id}`).toBe(204);
  }
  gateway.forget();
}

type Given = Both & { both: Both; stored: () => Promise<ConnectionEntry[]> };

/** For a journey that needs to itself a gateway on loopback, and an empty studio that trusts it. */
export const withOwnGateway = () =>
  test.extend<Given>({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    both: [async ({}, provide) => {
      const both = await openBoth();
      await provide(both);
      await closeBoth(both);
    }, { timeout: 90_000 }],
    gateway: ({ both }, provide) => provide(both.gateway),
    own: ({ both }, provide) => provide(both.own),
    baseURL: ({ own }, provide) => provide(own.url),
    stored: ({ own }, provide) => provide(() => connectionsOf(own.url)),
  });

/** For the journeys of one file that may find each other's pictures, but no connection and no call of another. */
export function withGatewayOfFile() {
  let opened: Promise<Both> | undefined;
  const journey = withOwnGateway().extend({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    both: async ({}, provide) => {
      const both = await (opened ??= openBoth());
      await clear(both);
      await provide(both);
    },
  });
  journey.afterAll(async () => {
    const both = await opened;
    opened = undefined;
    if (both) await closeBoth(both);
  });
  return journey;
}

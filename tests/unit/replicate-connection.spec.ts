import { expect, test } from '@playwright/test';
import { connectionsFrom } from '@/lib/server/connections';
import { parseEnvironment } from '@/lib/server/env';
import { publicConnections } from '@/lib/server/offers';
import { singleton } from '@/lib/server/singleton';

const from = (values: Record<string, string>) => connectionsFrom(parseEnvironment({ ATELIER_DATA: '/nowhere', ...values }));
const REPLICATE_API_TOKEN = 'r8_0123456789';

test('a token alone is the official host', () => {
  expect(from({ REPLICATE_API_TOKEN })).toEqual([
    {
      id: 'replicate', label: 'Replicate', dialect: 'replicate', baseUrl: 'https://api.replicate.com', pathPrefix: '',
      auth: 'bearer', key: REPLICATE_API_TOKEN, slots: 10, sandbox: false, source: 'environment',
    },
  ]);
});

test('a gateway keeps it under /replicate, whether the address says so or not', () => {
  const cases: [string, string, string, string][] = [
    ['https://gw.example', 'https://gw.example', '/replicate', 'gw.example'],
    ['https://gw.example/', 'https://gw.example', '/replicate', 'gw.example'],
    ['https://gw.example/v1', 'https://gw.example', '/replicate', 'gw.example'],
    ['https://gw.example/replicate', 'https://gw.example', '/replicate', 'gw.example'],
    ['https://gw.example/replicate/v1/', 'https://gw.example', '/replicate', 'gw.example'],
    ['http://127.0.0.1:3000/sandbox/replicate', 'http://127.0.0.1:3000', '/sandbox/replicate', '127.0.0.1'],
    ['https://api.replicate.com', 'https://api.replicate.com', '', 'api.replicate.com'],
    ['https://api.replicate.com/v1', 'https://api.replicate.com', '', 'api.replicate.com'],
  ];
  for (const [REPLICATE_BASE_URL, baseUrl, pathPrefix, label] of cases) {
    expect(from({ REPLICATE_API_TOKEN, REPLICATE_BASE_URL }), REPLICATE_BASE_URL).toMatchObject([{ baseUrl, pathPrefix, label }]);
  }
});

test('an address without a token is no connection, and a wrong one is named', () => {
  expect(from({ REPLICATE_BASE_URL: 'https://gw.example' }).map(({ id }) => id)).toEqual(['sandbox']);
  expect(() => from({ REPLICATE_API_TOKEN, REPLICATE_BASE_URL: 'gw.example' })).toThrow('REPLICATE_BASE_URL must be an http or https address.');
});

test('several connections stand side by side, each with its own cards and no key', () => {
  const values = { IDEOGRAM_API_KEY: 'ideogram-key', REPLICATE_API_TOKEN, ATELIER_SANDBOX: 'on' };
  singleton('environment', () => parseEnvironment({ ATELIER_DATA: '/nowhere', ...values }));
  const shown = publicConnections();
  expect(shown.map(({ id, host }) => [id, host])).toEqual([
    ['ideogram', 'api.ideogram.ai'],
    ['replicate', 'api.replicate.com'],
    ['sandbox', 'sandbox'],
  ]);
  const ratios = shown.map(({ models }) => models[0]?.operations.generate?.aspectRatios.length);
  expect(ratios).toEqual([15, 15, 15]);
  expect(JSON.stringify(shown)).not.toContain(REPLICATE_API_TOKEN);
  for (const name of ['connections', 'connections.book', 'environment'])
    Reflect.deleteProperty(globalThis, Symbol.for(`atelier.${name}`));
});

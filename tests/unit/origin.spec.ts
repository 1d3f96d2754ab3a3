import { expect, test } from '@playwright/test';
import { parseEnvironment } from '@/lib/server/env';
import { knownHost } from '@/lib/server/origin';

const known = (host: string | null, env: Record<string, string> = {}) =>
  knownHost(host, parseEnvironment(env));

test('loopback names are known with any port', () => {
  for (const host of [
    'localhost',
    'localhost:3000',
    'LocalHost:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '127.1.2.3:80',
    '[::1]',
    '[::1]:3000',
  ]) {
    expect([host, known(host)]).toEqual([host, true]);
  }
});

test('what only looks like one is not', () => {
  const foreign = [
    null,
    '',
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'localhost:3000:3000',
    'localhost:',
    'localhost:x',
    '127.0.0.1.nip.io',
    '127.0.0.1@evil.example',
    '1127.0.0.1',
    '127.0.0',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
    ' localhost',
    'localhost/',
    'localhost\\',
    '2130706433',
  ];
  for (const host of foreign) expect([host, known(host)]).toEqual([host, false]);
});

test('the public address joins with its own port, the listening one with any', () => {
  const env = { ATELIER_PUBLIC_URL: 'https://Studio.example:8443/atelier', ATELIER_HOST: '192.168.1.5' };
  expect(
    ['studio.example:8443', 'STUDIO.example:8443', '192.168.1.5', '192.168.1.5:3000'].map((host) =>
      known(host, env),
    ),
  ).toEqual([true, true, true, true]);
  expect(
    ['studio.example', 'studio.example:443', '192.168.1.6', '192.168.1.5.nip.io'].map((host) =>
      known(host, env),
    ),
  ).toEqual([false, false, false, false]);
  expect([
    known('[fd00::1]:3000', { ATELIER_HOST: 'fd00::1' }),
    known('[fd00::2]', { ATELIER_HOST: 'fd00::1' }),
  ]).toEqual([true, false]);
  expect(known('studio.example', { ATELIER_PUBLIC_URL: 'https://studio.example:443' })).toBe(true);
});

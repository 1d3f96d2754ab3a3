import { expect, test } from './fixtures';

const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');

const pages = ['/', '/images/none', `/s/${'A'.repeat(43)}`, '/nothing/here', '/nothing.html'];

test('every page carries a policy with a nonce of its own, and every script in it that nonce', async ({
  call,
}) => {
  const seen = new Set<string>();
  for (const path of [...pages, ...pages]) {
    const { headers, bytes } = await call(`GET ${path}`);
    const policy = headers['content-security-policy'] ?? '';
    const [, nonce = ''] = /'nonce-([\w+/=]{22,})'/.exec(policy) ?? [];
    expect([path, policy]).toEqual([path, policyOf(nonce)]);
    expect(seen).not.toContain(nonce);
    seen.add(nonce);
    const scripts = [...bytes.toString().matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts)
      expect([path, tag]).toEqual([path, expect.stringContaining(`nonce="${nonce}"`)]);
    expect(headers['cache-control']).toContain('no-store');
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

test('a policy or a nonce that a caller sends is not used', async ({ call }) => {
  const forged = {
    'content-security-policy': "script-src 'nonce-forged'",
    'content-security-policy-report-only': "script-src 'nonce-forged'",
    'x-nonce': 'forged',
  };
  const { headers, bytes } = await call('GET /', { headers: forged });
  expect(JSON.stringify(headers)).not.toContain('forged');
  expect(bytes.toString()).not.toContain('forged');
});

test('a shared page asks not to be found', async ({ call }) => {
  const { headers } = await call(`GET /s/${'A'.repeat(43)}`);
  expect(headers['x-robots-tag']).toBe('noindex, noimageindex');
});

import { errorOf, expect, file, test } from './fixtures';
import { newColor, plain } from './samples';

const foreignHosts = [
  'evil.example',
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '10.0.0.7',
  'localhost@evil.example',
];
const doors = [
  'GET /api/models',
  'GET /api/tasks',
  'GET /api/runs',
  'GET /api/images',
  'GET /api/shares',
  'GET /api/health/live',
  'GET /api/openapi.json',
  'POST /api/generate',
  'POST /api/images',
  'POST /api/shares',
  'POST /api/quote',
  'GET /api/connections',
  'POST /api/connections',
  'PATCH /api/connections/x',
  'DELETE /api/connections/x',
  'PUT /api/connections/order',
  'POST /api/connections/recognise',
  'POST /api/connections/examine',
  'POST /api/connections/x/trial',
  'DELETE /api/images/x',
  'PATCH /api/tasks/x',
  'POST /api/tasks/x/cancel',
  'POST /api/tasks/x/check',
  'POST /api/tasks/x/retry',
  'GET /api/images/x/file',
  'GET /api/nothing/at/all',
];
const wrongHost = errorOf(
  'wrong_host',
  'Atelier does not answer to this address. Set ATELIER_PUBLIC_URL to the one you use.',
);
const foreign = errorOf('forbidden', 'This request came from another site.');

test('no door opens under a foreign host name, not even with its own origin or forwarded headers', async ({
  call,
  studio,
}) => {
  for (const host of foreignHosts) {
    for (const door of doors) {
      const headers = {
        host,
        origin: `http://${host}`,
        'x-forwarded-host': new URL(studio.url).host,
        'content-type': 'application/json',
      };
      const { status, body } = await call(door, { headers });
      expect.soft([door, host, status, body]).toEqual([door, host, 421, wrongHost]);
    }
  }
});

test('a page is refused under a foreign host name too', async ({ call }) => {
  for (const path of ['/', '/images/x', '/s/x']) {
    expect((await call(`GET ${path}`, { headers: { host: 'evil.example' } })).status).toBe(421);
  }
});

test('loopback names pass with any port', async ({ call }) => {
  for (const host of ['localhost', 'LOCALHOST:9', '127.0.0.1:80', '[::1]:3000', '127.8.8.8']) {
    expect((await call('GET /api/models', { headers: { host } })).status).toBe(200);
  }
});

test('another site opens no door, whatever it sends', async ({ call, studio }) => {
  const before = await call('GET /api/tasks');
  const signs = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: studio.url.replace(/:\d+$/, ':1') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: studio.url, 'sec-fetch-site': 'cross-site' },
  ];
  for (const sign of signs) {
    for (const door of doors) {
      for (const type of [
        'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
      ]) {
        const { status, body } = await call(door, {
          headers: { ...sign, 'content-type': type } as Record<string, string>,
        });
        expect.soft([door, sign, status, body]).toEqual([door, sign, 403, foreign]);
      }
    }
  }
  expect((await call('GET /api/tasks')).body).toEqual(before.body);
});

test('the own page passes, a typed address may read but not write', async ({ call, studio }) => {
  const own = { origin: studio.url, 'sec-fetch-site': 'same-origin' };
  expect((await call('GET /api/models', { headers: own })).status).toBe(200);
  expect((await call('GET /api/models', { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
  const typed = await call('POST /api/quote', {
    json: { operation: 'generate', prompt: 'x' },
    headers: { 'sec-fetch-site': 'none' },
  });
  expect([typed.status, typed.body]).toEqual([403, foreign]);
});

test('only JSON and forms are read', async ({ call }) => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'text/json',
    'application/jsonp',
    'application/json; charset=utf-16',
  ];
  for (const type of types) {
    const { status, body } = await call('POST /api/generate', {
      data: Buffer.from('{"prompt":"x"}'),
      headers: { 'content-type': type },
    });
    expect([type, status, body]).toEqual([
      type,
      415,
      errorOf('unsupported_media', 'The body must be application/json or multipart/form-data.'),
    ]);
  }
  const { status, body } = await call('POST /api/shares', {
    form: { file: file(Buffer.from('x'), 'x.png') },
  });
  expect([status, body]).toEqual([415, errorOf('unsupported_media', 'The body must be application/json.')]);
});

test('a method that is not offered says which are', async ({ call }) => {
  const wrong = {
    'DELETE /api/generate': 'POST',
    'GET /api/generate': 'POST',
    'OPTIONS /api/generate': 'POST',
    'PUT /api/images': 'GET, POST, HEAD',
    'POST /api/models': 'GET, HEAD',
    'GET /api/tasks/x/cancel': 'POST',
    'GET /api/tasks/x/check': 'POST',
    'OPTIONS /api/images/x': 'GET, PATCH, DELETE, HEAD',
  };
  for (const [line, allow] of Object.entries(wrong)) {
    const { status, body, headers } = await call(line, { headers: { 'x-http-method-override': 'POST' } });
    const [method] = line.split(' ');
    expect([line, status, body, headers['allow']]).toEqual([
      line,
      405,
      errorOf('method_not_allowed', `${method} is not offered here; ${allow} is.`),
      allow,
    ]);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});

test('an unknown address says so in the error shape, an unknown operation too', async ({ call }) => {
  const lines = [
    'GET /api',
    'GET /api/nothing',
    'POST /api/nothing',
    'DELETE /api/nothing/at/all',
    'POST /api/edit',
    'GET /api/images/..%2f..%2fx',
    'GET /api/images/%00',
  ];
  for (const line of lines) {
    const { status, body } = await call(line, { headers: { 'content-type': 'application/json' } });
    expect
      .soft([line, status, body])
      .toEqual([line, 404, errorOf('not_found', 'There is nothing at this address.')]);
  }
});

test('bodies over the cap are refused before they are parsed, and the door stays open', async ({ call }) => {
  const json = await call('POST /api/generate', {
    data: Buffer.alloc(1024 * 1024 + 1, '{"prompt":"x"}'),
    headers: { 'content-type': 'application/json' },
  });
  expect([json.status, json.body]).toEqual([
    413,
    errorOf('too_large', 'The body is larger than 1 MB.', { body: 'is too large' }),
  ]);
  const form = await call('POST /api/images', {
    form: { file: file(Buffer.alloc(30 * 1024 * 1024, 7), 'big.png') },
  });
  expect([form.status, form.body]).toEqual([
    413,
    errorOf('too_large', 'The file is larger than 25 MB.', { file: 'is too large' }),
  ]);
  const picture = await plain(newColor()).png().toBuffer();
  expect((await call('POST /api/images', { form: { file: file(picture, 'after.png') } })).status).toBe(201);
});

test('every answer of the API is private and inert', async ({ call }) => {
  for (const line of ['GET /api/models', 'GET /api/nothing', 'POST /api/generate', 'GET /api/health/live']) {
    const { headers } = await call(line, { headers: { 'content-type': 'application/json' } });
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  }
});

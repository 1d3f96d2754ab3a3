import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { AppError } from '@/lib/schema/error';
import { methods, reply, route, type RouteHandler } from '@/lib/server/route';

// Before anything asks for the log: what these tests provoke is loud.
process.env['ATELIER_LOG'] = 'silent';

const url = 'http://localhost:3000/api/thing';
const context = { params: Promise.resolve({ id: 'a' }) };

const ask = async (handler: RouteHandler, init: RequestInit = {}, address = url) => {
  const headers = { host: 'localhost:3000', ...(init.headers as Record<string, string>) };
  const response = await handler(
    new Request(address, { ...init, headers, duplex: 'half' } as RequestInit),
    context,
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null, text };
};

const json = (body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
});

test('a thrown error tells nothing of itself', async () => {
  const secrets = ['ENOENT /srv/atelier/data', 'select * from tasks', 'sk-secret'];
  for (const secret of secrets) {
    for (const thrown of [new Error(secret), new AppError('internal', secret), secret, { message: secret }]) {
      const { status, body, text } = await ask(
        route({}, () => {
          throw thrown;
        }),
      );
      expect(status).toBe(500);
      expect(body).toEqual({
        error: {
          code: 'internal',
          message: 'Something went wrong in Atelier. The log has the details.',
          requestId: expect.any(String),
        },
      });
      expect(text).not.toContain(secret);
    }
  }
});

test('a database that another program holds, and a full disk, are told with the reason', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'atelier-route-')), 'held.db');
  const holder = new DatabaseSync(file);
  const studio = new DatabaseSync(file, { timeout: 0 });
  holder.exec('begin exclusive');
  const held = await ask(route({}, () => studio.exec('begin immediate') ?? {}));
  expect([held.status, held.headers.get('retry-after')]).toEqual([503, '10']);
  expect(held.body).toMatchObject({ error: { code: 'unavailable', message: 'The database is held by another program.' } });
  for (const database of [holder, studio]) database.close();
  rmSync(path.dirname(file), { recursive: true });
  const full = route({}, () => {
    throw Object.assign(new Error('ENOSPC: /srv/atelier/data'), { code: 'ENOSPC' });
  });
  const { status, body } = await ask(full);
  expect([status, body.error.message]).toEqual([503, 'The disk of the data folder is full.']);
});

test('a named error keeps its status, fields and the time to wait, not its cause', async () => {
  const error = new AppError('rate_limited', 'Slow down.', {
    fields: { key: 'is busy' },
    retryAfter: 1.2,
    cause: 'sk-secret',
  });
  const { status, headers, body, text } = await ask(
    route({}, () => {
      throw error;
    }),
  );
  expect([status, headers.get('retry-after')]).toEqual([429, '2']);
  expect(body).toEqual({
    error: {
      code: 'rate_limited',
      message: 'Slow down.',
      fields: { key: 'is busy' },
      requestId: expect.any(String),
    },
  });
  expect(text).not.toContain('sk-secret');
});

test('the handler is reached only behind every gate', async () => {
  let reached = 0;
  const handler = route(
    {
      params: z.object({ id: z.string() }),
      query: z.strictObject({}),
      body: z.strictObject({ a: z.int() }),
      paid: true,
    },
    () => {
      reached += 1;
      return {};
    },
  );
  const good = json('{"a":1}');
  const bad: [number, RequestInit, string?][] = [
    [421, { ...good, headers: { ...good.headers, host: 'evil.example' } }],
    [403, { ...good, headers: { ...good.headers, origin: 'null' } }],
    [400, { ...good, headers: { ...good.headers, 'idempotency-key': 'a b' } }],
    [415, { ...good, headers: { 'content-type': 'text/plain' } }],
    [422, good, `${url}?a=1`],
    [413, json(`"${'x'.repeat(1024 * 1024)}"`)],
    [400, json('{"a":')],
    [422, json('{"a":"1"}')],
    [422, json('{"a":1,"__proto__":{}}')],
  ];
  for (const [status, init, address] of bad) expect((await ask(handler, init, address)).status).toBe(status);
  expect(reached).toBe(0);
  expect((await ask(handler, good)).status).toBe(200);
  expect(reached).toBe(1);
});

test('a body is counted as it comes, whatever its length says', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const handler = route({ body: z.unknown() }, () => ({}));
  const { status } = await ask(handler, {
    method: 'POST',
    body: endless,
    headers: { 'content-type': 'application/json' },
  });
  expect(status).toBe(413);
  expect(sent).toBeLessThan(80);
});

test('answers carry their own status and headers over the common ones', async () => {
  const { GET, HEAD, POST } = methods({
    GET: route({}, () => reply(202, { a: 1 }, { 'Cache-Control': 'private' })),
  });
  const got = await ask(GET);
  expect([got.status, got.body, got.headers.get('cache-control')]).toEqual([202, { a: 1 }, 'private']);
  expect((await ask(HEAD)).text).toBe('');
  const refused = await ask(POST, { method: 'POST' });
  expect([refused.status, refused.headers.get('allow'), refused.headers.get('cache-control')]).toEqual([
    405,
    'GET, HEAD',
    'private, no-store',
  ]);
});

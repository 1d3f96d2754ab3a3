import type { RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { sendOnce, type SendLimits } from '@/lib/server/http';
import type { Outgoing } from '@/lib/server/providers/provider';
import { serve } from '../workshop';

type Seen = { method: string; body: string; headers: Record<string, unknown>; connection: Socket };

/** A server that reads every request whole, remembers it, and only then answers. */
async function upstream(answer: RequestListener) {
  const seen: Seen[] = [];
  const server = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', body, headers: request.headers, connection: request.socket });
      answer(request, response);
    });
  });
  return { ...server, seen };
}

const post = (origin: string, more: Partial<Outgoing> = {}): Outgoing => ({
  method: 'POST',
  url: `${origin}/generate?x=1`,
  headers: { 'Content-Type': 'application/json', 'Api-Key': 'secret' },
  body: '{"prompt":"灯塔"}',
  ...more,
});
const limits: SendLimits = { deadlineMs: 30_000 };
const failure = (sent: Promise<unknown>): Promise<unknown> => sent.then(() => 'no error', (error: unknown) => error);

test('a reply of any status is a reply, with its headers and its text', async () => {
  for (const status of [200, 202, 400, 401, 429, 500, 503]) {
    const server = await upstream((_request, response) => response.writeHead(status, { 'Retry-After': '2' }).end('{"a":"é"}'));
    const reply = await sendOnce(post(server.origin), limits);
    expect(reply).toMatchObject({ status, text: '{"a":"é"}' });
    expect(reply.headers.get('retry-after')).toBe('2');
    expect(server.seen).toHaveLength(1);
    expect(Buffer.from(server.seen[0]?.body ?? '', 'latin1').toString()).toBe('{"prompt":"灯塔"}');
    await server.close();
  }
});

const broken: [string, RequestListener][] = [
  ['a reset after the body', (request) => request.socket.resetAndDestroy()],
  ['a close without a reply', (request) => request.socket.end()],
  [
    'a body that is cut, with a length',
    (request, response) => {
      response.writeHead(200, { 'content-length': '500' }).write('{"data":[');
      setTimeout(() => request.socket.destroy(), 20);
    },
  ],
  [
    'a body that is cut, in chunks',
    (request, response) => {
      response.writeHead(200).write('{"data":[');
      setTimeout(() => request.socket.destroy(), 20);
    },
  ],
  ['a reply that is no HTTP', (request) => request.socket.end('hello\r\n\r\n')],
];
for (const [name, answer] of broken) {
  test(`${name}: unknown_outcome, and one POST`, async () => {
    const server = await upstream(answer);
    expect(await failure(sendOnce(post(server.origin), limits))).toMatchObject({ code: 'unknown_outcome' });
    expect(server.seen).toHaveLength(1);
    await server.close();
  });
}

test('no answer: cut by the deadline, one POST, and the connection is closed', async () => {
  const server = await upstream(() => undefined);
  expect(await failure(sendOnce(post(server.origin), { deadlineMs: 2000 }))).toMatchObject({ code: 'unknown_outcome' });
  expect(server.seen).toHaveLength(1);
  await expect.poll(() => server.seen[0]?.connection.destroyed).toBe(true);
  await server.close();
});

test('a drip is cut by the total deadline, not kept alive by each byte', async () => {
  let dripping: NodeJS.Timeout | undefined;
  const server = await upstream((_request, response) => {
    response.writeHead(200);
    dripping = setInterval(() => response.write('x'), 30);
  });
  expect(await failure(sendOnce(post(server.origin), { deadlineMs: 2000 }))).toMatchObject({ code: 'unknown_outcome' });
  clearInterval(dripping);
  expect(server.seen).toHaveLength(1);
  await server.close();
});

const endless: RequestListener = (_request, response) => {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
  };
  response.on('drain', more).on('error', () => undefined);
  more();
};

test('a reply over the cap is cut, plain and packed', async () => {
  const mebibyte = 1024 * 1024;
  const bomb = gzipSync(Buffer.alloc(20 * mebibyte));
  const packed: RequestListener = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  for (const answer of [endless, packed]) {
    const server = await upstream(answer);
    expect(await failure(sendOnce(post(server.origin), limits))).toMatchObject({ code: 'unknown_outcome' });
    expect(server.seen).toHaveLength(1);
    await server.close();
  }
  const exact = await upstream((_request, response) => response.end(Buffer.alloc(mebibyte, 'x')));
  expect((await sendOnce(post(exact.origin), limits)).text).toHaveLength(mebibyte);
  await exact.close();
});

test('a packed reply is unpacked although nobody asked for one', async () => {
  const server = await upstream((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"ok":true}')),
  );
  expect((await sendOnce(post(server.origin), limits)).text).toBe('{"ok":true}');
  await server.close();
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} is not followed and the key goes nowhere else`, async () => {
    const canary = await upstream((_request, response) => response.end('caught'));
    const server = await upstream((_request, response) => response.writeHead(status, { location: `${canary.origin}/` }).end());
    expect((await sendOnce(post(server.origin), limits)).status).toBe(status);
    expect(canary.seen).toHaveLength(0);
    await canary.close();
    await server.close();
  });
}

test('a port that nobody listens on, a name that nobody knows: provider_unreachable', async () => {
  const server = await serve(() => undefined);
  await server.close();
  const refused = await failure(sendOnce(post(server.origin), limits));
  expect(refused).toMatchObject({ code: 'provider_unreachable' });
  expect(String(refused)).toContain('Nothing was sent.');
  expect(await failure(sendOnce(post('http://nowhere.invalid'), limits))).toMatchObject({ code: 'provider_unreachable' });
});

test('TLS that cannot be agreed on: provider_unreachable, and nothing was sent', async () => {
  let bytes = '';
  const server = createServer((socket) => socket.on('data', (chunk: Buffer) => ((bytes += chunk.toString('latin1')), socket.end('no'))));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  expect(await failure(sendOnce(post(`https://127.0.0.1:${port}`), limits))).toMatchObject({ code: 'provider_unreachable' });
  expect(bytes).not.toContain('secret');
  server.close();
});

test('every exchange has a connection of its own', async () => {
  const server = await upstream((_request, response) => response.end('{}'));
  for (let round = 0; round < 5; round++) await sendOnce(post(server.origin), limits);
  expect(new Set(server.seen.map(({ connection }) => connection)).size).toBe(5);
  expect(server.seen[0]?.headers['connection']).toBe('close');
  await server.close();
});

test('a form goes out whole, with its length', async () => {
  const server = await upstream((_request, response) => response.end('{}'));
  const form = new FormData();
  form.set('image_file', new File([new Uint8Array([1, 2, 3])], 'image.png', { type: 'image/png' }));
  form.set('image_request', '{"prompt":"x"}');
  await sendOnce(post(server.origin, { headers: { 'Api-Key': 'secret' }, body: form }), limits);
  const [seen] = server.seen;
  expect(seen?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(seen?.headers['content-length']).toBe(String(seen?.body.length));
  expect(seen?.body).toContain('name="image_file"; filename="image.png"');
  expect(seen?.body).toContain('{"prompt":"x"}');
  await server.close();
});

const fault = (afterBody: boolean): Error => Object.assign(new Error('broke'), { afterBody });
const never = (): Promise<Response> => new Promise(() => undefined);

test('through a transport the same rules hold', async () => {
  const outcome = (transport: SendLimits['transport'], deadlineMs = 30_000) =>
    failure(sendOnce(post('http://sandbox.invalid'), { deadlineMs, transport }));
  expect(await outcome(() => Promise.reject(fault(true)))).toMatchObject({ code: 'unknown_outcome' });
  expect(await outcome(() => Promise.reject(fault(false)))).toMatchObject({ code: 'provider_unreachable' });
  expect(await outcome(never, 50)).toMatchObject({ code: 'unknown_outcome' });
  expect(await outcome(async () => new Response(new Uint8Array(2 * 1024 * 1024)))).toMatchObject({ code: 'unknown_outcome' });
  const echoed = await sendOnce(post('http://sandbox.invalid'), {
    ...limits,
    transport: async (request) => new Response(`${request.method} ${await request.text()}`, { status: 201 }),
  });
  expect(echoed).toMatchObject({ status: 201, text: 'POST {"prompt":"灯塔"}' });
});

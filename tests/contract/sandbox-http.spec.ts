import { request as open } from 'node:http';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { serveSandbox } from '@/lib/server/sandbox/serve';
import { freshData, items, photo } from './sandbox-harness';

freshData();
let origin: string;
let close: () => Promise<void>;
test.beforeAll(async () => {
  ({ origin, close } = await serveSandbox());
});
test.afterAll(() => close());

const key = { 'api-key': 'a-key' };
const bodyFor = (words: string) =>
  JSON.stringify({ image_request: { prompt: `a quiet harbour ${words}`, aspect_ratio: 'ASPECT_3_1', seed: 5 } });
const ask = (words: string, signal?: AbortSignal) =>
  fetch(`${origin}/sandbox/ideogram/generate`, {
    method: 'POST', headers: { ...key, 'content-type': 'application/json' }, body: bodyFor(words), signal,
  });
const charged = async (): Promise<number> => {
  const lines: unknown[] = await (await fetch(`${origin}/sandbox/ledger`)).json();
  return lines.length;
};

/** What a bare socket sees: the status and bytes that came, and the error that ended it. */
function raw(words: string): Promise<{ status: number | null; bytes: number; error: string | null }> {
  return new Promise((done) => {
    const seen = { status: null as number | null, bytes: 0 };
    const end = (error: string | null) => done({ ...seen, error });
    const headers = { ...key, 'content-type': 'application/json' };
    const call = open(`${origin}/sandbox/generate`, { method: 'POST', headers, agent: false }, (reply) => {
      seen.status = reply.statusCode ?? null;
      reply.on('data', (chunk: Buffer) => { seen.bytes += chunk.length; });
      reply.on('end', () => end(null)).on('error', ({ message }) => end(message));
    });
    call.on('error', ({ message }) => end(message));
    call.end(bodyFor(words));
  });
}

test('a picture goes the whole way, on links of the origin that was called', async () => {
  const [made] = await items(await ask(''));
  expect(made?.url.startsWith(`${origin}/sandbox/files/`)).toBe(true);
  const file = await fetch(made?.url ?? '');
  expect(file.headers.get('content-type')).toBe('image/png');
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(file.headers.get('content-length')).toBe(String(bytes.length));
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1536, height: 512 });
});

test('an upload goes the whole way', async () => {
  const body = new FormData();
  body.append('image_file', await photo());
  body.append('image_request', '{"resemblance":80}');
  const reply = await fetch(`${origin}/sandbox/ideogram/v1/upscale`, { method: 'POST', headers: key, body });
  expect((await items(reply))[0]).toMatchObject({ resolution: '96x64', upscaled_resolution: '192x128' });
});

test('fault:close destroys the socket after the charge, with no byte of an answer', async () => {
  const before = await charged();
  expect(await raw('fault:close')).toEqual({ status: null, bytes: 0, error: 'socket hang up' });
  expect(await charged()).toBe(before + 1);
});

test('fault:cut destroys it in the middle', async () => {
  expect(await raw('fault:cut=33')).toEqual({ status: 200, bytes: 33, error: 'aborted' });
});

test('fault:hang never answers, and the server survives the caller\'s leaving', async () => {
  const before = await charged();
  const leave = new AbortController();
  const reply = ask('fault:hang', leave.signal).then(() => 'answered', () => 'left');
  await expect.poll(charged).toBe(before + 1);
  leave.abort();
  expect(await reply).toBe('left');
  expect((await ask('')).status).toBe(200);
});

test('fault:drip arrives in pieces and whole', async () => {
  const reply = await ask('fault:drip=0.4');
  let pieces = 0;
  let text = '';
  for await (const piece of reply.body ?? []) {
    pieces += 1;
    text += Buffer.from(piece).toString();
  }
  expect(pieces).toBeGreaterThan(3);
  expect(JSON.parse(text)).toHaveProperty('data.0.url');
});

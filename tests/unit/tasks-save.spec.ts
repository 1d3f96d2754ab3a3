import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { expect, test } from '@playwright/test';
import type { Output } from '@/lib/server/providers/provider';
import { fileStore, imageKey } from '@/lib/server/store/files';
import { imagesOfTasks } from '@/lib/server/store/images';
import { linkEnd } from '@/lib/server/tasks/give-up';
import { png, price, serve, Workshop } from '../workshop';

let shop: Workshop;
let files: Awaited<ReturnType<typeof serve>>;
let hits: string[];
let answers: Record<string, RequestListener>;
test.beforeEach(async () => {
  hits = [];
  answers = {};
  files = await serve((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    hits.push(path);
    const answer = answers[path];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  shop = await Workshop.open({ ATELIER_TRUSTED_HOSTS: files.host });
});
test.afterEach(async () => {
  await shop.close();
  await files.close();
});

const send = (bytes: Buffer | string, type = 'image/png'): RequestListener => (_request, response) =>
  response.writeHead(200, { 'content-type': type }).end(bytes);
const status = (code: number): RequestListener => (_request, response) => response.writeHead(code).end();
const link = (path: string, more: Partial<Output> = {}): Output => ({
  source: { url: `${files.origin}${path}` },
  withheld: false,
  prompt: null,
  seed: null,
  ...more,
});
const withheld: Output = { source: null, withheld: true, prompt: null, seed: null };

let starts = 0;
function answering(...outputs: Output[]): void {
  starts = 0;
  shop.script = {
    start: async () => {
      starts += 1;
      return { state: 'done', outputs, text: null };
    },
  };
}
const pictures = (id: string) => imagesOfTasks(shop.db, [id]);

test('every picture is stored untouched, with its derived ones, under its hash', async () => {
  const [one, two] = [await png('#ff0000'), await png('#00ff00')];
  answers = { '/1': send(one), '/2': send(two, 'text/html') };
  answering(link('/1', { prompt: 'a tall lighthouse', seed: 11 }), link('/2', { prompt: 'a lighthouse' }));
  const { id } = await shop.accept({ count: 2, style: 'anime', seed: 5 } as never);
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', charge: 'billed', usdMicros: 2 * price, missing: [], error: null });
  const [first, second] = await pictures(id);
  expect(first).toMatchObject({ index: 0, seed: 11, usedPrompt: 'a tall lighthouse', prompt: 'a lighthouse', style: 'anime' });
  expect(second).toMatchObject({ index: 1, seed: 5, usedPrompt: null, width: 48, height: 32, type: 'image/png', color: '#00ff00' });
  for (const [image, bytes] of [[first, one], [second, two]] as const) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(image?.sha256).toBe(sha256);
    expect(await fileStore().read(imageKey(sha256, 'original'))).toEqual(bytes);
    expect(await fileStore().has(imageKey(sha256, 'thumb'))).toBe(true);
    expect(await fileStore().has(imageKey(sha256, 'preview'))).toBe(true);
  }
  expect((first?.n ?? 0) - (second?.n ?? 0)).toBe(1);
});

test('of four: stored, withheld, dead, never answered', async () => {
  answers = { '/1': send(await png()), '/3': status(410) };
  answering(link('/1'), withheld, link('/3'));
  const { id } = await shop.accept({ count: 4 });
  shop.work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'partial', charge: 'billed', usdMicros: 3 * price, error: null });
  expect(row.missing.map(({ index, reason }) => `${index} ${reason}`)).toEqual(['1 withheld', '2 lost', '3 absent']);
  expect(hits).toEqual(['/1', '/3', '/3', '/3', '/3']);
});

test('all withheld: failed, and it says that it was billed', async () => {
  answering(withheld, withheld);
  const { id } = await shop.accept({ count: 2 });
  shop.work();
  const row = await shop.ended(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'withheld', usdMicros: 2 * price, error: { code: 'rejected' } });
  expect(row.error?.message).toContain('billed although no picture came');
  expect(hits).toEqual([]);
});

for (const code of [403, 404, 410]) {
  test(`a link that answers ${code} again and again is dead: lost and billed`, async () => {
    answers = { '/1': status(code) };
    answering(link('/1'));
    const { id } = await shop.accept();
    shop.work();
    const row = await shop.hurriedEnd(id);
    expect(row).toMatchObject({ status: 'failed', charge: 'billed', usdMicros: price, error: { code: 'lost' } });
    expect(row.missing).toMatchObject([{ index: 0, reason: 'lost' }]);
    expect(hits).toHaveLength(4);
  });
}

test('a picture that is not yet where its link says is there a moment later', async () => {
  const bytes = await png();
  answers = { '/1': (_request, response) => void (hits.length < 3 ? response.writeHead(404).end() : response.end(bytes)) };
  answering(link('/1'));
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', missing: [] });
  expect([hits.length, starts]).toEqual([3, 1]);
});

const noPictures: [string, Buffer | string][] = [
  ['an HTML page', '<!doctype html><html><body>Sorry</body></html>'],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['a JSON error', '{"error":"gone"}'],
  ['a GIF', 'GIF89a/*<html>*/'],
];
for (const [name, body] of noPictures) {
  test(`${name} under image/png is fetched three times, then given up as corrupt`, async () => {
    answers = { '/1': send(body) };
    answering(link('/1'));
    const { id } = await shop.accept();
    shop.work();
    const row = await shop.hurriedEnd(id);
    expect(row.missing).toMatchObject([{ index: 0, reason: 'corrupt' }]);
    expect(hits).toHaveLength(3);
    expect(await pictures(id)).toEqual([]);
  });
}

test('a file that is cut, without anybody saying so, is found by decoding and fetched again', async () => {
  const whole = await png();
  let times = 0;
  answers = {
    '/1': (request, response) => {
      times += 1;
      if (times === 3) return void response.end(whole);
      request.socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'), whole.subarray(0, whole.length / 2)]));
    },
  };
  answering(link('/1'));
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect((await pictures(id))[0]?.bytes).toBe(whole.length);
});

test('a server that is down or breaks off is tried until it gives the picture; nothing is sent again', async () => {
  const whole = await png();
  let times = 0;
  answers = {
    '/1': (request, response) => {
      times += 1;
      if (times < 3) return void response.writeHead(500).end();
      if (times < 5) return void request.socket.destroy();
      if (times < 7) {
        response.writeHead(200, { 'content-length': String(whole.length) }).write(whole.subarray(0, 20));
        return void setTimeout(() => request.socket.destroy(), 5);
      }
      response.end(whole);
    },
  };
  answering(link('/1'));
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(hits).toHaveLength(7);
  expect(starts).toBe(1);
});

test('what is stored already is not fetched again, over a restart', async () => {
  answers = { '/1': send(await png()), '/2': status(500) };
  answering(link('/1'), link('/2'));
  const { id } = await shop.accept({ count: 2 });
  shop.work();
  await shop.until(id, (row) => row.status === 'saving' && row.leaseOwner === null && hits.length >= 2);
  await shop.stop();
  answers['/2'] = send(await png('#00ff00'));
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  // However often it was tried before the restart.
  const again = hits.length - 1;
  expect(again).toBeGreaterThanOrEqual(2);
  expect(hits.toSorted()).toEqual(['/1', ...Array.from({ length: again }, () => '/2')]);
  expect(starts).toBe(1);
});

test('a link that says when it ends is tried until then, any other for a day', () => {
  const answeredAt = Date.parse('2026-11-21T12:00:00Z');
  const day = 24 * 3_600_000;
  expect(linkEnd('https://example.com/1.png', answeredAt)).toBe(answeredAt + day);
  expect(linkEnd(`https://example.com/1.png?exp=${answeredAt / 1000 + 60}&sig=x`, answeredAt)).toBe(answeredAt + 60_000);
  for (const exp of ['', 'soon', '0', '-1', `${answeredAt / 1000 - 1}`]) {
    expect(linkEnd(`https://example.com/1.png?exp=${exp}`, answeredAt)).toBe(answeredAt + day);
  }
});

test('a link past its end is given up once the server no longer answers', async () => {
  answers = { '/1': status(503) };
  answering(link('/1'));
  const { id } = await shop.accept();
  shop.work();
  await shop.until(id, ({ status, leaseOwner }) => status === 'saving' && leaseOwner === null && hits.length >= 1);
  await shop.stop();
  await shop.db.updateTable('tasks').set({ answeredAt: Date.now() - 25 * 3_600_000 }).execute();
  shop.work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' } });
  expect(row.missing[0]?.message).toContain('expired');
});

test('more pictures than were asked for are kept', async () => {
  answers = { '/1': send(await png('#111111')), '/2': send(await png('#222222')) };
  answering(link('/1'), link('/2'));
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', usdMicros: 2 * price });
  expect((await pictures(id)).map(({ index }) => index)).toEqual([0, 1]);
});

test('done without any picture: failed as lost, and nobody knows what it cost', async () => {
  answering();
  const { id } = await shop.accept({ count: 2 });
  shop.work();
  const row = await shop.ended(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'unknown', usdMicros: 2 * price, error: { code: 'lost' } });
  expect(row.missing.map(({ reason }) => reason)).toEqual(['absent', 'absent']);
});

test('the figure the provider tells is the one that counts', async () => {
  const bytes = await png();
  shop.script = {
    start: async () => ({ state: 'done', outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: null }], text: null, usdMicros: 123 }),
  };
  const { id } = await shop.accept();
  shop.work();
  expect(await shop.ended(id)).toMatchObject({ status: 'succeeded', usdMicros: 123 });
  const left: string[] = [];
  for await (const key of fileStore().list('incoming/')) left.push(key);
  expect(left).toEqual([]);
});

test('a dead link is asked for again where the provider can be asked', async () => {
  answers = { '/old': status(403), '/new': send(await png()) };
  let polls = 0;
  shop.script = {
    start: async () => ({ state: 'running', handle: 'g1', progress: null }),
    poll: async () => {
      polls += 1;
      return { state: 'done', outputs: [link(polls === 1 ? '/old' : '/new')], text: null };
    },
  };
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('succeeded');
  expect(hits).toEqual(['/old', '/new']);
});

test('a remix and an upscale carry their source on; an upscale without a prompt its prompt', async () => {
  answers = { '/1': send(await png('#101010')), '/2': send(await png('#202020')) };
  answering(link('/1'));
  shop.work();
  const made = await shop.accept();
  await shop.ended(made.id);
  const source = (await pictures(made.id))[0]?.id ?? '';
  answering(link('/2'));
  const upscaled = await shop.accept({ operation: 'upscale', image: source, prompt: undefined } as never, { parentImageId: source });
  await shop.ended(upscaled.id);
  expect((await pictures(upscaled.id))[0]).toMatchObject({ parentId: source, prompt: 'a lighthouse', operation: 'upscale' });
});

test('the sandbox costs nothing even when all is withheld', async () => {
  shop.connection = { ...shop.connection, sandbox: true };
  answering(withheld);
  const { id } = await shop.accept();
  shop.work();
  const row = await shop.ended(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0 });
  expect(row.error?.message).not.toContain('billed');
});

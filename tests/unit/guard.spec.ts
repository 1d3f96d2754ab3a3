import { createServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { download, isPublicAddress, type DownloadLimits } from '@/lib/server/guard';
import { serve } from '../workshop';

/** quality/probes/ssrf.mjs: loopback, private, metadata and reserved addresses in every spelling. */
const hostile = [
  '127.0.0.1', '2130706433', '0x7f000001', '017700000001', '127.1', '0.0.0.0', '0', 'localhost', 'localhost.', 'LOCALHOST',
  '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '①②⑦.⓪.⓪.①',
  '127。0。0。1', 'user@127.0.0.1', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]',
  '[2001:0:0:0:0:0:80ff:fffe]', '169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '10.0.0.1', '172.16.0.1',
  '192.168.0.1', '192.0.0.192', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '[fe80::1]', '[fc00::1]',
  '[ff02::1]', '[fec0::1]', '[::ffff:0:7f00:1]', '[5f00::1]', '[100::1]',
];

type Canary = { server: Server; port: number; hits: number };
let canaries: Canary[];

async function canary(host: string): Promise<Canary> {
  const found: Canary = { server: createServer(), port: 0, hits: 0 };
  found.server.on('connection', (socket) => {
    found.hits += 1;
    socket.destroy();
  });
  await new Promise<void>((listening, failed) => found.server.once('error', failed).listen(0, host, listening));
  found.port = (found.server.address() as AddressInfo).port;
  return found;
}

test.beforeAll(async () => {
  canaries = [await canary('127.0.0.1'), await canary('::1')];
});
test.afterAll(() => canaries.forEach(({ server }) => server.close()));
const hits = () => canaries.reduce((sum, canary) => sum + canary.hits, 0);

const limits = (more: Partial<DownloadLimits> = {}): DownloadLimits => ({ trustedHosts: [], deadlineMs: 30_000, ...more });
const failure = (attempt: Promise<unknown>): Promise<unknown> => attempt.then(() => 'no error', (error: unknown) => error);
const resolvingTo = (...addresses: string[]) => async () =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

for (const host of hostile) {
  test(`${host} is refused before anything connects`, async () => {
    for (const { port } of canaries) {
      for (const scheme of ['https', 'http']) {
        expect(await failure(download(`${scheme}://${host}:${port}/`, limits()))).toMatchObject({ code: 'forbidden' });
      }
    }
    expect(hits()).toBe(0);
  });
}

const answers: [string, string[]][] = [
  ['loopback', ['127.0.0.1']],
  ['loopback, IPv6', ['::1']],
  ['a private network', ['10.1.2.3']],
  ['a private network, mapped', ['::ffff:10.0.0.1']],
  ['loopback, compatible', ['::127.0.0.1']],
  ['metadata', ['169.254.169.254']],
  ['a public and a private address', ['93.184.216.34', '127.0.0.1']],
  ['a private and a public address', ['127.0.0.1', '93.184.216.34']],
];
for (const [name, addresses] of answers) {
  test(`a name that resolves to ${name} is refused`, async () => {
    const port = canaries[0]?.port;
    const attempt = download(`https://pictures.example:${port}/`, limits({ resolve: resolvingTo(...addresses) }));
    expect(await failure(attempt)).toMatchObject({ code: 'forbidden' });
    expect(hits()).toBe(0);
  });
}

test('a name that resolves anew cannot lead elsewhere: it is asked once and that address is dialled', async () => {
  for (let round = 0; round < 50; round++) {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '203.0.113.7' : '127.0.0.1', family: 4 }];
    };
    await failure(download(`https://pictures.example:${canaries[0]?.port}/`, limits({ resolve, deadlineMs: 20 })));
    expect(asked).toBe(1);
  }
  expect(hits()).toBe(0);
});

const forms = [
  'file:///etc/passwd', 'data:image/png;base64,AAAA', 'blob:https://example.com/x', 'gopher://example.com/', 'ftp://example.com/x.png',
  'javascript:alert(1)', 'about:blank', 'ws://example.com/', 'http://example.com/x.png', 'https://user:pass@example.com/x.png',
  'https://user@example.com/x.png', 'https://example.com:22/', 'https://example.com:80/', 'not an address', '',
];
for (const form of forms) {
  test(`${form || 'an empty address'} is refused without resolving anything`, async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [];
    };
    expect(await failure(download(form, limits({ resolve })))).toMatchObject({ code: 'forbidden' });
    expect(asked).toBe(0);
  });
}

test('a trusted host may be private and plain; nothing of ours is sent to it', async () => {
  let headers: Record<string, unknown> = {};
  const server = await serve((request, response) => {
    headers = request.headers;
    response.end('picture');
  });
  expect(String(await download(`${server.origin}/1`, limits({ trustedHosts: [server.host] })))).toBe('picture');
  expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  expect(await failure(download(`${server.origin}/1`, limits({ trustedHosts: ['127.0.0.1:1'] })))).toMatchObject({ code: 'forbidden' });
  await server.close();
});

test('redirects are looked at one by one, three at most', async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
    else response.end('picture');
  });
  const trusted = limits({ trustedHosts: [server.host] });
  expect(String(await download(`${server.origin}/3`, trusted))).toBe('picture');
  expect(await failure(download(`${server.origin}/4`, trusted))).toMatchObject({ code: 'provider_failed' });
  await server.close();
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} from a trusted host to a private one is refused`, async () => {
    const targets = canaries.flatMap(({ port }) => [`https://127.0.0.1:${port}/`, `http://[::1]:${port}/`, `https://localhost:${port}/`]);
    for (const location of [...targets, 'file:///etc/passwd', 'https://']) {
      const server = await serve((_request, response) => response.writeHead(status, { location }).end());
      const attempt = download(`${server.origin}/`, limits({ trustedHosts: [server.host] }));
      expect(await failure(attempt)).toMatchObject({ code: 'forbidden' });
      await server.close();
    }
    expect(hits()).toBe(0);
  });
}

test('dead links are lost; other faults may be tried again', async () => {
  for (const [status, code] of [[403, 'lost'], [404, 'lost'], [410, 'lost'], [401, 'provider_failed'], [429, 'provider_failed'], [500, 'provider_failed'], [204, 'provider_failed']] as const) {
    const server = await serve((_request, response) => response.writeHead(status).end());
    expect(await failure(download(server.origin, limits({ trustedHosts: [server.host] })))).toMatchObject({ code });
    await server.close();
  }
});

test('bytes are counted after decoding, and a length that is told is believed when it is too long', async () => {
  const maxBytes = 1024 * 1024;
  const packed = gzipSync(Buffer.alloc(50 * maxBytes));
  const bomb = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
  expect(await failure(download(bomb.origin, limits({ trustedHosts: [bomb.host], maxBytes })))).toMatchObject({ code: 'too_large' });
  await bomb.close();
  const endless = await serve((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  });
  expect(await failure(download(endless.origin, limits({ trustedHosts: [endless.host], maxBytes })))).toMatchObject({ code: 'too_large' });
  await endless.close();
  const huge = await serve((_request, response) => void response.writeHead(200, { 'content-length': '5000000000' }).write('x'));
  expect(await failure(download(huge.origin, limits({ trustedHosts: [huge.host], maxBytes })))).toMatchObject({ code: 'too_large' });
  await huge.close();
});

test('a drip and a cut are provider_failed', async () => {
  let dripping: NodeJS.Timeout | undefined;
  const drip = await serve((_request, response) => {
    dripping = setInterval(() => response.write('x'), 20);
  });
  const slow = limits({ trustedHosts: [drip.host], deadlineMs: 200 });
  expect(await failure(download(drip.origin, slow))).toMatchObject({ code: 'provider_failed' });
  clearInterval(dripping);
  await drip.close();
  const cut = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('x');
    setTimeout(() => request.socket.destroy(), 20);
  });
  expect(await failure(download(cut.origin, limits({ trustedHosts: [cut.host] })))).toMatchObject({ code: 'provider_failed' });
  await cut.close();
});

test('public addresses are public', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8']) expect(isPublicAddress(address)).toBe(true);
  for (const address of ['', 'example.com', '999.1.1.1']) expect(isPublicAddress(address)).toBe(false);
});

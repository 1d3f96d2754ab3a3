import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { fillLibrary } from '../library';
import { Studio } from '../studio';
import { percentiles, printTable, timed } from './table';
import { instantUpstream } from './upstream';

const rounds = 40;

test('time that the studio adds to a paid request', async () => {
  const upstream = await instantUpstream();
  const studio = await Studio.start({
    IDEOGRAM_API_KEY: 'bench',
    IDEOGRAM_BASE_URL: upstream.origin,
    ATELIER_TRUSTED_HOSTS: new URL(upstream.origin).host,
  });
  const post = (url: string, body: unknown) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  const direct = async () => {
    const reply = await post(`${upstream.origin}/generate`, { image_request: { prompt: 'a' } });
    const { data } = (await reply.json()) as { data: { url: string }[] };
    await (await fetch(data[0]?.url ?? '')).arrayBuffer();
  };
  let revision = 0;
  const changes = async () => {
    const reply = await fetch(`${studio.url}/api/tasks/changes?since=${revision}&wait=25`);
    const body = (await reply.json()) as { revision: number; tasks: { id: string; status: string }[] };
    revision = body.revision;
    return body.tasks;
  };
  const accept = async () => ((await (await post(`${studio.url}/api/generate`, { prompt: 'a' })).json()) as { task: { id: string } }).task.id;

  const times: Record<'direct' | 'accepted' | 'first' | 'stored', number[]> = { direct: [], accepted: [], first: [], stored: [] };
  for (let round = 0; round < rounds + 5; round++) {
    const alone = await timed(direct);
    const start = performance.now();
    const id = await accept();
    const accepted = performance.now() - start;
    let seen = await changes();
    const first = performance.now() - start;
    while (!seen.some((task) => task.id === id && task.status === 'succeeded')) seen = await changes();
    const whole = performance.now() - start;
    // The first rounds warm the just-in-time compiler on both sides.
    if (round < 5) continue;
    times.direct.push(alone);
    times.accepted.push(accepted);
    times.first.push(first);
    times.stored.push(whole);
  }
  const base = percentiles(times.direct);
  printTable(
    'One generation: the upstream called directly against the studio (upstream answers at once, 1024 × 1024)',
    ['what', 'p50 ms', 'p95 ms', 'p50 × direct'],
    [
      ['direct: POST and download', base.p50, base.p95, 1],
      ['studio: POST answered (stored, synced)', ...row(times.accepted)],
      ['studio: POST + first changes', ...row(times.first)],
      ['studio: picture stored, hashed, three sizes', ...row(times.stored)],
    ],
  );
  function row(list: number[]): number[] {
    const { p50, p95 } = percentiles(list);
    return [p50, p95, p50 / base.p50];
  }
  upstream.close();
  await studio.remove();
});

test('JavaScript of the first page', async ({ browser }) => {
  const studio = await Studio.start();
  // An empty App Router page of this Next, measured the same way: shared/quality/performance.md.
  const floor = 112.7;
  const rows: (string | number)[][] = [];
  for (const [name, path] of [['studio', '/'], ['share page, unknown link', '/s/none']] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (/\.js(\?|$)/.test(response.url())) bodies.push(response.body());
    });
    await page.goto(studio.url + path);
    await page.waitForTimeout(1500);
    const files = await Promise.all(bodies);
    const size = files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0) / 1024;
    rows.push([name, files.length, size, size / floor]);
    await context.close();
  }
  printTable('JavaScript on the first page, cold', ['page', 'files', 'KiB brotli', '× an empty Next page (112.7)'], rows);
  expect(rows).toHaveLength(2);
  await studio.remove();
});

test('first page of the gallery at 10,000 pictures', async ({ browser }) => {
  const rows: (string | number)[][] = [];
  let base = 0;
  for (const images of [100, 10_000]) {
    const studio = await Studio.start({}, (folder) => fillLibrary(folder, images));
    const listing: number[] = [];
    for (let round = 0; round < rounds; round++) {
      listing.push(await timed(async () => (await fetch(`${studio.url}/api/runs`)).json()));
    }
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const opened: number[] = [];
    for (let round = 0; round < 5; round++) {
      opened.push(
        await timed(async () => {
          await page.goto(studio.url);
          await page.getByRole('article').first().waitFor();
        }),
      );
    }
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    await page.close();
    const { p50, p95 } = percentiles(listing);
    base ||= p50;
    rows.push([`${images}`, p50, p95, p50 / base, percentiles(opened).p50, String(nodes)]);
    await studio.remove();
  }
  printTable(
    'First page of the gallery',
    ['pictures', 'GET /api/runs p50 ms', 'p95 ms', '× 100 pictures', 'page to first tile p50 ms', 'DOM nodes'],
    rows,
  );
});

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freshData, generate, get, items } from './sandbox-harness';

// Links that live 3.6 seconds.
const life = { ATELIER_SANDBOX_LINK_HOURS: '0.001' };
const ask = async () => {
  const made = await items(await generate({ prompt: 'a quiet harbour', aspect_ratio: 'ASPECT_3_1' }));
  return made[0]?.url ?? '';
};
const status = async (url: string) => (await get(url)).status;

test('a link lives as long as is set, dies for good, and its file goes', async () => {
  const folder = freshData(life);
  const url = await ask();
  expect(await status(url)).toBe(200);
  await expect.poll(() => status(url)).toBe(410);
  expect(await (await get(url)).json()).toEqual({ error: 'This link has expired.' });
  expect(readdirSync(path.join(folder, 'sandbox', 'results'))).toEqual([]);
});

test('files whose links died unseen go with the next picture', async () => {
  const folder = path.join(freshData(), 'sandbox', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, '1700000000-AAAAAAAAAAAAAAAAAAAAAA.png'), 'old');
  await ask();
  const left = readdirSync(folder);
  expect(left).toHaveLength(1);
  expect(left[0]).not.toContain('1700000000');
});

test('a day when nothing is set', async () => {
  freshData();
  const expires = Number(new URL(await ask()).searchParams.get('exp')) * 1000;
  expect(Math.abs(expires - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
});

test('a link that was changed is refused', async () => {
  freshData();
  const url = await ask();
  const changed = (change: (link: URL) => void) => {
    const link = new URL(url);
    change(link);
    return status(link.href);
  };
  const expires = Number(new URL(url).searchParams.get('exp'));
  expect(await changed(({ searchParams }) => searchParams.set('exp', String(expires + 3600)))).toBe(403);
  expect(await changed(({ searchParams }) => searchParams.set('sig', '0'.repeat(64)))).toBe(403);
  expect(await changed(({ searchParams }) => searchParams.delete('sig'))).toBe(403);
  const moved = (path: string) => changed((link) => { link.pathname = path; });
  expect(await moved(new URL(url).pathname.replace(/.{5}\.png$/, 'AAAAA.png'))).toBe(403);
  expect(await moved('/sandbox/files/..%2f..%2fsecret')).toBe(404);
  expect(await status(url)).toBe(200);
});

test('a link of another data folder is refused', async () => {
  freshData();
  const url = await ask();
  freshData();
  expect(await status(url)).toBe(403);
});

test('links outlive a restart', async () => {
  const folder = freshData();
  const url = await ask();
  const secret = readFileSync(path.join(folder, 'sandbox', 'secret'), 'utf8');
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(path.join(folder, 'sandbox', 'secret')).mode & 0o077).toBe(0);
  freshData();
  process.env.ATELIER_DATA = folder;
  expect(await status(url)).toBe(200);
});

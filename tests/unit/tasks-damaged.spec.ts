import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Output } from '@/lib/server/providers/provider';
import { filesFolder, fileStore } from '@/lib/server/store/files';
import { bomb } from '../samples/png';
import { png, serve, Workshop } from '../workshop';

/** What came of a paid picture and could not be read is kept as it came. */
let shop: Workshop;
let files: Awaited<ReturnType<typeof serve>>;
/** What the link gives, one after the other, the last again and again; a number is a status. */
let gives: (Buffer | number)[];
let asked: number;

test.beforeEach(async () => {
  [gives, asked] = [[], 0];
  files = await serve((_request, response) => {
    const given = gives[Math.min(asked, gives.length - 1)];
    asked += 1;
    if (typeof given === 'number') response.writeHead(given).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(given);
  });
  shop = await Workshop.open({ ATELIER_TRUSTED_HOSTS: files.host });
});
test.afterEach(async () => {
  await shop.close();
  await files.close();
});

async function bought(source?: Output['source']): Promise<string> {
  const output = { source: source ?? { url: `${files.origin}/1` }, withheld: false, prompt: null, seed: null };
  shop.script = { start: async () => ({ state: 'done', outputs: [output], text: null }) };
  const { id } = await shop.accept();
  shop.work();
  return id;
}

async function allFiles(): Promise<string[]> {
  const found: string[] = [];
  for await (const key of fileStore().list('')) found.push(key);
  return found;
}

const told = (id: string): string => `What came is kept in the data folder, as files/damaged/${id}-0.`;
const cut = async (bytes: number): Promise<Buffer> => (await png()).subarray(0, bytes);

test('of three damaged files the last is kept, and the person is told where', async () => {
  gives = [await cut(60), await cut(70), await cut(80)];
  const id = await bought();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' } });
  expect(row.missing).toEqual([{ index: 0, reason: 'corrupt', message: `The picture is cut off or damaged. ${told(id)}` }]);
  expect(row.error?.message).toContain(told(id));
  expect(await fileStore().read(`damaged/${id}-0`)).toEqual(gives[2]);
  expect(await allFiles()).toEqual([`damaged/${id}-0`]);
});

test('once the whole picture came, no damaged file is left', async () => {
  gives = [await cut(60), await cut(70), await png()];
  const id = await bought();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'succeeded', missing: [] });
  expect(JSON.stringify(row.answer)).not.toContain('damaged/');
  expect((await allFiles()).filter((key) => key.startsWith('damaged'))).toEqual([]);
});

test('a link that dies after a damaged file leaves that', async () => {
  gives = [await cut(60), 404];
  const id = await bought();
  const row = await shop.hurriedEnd(id);
  expect(row.missing).toMatchObject([{ reason: 'lost', message: expect.stringContaining(told(id)) }]);
  expect(await fileStore().read(`damaged/${id}-0`)).toEqual(gives[0]);
});

test('a picture that came as bytes is kept under its new name', async () => {
  const bytes = await cut(60);
  const id = await bought({ bytes });
  expect((await shop.ended(id)).missing).toMatchObject([{ reason: 'corrupt', message: expect.stringContaining(told(id)) }]);
  expect(await allFiles()).toEqual([`damaged/${id}-0`]);
  expect(await fileStore().read(`damaged/${id}-0`)).toEqual(bytes);
});

test('one with more pixels than are decoded is kept, what never was a picture is not', async () => {
  gives = [bomb(9000, 9000)];
  const large = await bought();
  expect((await shop.ended(large)).missing).toMatchObject([{ message: `The picture has more than 64 megapixels. ${told(large)}` }]);
  await shop.stop();
  gives = [Buffer.from('<!doctype html><p>Sorry</p>')];
  const page = await bought();
  expect((await shop.hurriedEnd(page)).missing[0]?.message).not.toContain('kept');
  expect(await allFiles()).toEqual([`damaged/${large}-0`]);
});

test('while it cannot be kept the picture is not given up', async () => {
  gives = [await cut(60)];
  const inTheWay = path.join(filesFolder(shop.folder), 'damaged');
  await mkdir(path.dirname(inTheWay), { recursive: true });
  await writeFile(inTheWay, '');
  const id = await bought();
  await expect
    .poll(async () => {
      await shop.hurry(id);
      return asked;
    })
    .toBeGreaterThan(4);
  expect((await shop.row(id)).status).toBe('saving');
  await rm(inTheWay);
  expect((await shop.hurriedEnd(id)).missing).toMatchObject([{ reason: 'corrupt', message: expect.stringContaining(told(id)) }]);
  expect(await fileStore().read(`damaged/${id}-0`)).toEqual(gives[0]);
});

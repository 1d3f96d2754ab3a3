import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnvironment } from '@/lib/server/env';
import { diskFiles, fileStore, imageKey, type FileStore } from '@/lib/server/store/files';
import { expect, test } from './engines';

const bytes = Buffer.from('not really a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function keys(files: FileStore, prefix = ''): Promise<string[]> {
  const found: string[] = [];
  for await (const key of files.list(prefix)) found.push(key);
  return found.toSorted();
}

const everything = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);

test('the key of a picture tells its hash and its size', () => {
  expect(imageKey('abcd', 'original')).toBe('originals/ab/abcd');
  expect(imageKey('abcd', 'thumb')).toBe('thumbs/ab/abcd.webp');
  expect(imageKey('abcd', 'preview')).toBe('previews/ab/abcd.webp');
});

test('what is put can be read, streamed, listed and deleted', async ({ folder }) => {
  const files = diskFiles(path.join(folder, 'deep', 'files'));
  const key = imageKey(sha256, 'original');
  expect(await files.get(key)).toBeNull();
  expect(await files.read(key)).toBeNull();
  expect(await files.has(key)).toBe(false);
  await files.put(key, bytes);
  await files.put(imageKey(sha256, 'thumb'), Buffer.from('small'));
  expect(await files.read(key)).toEqual(bytes);
  expect(await files.has(key)).toBe(true);
  const streamed = await files.get(key);
  expect(streamed?.size).toBe(bytes.length);
  expect(Buffer.from(await new Response(streamed?.stream).arrayBuffer())).toEqual(bytes);
  expect(await keys(files)).toEqual([key, imageKey(sha256, 'thumb')]);
  expect(await keys(files, 'thumbs/')).toEqual([imageKey(sha256, 'thumb')]);
  expect(await keys(files, 'previews/')).toEqual([]);
  await files.delete(key);
  await files.delete(key);
  expect(await files.has(key)).toBe(false);
});

test('many writers of one key leave one whole file and no rest', async ({ folder }) => {
  const files = diskFiles(folder);
  const key = imageKey(sha256, 'original');
  const big = Array.from({ length: 8 }, (_, index) => Buffer.alloc(300_000, index));
  await Promise.all(big.map((content) => files.put(key, content)));
  const stored = await files.read(key);
  expect(big.some((content) => stored?.equals(content))).toBe(true);
  expect(await everything(folder)).toEqual([sha256]);
});

test('a write that fails leaves nothing', async ({ folder }) => {
  const files = diskFiles(folder);
  const key = imageKey(sha256, 'original');
  await mkdir(path.join(folder, key, 'in-the-way'), { recursive: true });
  await expect(files.put(key, bytes)).rejects.toThrow();
  expect(await everything(folder)).toEqual([]);
});

test('a folder that cannot be made is told at the first write', async ({ folder }) => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(diskFiles(path.join(folder, 'file', 'under')).put('a', bytes)).rejects.toThrow(/ENOTDIR/);
});

test('a wish for S3 is refused in one sentence, and the disk is where the data folder says', async ({ folder }) => {
  const held = globalThis as unknown as Record<symbol, unknown>;
  const environment = Symbol.for('atelier.environment');
  const before = held[environment];
  held[environment] = parseEnvironment({ S3_BUCKET: 'pictures' });
  expect(fileStore).toThrow('S3_BUCKET is set, but this version keeps files on disk only: unset it.');
  held[environment] = parseEnvironment({ ATELIER_DATA: folder });
  await fileStore().put('originals/ab/abcd', bytes);
  expect(await diskFiles(path.join(folder, 'files')).read('originals/ab/abcd')).toEqual(bytes);
  expect(fileStore()).toBe(fileStore());
  held[environment] = before;
  held[Symbol.for('atelier.files')] = undefined;
});

test('no key leads out of the folder', async ({ folder }) => {
  const files = diskFiles(path.join(folder, 'files'));
  const odd = ['', '/etc/passwd', '../x', 'a/../../x', 'a//b', 'a/', './a', '.hidden', 'a\\b', 'a\0b', 'A', 'a b', 'x.tmp', 'a/..'];
  for (const key of odd) {
    await expect(Promise.resolve().then(() => files.put(key, bytes))).rejects.toMatchObject({ code: 'internal' });
    await expect(Promise.resolve().then(() => files.read(key))).rejects.toMatchObject({ code: 'internal' });
    await expect(Promise.resolve().then(() => files.delete(key))).rejects.toMatchObject({ code: 'internal' });
  }
  expect(await everything(folder)).toEqual([]);
});

test('what kept pictures out at first, or took their folder away since, is made good at the next try', async ({ folder }) => {
  const place = path.join(folder, 'files');
  await writeFile(place, 'in the way');
  const files = diskFiles(place);
  await expect(files.put('originals/ab/abcd', bytes)).rejects.toThrow();
  await rm(place);
  await files.put('originals/ab/abcd', bytes);
  await rm(path.join(place, 'originals'), { recursive: true });
  await files.put('originals/ab/abcd', bytes);
  expect(await keys(files)).toEqual(['originals/ab/abcd']);
});

test('what a crash left half-written is swept after an hour, and is never listed', async ({ folder }) => {
  const place = path.join(folder, 'originals', 'ab');
  await mkdir(place, { recursive: true });
  const old = path.join(place, 'abcd.1.tmp');
  const fresh = path.join(place, 'abcd.2.tmp');
  const whole = path.join(place, 'abcd');
  for (const file of [old, fresh, whole]) await writeFile(file, 'x');
  const twoHoursAgo = Date.now() / 1000 - 7200;
  for (const file of [old, whole]) await utimes(file, twoHoursAgo, twoHoursAgo);
  const files = diskFiles(folder);
  await files.put('originals/cd/cdef', bytes);
  expect((await everything(folder)).toSorted()).toEqual(['abcd', 'abcd.2.tmp', 'cdef']);
  expect(await keys(files)).toEqual(['originals/ab/abcd', 'originals/cd/cdef']);
});

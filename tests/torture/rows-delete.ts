import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { loadImages } from '@/lib/server/library';
import { openShare } from '@/lib/server/shares';
import type { ImageRow } from '@/lib/server/store/images';
import { DiskStudio } from './disk-studio';
import { deleted, shareOf, sharedStatus } from './doors';
import type { StudioRow } from './row';

const sizes = ['thumb', 'preview', 'original'] as const;
const most = 20;
const moment = (): Promise<void> => sleep(Math.random() * most);

/** The first picture of a new run of two, there as soon as its row is; the other one is on its way, and fails once. */
async function firstOfTwo(studio: DiskStudio): Promise<{ id: string; first: ImageRow }> {
  const failed = new Set<string>();
  studio.gateway.asked = async (name, response) => {
    if (!name.endsWith('-1')) return true;
    await moment();
    if (failed.has(name)) return true;
    failed.add(name);
    response.writeHead(503).end();
    return false;
  };
  const [id = ''] = await studio.ask(1, 2);
  const row = await studio.shop.row(id);
  let first: ImageRow | undefined;
  while (first === undefined) {
    first = (await studio.images([row])).find(({ index }) => index === 0);
    if (first === undefined) await sleep(1);
  }
  return { id, first };
}

/** Waits for the end of one task; waits between tries are skipped. */
async function ended(studio: DiskStudio, id: string): Promise<void> {
  expect(await studio.shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', missing: [], error: null });
}

/** What is deleted, and the links that lead to it. */
type Gone = { image: string; tokens: string[] };

/** A picture is deleted while another one of its run is saved. */
async function whileSaving(studio: DiskStudio): Promise<Gone> {
  const { id, first } = await firstOfTwo(studio);
  await moment();
  expect(await deleted(first.id)).toBe(204);
  await ended(studio, id);
  return { image: first.id, tokens: [] };
}

/** A picture is deleted while somebody makes a link to it. */
async function whileSharing(studio: DiskStudio): Promise<Gone> {
  const { id, first } = await firstOfTwo(studio);
  const [token] = await Promise.all([moment().then(() => shareOf(first.id)), moment().then(() => deleted(first.id))]);
  await ended(studio, id);
  return { image: first.id, tokens: token === null ? [] : [token] };
}

/** A picture is deleted while somebody with a link looks at it for the first time. */
async function whileShown(studio: DiskStudio): Promise<Gone> {
  const { id, first } = await firstOfTwo(studio);
  const token = await shareOf(first.id);
  if (token === null) throw new Error('a picture of the library was refused');
  const looks = sizes.map((size) => moment().then(() => sharedStatus(token, size)));
  await moment();
  expect(await deleted(first.id)).toBe(204);
  for (const status of await Promise.all(looks)) expect([200, 404]).toContain(status);
  await ended(studio, id);
  return { image: first.id, tokens: [token] };
}

const races = [whileSaving, whileSharing, whileShown];

/** What still shows a deleted picture: its links, its pages, the library; and files or rows without their other half. */
async function ghostsOf(studio: DiskStudio, gone: Gone[]): Promise<string[]> {
  const ghosts: string[] = [];
  for (const { image, tokens } of gone) {
    for (const token of tokens) {
      for (const size of sizes) if ((await sharedStatus(token, size)) !== 404) ghosts.push(`${size} of ${image} by its link`);
      if (((await openShare(token))?.images.length ?? 0) > 0) ghosts.push(`${image} on the page of its link`);
    }
  }
  const { images } = await loadImages({ q: '', limit: 1_000_000 });
  const shown = new Set(images.map(({ id }) => id));
  for (const { image } of gone) if (shown.has(image)) ghosts.push(`${image} in the library`);
  expect(shown.size, 'the others of the runs stay').toBe(gone.length);
  for (const { key, trouble } of await studio.findings()) ghosts.push(`${trouble} ${key}`);
  for (const [name, times] of studio.gateway.downloads) if (name.endsWith('-0') && times > 1) ghosts.push(`${name} fetched again`);
  return ghosts;
}

export const deleteRows: StudioRow[] = [
  {
    id: 'A20',
    title: 'a picture deleted while its run is saved, while it is shared, while its link is open',
    cut: 6,
    full: 200,
    async play(n) {
      const studio = await DiskStudio.open();
      try {
        studio.work();
        const gone: Gone[] = [];
        for (let at = 0; at < n; at++) gone.push(await (races[at % races.length] ?? whileSaving)(studio));
        const ghosts = await ghostsOf(studio, gone);
        expect(ghosts).toEqual([]);
        const rows = await studio.rows();
        await studio.expectTrue(await studio.images(rows));
        const links = gone.flatMap(({ tokens }) => tokens).length;
        return `races ${n}, ghosts ${ghosts.length}; links to what is gone that answer 404 ${links} of ${links}`;
      } finally {
        await studio.close();
      }
    },
  },
];

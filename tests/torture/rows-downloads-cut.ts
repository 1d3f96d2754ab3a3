import { expect } from '@playwright/test';
import { environment } from '@/lib/server/env';
import { download } from '@/lib/server/guard';
import { breakOff, framings } from '../faults/plays';
import { sha256 } from '../sha256';
import { onField } from './on-field';
import { filesOf, watchLibrary } from './library-watch';
import { samples, type Sample } from './picture-samples';
import type { StudioRow } from './row';

const shares = [0.01, 0.5, 0.99] as const;
/** `a`, `b`, `a`, …, by number. */
const nth = <T>(all: readonly [T, ...T[]], at: number): T => all[at % all.length] ?? all[0];
/** As often as a picture may come damaged before it is given up. */
const triesOfOne = 3;

/** Where a file is cut off: but for the last byte, for what follows the last pixel, and further in. */
const places: readonly [(length: number) => number, ...((length: number) => number)[]] = [
  (length) => length - 1,
  (length) => length - 5,
  (length) => Math.floor(length * 0.99),
  (length) => Math.floor(length * 0.5),
  (length) => Math.floor(length * 0.1),
];

export const cutRows: StudioRow[] = [
  {
    id: 'A01',
    title: 'a picture cut off at 1, 50 and 99 %, by its length, in chunks and by the end of the line',
    cut: 3,
    full: 30,
    play: (n) =>
      onField(async (field) => {
        const kinds = await samples(1);
        const all = n * framings.length;
        field.upstream.fetched = ({ intent, times, response }) => {
          const at = Number(intent.split('-')[1]);
          const round = Math.floor(at / framings.length);
          const { bytes, type } = nth(kinds, at + round + Math.floor(at / 9));
          const share = nth(shares, round);
          const framing = nth(framings, at);
          if (times < triesOfOne) breakOff(response, bytes, Math.floor(bytes.length * share), framing, type);
          else response.writeHead(200, { 'content-type': type }).end(bytes);
        };
        const stop = watchLibrary(field, new Set(kinds.map(({ bytes }) => sha256(bytes))));
        await field.ask(all);
        field.work();
        const rows = await field.settled();
        const { bad, looks } = await stop();
        field.expectOnce(all);
        for (const row of rows) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', missing: [], error: null });
        const archived = (await field.images(rows)).length;
        expect(archived, 'archived').toBe(all);
        expect(bad, 'visible bad files').toBe(0);
        expect(looks).toBeGreaterThan(1);
        expect(field.upstream.downloadCount, 'downloads').toBe(all * triesOfOne);
        expect((await filesOf()).filter((key) => !/^(originals|previews|thumbs)\//.test(key)), 'left over').toEqual([]);
        return `cut downloads ${all * (triesOfOne - 1)}, visible bad files ${bad}, archived ${archived} of ${all}`;
      }),
  },
  {
    id: 'A02',
    title: 'a picture that ends with the line, cut off without anybody saying so',
    cut: 10,
    full: 50,
    play: (n) =>
      onField(async (field) => {
        const kinds = await samples(2);
        const partOf = (intent: string): Sample & { length: number } => {
          const at = Number(intent.split('-')[1]) - 1;
          const sample = nth(kinds, Math.floor(at / places.length));
          return { ...sample, length: nth(places, at)(sample.bytes.length) };
        };
        field.upstream.fetched = ({ intent, response }) => {
          const { bytes, length, type } = partOf(intent);
          breakOff(response, bytes, length, 'close', type);
        };
        for (const intent of await field.ask(n)) {
          const url = `${field.upstream.origin}/files/${intent}/seen`;
          const got = await download(url, { trustedHosts: environment().ATELIER_TRUSTED_HOSTS });
          expect(got.length, 'bytes that the client takes for all').toBe(partOf(intent).length);
        }
        const before = field.upstream.downloadCount;
        field.work();
        const rows = await field.settled();
        field.expectOnce(n);
        for (const row of rows) {
          expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' }, missing: [{ reason: 'corrupt' }] });
        }
        const good = (await field.images(rows)).length;
        expect(good, 'accepted as good').toBe(0);
        expect(field.upstream.downloadCount - before, 'downloads').toBe(n * triesOfOne);
        return `accepted as good ${good} of ${n}, each fetched ${triesOfOne} times`;
      }),
  },
];

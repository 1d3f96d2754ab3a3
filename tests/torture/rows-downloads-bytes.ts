import { expect } from '@playwright/test';
import type { TaskRow } from '@/lib/server/store/tasks';
import { fileStore, filesFolder } from '@/lib/server/store/files';
import { survey } from '@/lib/server/upkeep/survey';
import { dealt } from '../faults/row';
import { onField } from './on-field';
import { filesOf, watchLibrary } from './library-watch';
import { samples } from './picture-samples';
import type { StudioRow } from './row';
import { wrongTypes } from './wrong-types';

const hourMs = 3_600_000;
const triesOfOne = 3;
/** Past the signature and the header of a PNG, before its end. */
const [head, tail] = [33, 12];

/** A PNG with some bytes of its pixels flipped, others for every `seed`; only a PNG carries sums that tell of each. */
function flipped(png: Buffer, seed: number): Buffer {
  const bytes = Buffer.from(png);
  for (const at of [seed * 131, seed * 173 + 7, seed * 197 + 11]) {
    const place = head + (at % (bytes.length - head - tail));
    bytes.writeUInt8((bytes[place] ?? 0) ^ 0x55, place);
  }
  return bytes;
}

const intentOf = ({ idempotencyKey }: TaskRow): string => idempotencyKey ?? '';

export const byteRows: StudioRow[] = [
  {
    id: 'A03',
    title: 'flipped bytes behind a good header, each time other ones',
    cut: 5,
    full: 100,
    play: (n) =>
      onField(async (field) => {
        const [{ bytes: png }] = await samples(3);
        const came = new Map<string, Buffer>();
        field.upstream.fetched = ({ intent, times, response }) => {
          const bytes = flipped(png, Number(intent.split('-')[1]) * triesOfOne + times);
          came.set(intent, bytes);
          response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
        };
        const stop = watchLibrary(field, new Set());
        await field.ask(n);
        field.work();
        const rows = await field.settled();
        const { bad } = await stop();
        field.expectOnce(n);
        let kept = 0;
        for (const row of rows) {
          expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' }, missing: [{ reason: 'corrupt' }] });
          const key = `damaged/${row.id}-0`;
          expect(row.missing[0]?.message, 'the person is told where it is').toContain(`files/${key}`);
          expect(await fileStore().read(key), 'the raw copy').toEqual(came.get(intentOf(row)));
          kept += 1;
        }
        const shown = (await field.images(rows)).length + bad;
        expect(shown, 'shown as good').toBe(0);
        expect(field.upstream.downloadCount, 'downloads').toBe(n * triesOfOne);
        const { findings } = await survey(field.shop.db, filesFolder(field.shop.folder), Date.now() + 2 * hourMs);
        expect(findings, 'what the doctor finds').toEqual([]);
        return `shown as good ${shown} of ${n}, each fetched ${triesOfOne} times, raw copies kept ${kept}`;
      }),
  },
  {
    id: 'A09',
    title: 'twelve files of other types under image/png',
    cut: wrongTypes.length,
    full: wrongTypes.length,
    play: (n) =>
      onField(async (field) => {
        field.upstream.fetched = ({ intent, response }) =>
          void response.writeHead(200, { 'content-type': 'image/png' }).end(dealt(wrongTypes, intent).bytes);
        await field.ask(n);
        field.work();
        const rows = await field.settled();
        field.expectOnce(n);
        expect(new Set(rows.map((row) => dealt(wrongTypes, intentOf(row)).name)).size, 'types').toBe(wrongTypes.length);
        for (const row of rows) {
          const { name } = dealt(wrongTypes, intentOf(row));
          expect(row, name).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' }, missing: [{ reason: 'corrupt' }] });
        }
        const stored = (await field.images(rows)).length;
        expect(stored, 'pictures').toBe(0);
        expect(await filesOf(), 'files').toEqual([]);
        return `stored ${stored} of ${n}: ${wrongTypes.map(({ name }) => name).join(', ')}`;
      }),
  },
];

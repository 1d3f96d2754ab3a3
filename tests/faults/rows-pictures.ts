import { expect } from '@playwright/test';
import type { TaskRow } from '@/lib/server/store/tasks';
import type { Face } from './face';
import { tell } from './plays';
import { dealt, type Row } from './row';
import type { Made } from './upstream';

const asked = 4;
const onlyOne = ({ most }: Face): string | null => (most < asked ? 'makes one picture a request' : null);

/** The estimate of one picture, or null where the card has no price. */
const each = (row: TaskRow): number | null => (row.usdMicros === null ? null : row.usdMicros / row.count);

export const pictureRows: Row[] = [
  {
    id: 'A04',
    title: '403, 404 and 410 on a picture’s link, with and without a fresh one by poll',
    full: 50,
    async play(field, n) {
      const { upstream, face } = field;
      const byTask = face.polls !== null;
      const fresh = new Set(await field.ask(byTask ? n : 0));
      const gone = new Set(await field.ask(byTask ? Math.ceil(n / 4) : n));
      const codes = [403, 404, 410] as const;
      upstream.made = (intent, times) => [
        fresh.has(intent) && times > 1 ? 'ok-0' : `dead${dealt(codes, intent)}-0`,
      ];
      // The question for a fresh link may fail itself: the picture is not given up for that.
      upstream.asked = ({ intent, job, times, response }) => {
        const odd = Number(intent.split('-')[1]) % 2 === 1;
        if (odd && times === 2) return tell(response, 500, 'busy');
        if (odd && times === 3) return tell(response, 200, face.running(job, 'processing', 50));
        response.end(upstream.doneBody(intent, job, times));
      };
      field.work();
      const rows = await field.settled();
      field.expectOnce(rows.length);
      const saved = rows.filter((row) => row.idempotencyKey !== null && fresh.has(row.idempotencyKey));
      const lost = rows.filter((row) => !saved.includes(row));
      for (const row of saved) expect(row).toMatchObject({ status: 'succeeded', charge: 'billed', error: null });
      expect(await field.images(rows)).toHaveLength(saved.length);
      for (const row of lost) {
        expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' }, missing: [{ reason: 'lost' }] });
      }
      if (byTask) return `recovered ${saved.length} of ${fresh.size}, told as lost and billed ${lost.length} of ${gone.size}`;
      return `told as lost and billed ${lost.length} of ${gone.size}: no task to ask for a fresh link`;
    },
  },
  {
    id: 'A11',
    title: 'is_image_safe false and no link',
    full: 50,
    not: ({ unsafe }) => (unsafe === 'withheld' ? null : 'cannot say of a picture that it is held back'),
    async play(field, n) {
      field.upstream.made = () => ['unsafe'];
      await field.ask(n);
      field.work();
      const rows = await field.settled();
      field.expectOnce(n);
      for (const row of rows) {
        expect(row).toMatchObject({ status: 'failed', charge: 'withheld', error: { code: 'rejected' }, sends: 1 });
      }
      expect(field.upstream.downloadCount).toBe(0);
      return `withheld and billed ${n}, downloads 0, retries 0`;
    },
  },
  {
    id: 'A12',
    title: 'of four: two good, one held back, one dead',
    full: 50,
    not: onlyOne,
    async play(field, n) {
      field.upstream.made = () => ['ok-0', 'unsafe', 'ok-2', 'dead404-3'];
      await field.ask(n, asked);
      field.work();
      const rows = await field.settled();
      field.expectOnce(n);
      for (const row of rows) {
        expect(row).toMatchObject({ status: 'partial', charge: 'billed' });
        expect(row.missing.map(({ index, reason }) => [index, reason])).toEqual([
          [1, field.face.unsafe],
          [3, 'lost'],
        ]);
      }
      expect((await field.images(rows)).map(({ index }) => index % 2)).toEqual(Array.from({ length: 2 * n }, () => 0));
      const again = [...field.upstream.downloads].filter(([path, times]) => path.includes('/ok-') && times > 1);
      expect(again, 'good pictures fetched twice').toEqual([]);
      return `partial ${n}, images ${2 * n}, reasons ${2 * n}, good ones fetched again 0`;
    },
  },
  {
    id: 'A13',
    title: 'fewer, more, or the same pictures twice',
    full: 60,
    async play(field, n) {
      const count = Math.min(asked, field.face.most);
      const files = (length: number): Made[] => Array.from({ length }, (_, at) => `ok-${at}`);
      const twice = [...files(count), ...files(count)].slice(0, Math.max(2, count)).map((_, at) => `ok-${at % Math.max(1, count / 2)}`);
      const fewer = count > 1 ? files(count - 1) : files(2);
      const answers: readonly [Made[], ...Made[][]] = [fewer, files(count + 1), twice];
      field.upstream.made = (intent) => dealt(answers, intent);
      const before = await field.ask(n, count);
      const price = each((await field.rows())[0] as TaskRow);
      field.work();
      const rows = await field.settled();
      field.expectOnce(n);
      const images = Map.groupBy(await field.images(rows), ({ taskId }) => taskId);
      for (const [at, row] of rows.entries()) {
        const given = dealt(answers, before[at] ?? '').length;
        expect(images.get(row.id) ?? []).toHaveLength(given);
        expect(row.status).toBe(given < count ? 'partial' : 'succeeded');
        expect(row.missing.map(({ reason }) => reason)).toEqual(given < count ? ['absent'] : []);
        expect(row).toMatchObject({ charge: 'billed', usdMicros: price === null ? null : price * given });
      }
      const kept = [...images.values()].reduce((all, { length }) => all + length, 0);
      return `asked ${count} each, got ${kept} over ${n}, kept ${kept}, crashes 0`;
    },
  },
];

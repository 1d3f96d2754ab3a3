import { expect, test } from '@playwright/test';
import type { Output } from '@/lib/server/providers/provider';
import { png, serve, Workshop } from '../workshop';

const withheld: Output = { source: null, withheld: true, prompt: null, seed: null };
const refused = { code: 'forbidden', message: expect.stringContaining('not in ATELIER_TRUSTED_HOSTS') };

let shop: Workshop;
let files: Awaited<ReturnType<typeof serve>>;
let hits: string[];
let starts: number;
test.beforeEach(async () => {
  [hits, starts] = [[], 0];
  const picture = await png();
  files = await serve((request, response) => {
    hits.push(request.url ?? '');
    response.end(picture);
  });
  shop = await Workshop.open();
  shop.script = {
    start: async (input) => {
      starts += 1;
      const link: Output = { ...withheld, source: { url: `${files.origin}/1` }, withheld: false };
      const outputs = 'count' in input && input.count === 2 ? [link, withheld] : [link];
      return { state: 'done', outputs, text: null };
    },
  };
});
test.afterEach(async () => {
  await shop.close();
  await files.close();
});

/** Accepts a task, works on it and waits until its picture cannot be fetched. */
async function blocked(count = 1): Promise<string> {
  const { id } = await shop.accept({ count });
  shop.work();
  const row = await shop.until(id, ({ error, leaseOwner }) => error !== null && leaseOwner === null);
  expect(row.error).toEqual(refused);
  expect(hits).toEqual([]);
  return id;
}

test('a private host that nobody trusts is not connected to, and its picture not given up', async () => {
  const id = await blocked(2);
  expect(await shop.row(id)).toMatchObject({ status: 'saving', missing: [{ index: 1, reason: 'withheld' }] });
});

test('the picture is saved after a start with the variable set, and nothing is sent again', async () => {
  const id = await blocked();
  await shop.reconfigure({ ATELIER_TRUSTED_HOSTS: files.host });
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', error: null, missing: [] });
  expect(hits).toEqual(['/1']);
  expect(starts).toBe(1);
});

test('the picture is lost at the end of the link, and the reason names the variable', async () => {
  const id = await blocked();
  await shop.stop();
  await shop.db.updateTable('tasks').set({ answeredAt: Date.now() - 25 * 3_600_000 }).execute();
  shop.work();
  const row = await shop.hurriedEnd(id);
  expect(row).toMatchObject({ status: 'failed', charge: 'billed', error: { code: 'lost' } });
  expect(row.missing).toEqual([{ index: 0, reason: 'lost', message: refused.message }]);
  expect(hits).toEqual([]);
});

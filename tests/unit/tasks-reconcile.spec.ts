import { expect, test } from '@playwright/test';
import { AppError } from '@/lib/schema/error';
import type { Json, Lost, Provider } from '@/lib/server/providers/provider';
import { checkTask, settleTask } from '@/lib/server/tasks/check';
import { reconcileDue } from '@/lib/server/tasks/reconcile';
import type { FindSpeaker } from '@/lib/server/tasks/speaker';
import { png, price, Workshop } from '../workshop';

let shop: Workshop;
test.beforeEach(async () => {
  shop = await Workshop.open();
});
test.afterEach(() => shop.close());

const dayMs = 24 * 3_600_000;
const lost = async () => {
  throw new AppError('not_found', 'No such task.');
};

/** The scripted provider, which tells what it began. */
const listing = (find: NonNullable<Provider['find']>): FindSpeaker => (row) => {
  const speaker = shop.findSpeaker(row);
  return speaker && { ...speaker, provider: { ...speaker.provider, find } };
};

/** So many tasks whose answer broke off, each with no id to ask by. */
async function broken(n: number, findSpeaker: FindSpeaker = shop.findSpeaker): Promise<string[]> {
  shop.script = {
    start: async (_input, _model, context) => {
      await context.send({ method: 'POST', url: 'http://127.0.0.1:1/', headers: {} }).catch(() => undefined);
      throw new AppError('unknown_outcome', 'It broke off.');
    },
    poll: lost,
  };
  const ids = [];
  for (let index = 0; index < n; index++) ids.push((await shop.accept()).id);
  shop.work({ findSpeaker });
  for (const id of ids) expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'unknown', charge: 'unknown' });
  await shop.stop();
  return ids;
}

const due = (at = 0) => shop.db.updateTable('tasks').set({ runAt: at }).where('status', '=', 'unknown').execute();

test('what the provider lists is found, each for one task, and goes on from there without another purchase', async () => {
  const asked: Lost[] = [];
  const handles: Json[] = [{ id: 'p1' }, { id: 'p2' }];
  const findSpeaker = listing(async (what) => (asked.push(what), handles));
  const ids = await broken(3, findSpeaker);
  const bytes = await png();
  shop.script.poll = async () => ({
    state: 'done',
    outputs: [{ source: { bytes }, withheld: false, prompt: null, seed: null }],
    text: null,
  });
  await due();
  await reconcileDue({ db: shop.db, findSpeaker });
  const rows = await Promise.all(ids.map((id) => shop.row(id)));
  expect(rows.map(({ status, handle }) => [status, handle])).toEqual([
    ['running', { id: 'p1' }],
    ['running', { id: 'p2' }],
    ['unknown', null],
  ]);
  expect(rows[2]?.error?.message).toContain('lists nothing of this');
  expect(asked[0]).toMatchObject({ operation: { prompt: 'a lighthouse' } });
  expect(asked[0]?.from).toBeLessThan(rows[0]?.startedAt ?? 0);
  shop.work({ findSpeaker });
  for (const id of ids.slice(0, 2)) expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'succeeded', charge: 'billed', sends: 1 });
});

test('one with an id is reopened once it has ended there, and is left alone while it runs', async () => {
  shop.script = { start: async () => ({ state: 'running', handle: 'h', progress: null }), poll: lost };
  const { id } = await shop.accept();
  shop.work();
  expect((await shop.hurriedEnd(id)).status).toBe('unknown');
  await shop.stop();
  shop.script.poll = async () => ({ state: 'running', handle: 'h', progress: 50 });
  await due();
  const before = await shop.row(id);
  await reconcileDue({ db: shop.db, findSpeaker: shop.findSpeaker });
  const after = await shop.row(id);
  expect([after.status, after.revision]).toEqual(['unknown', before.revision]);
  expect(after.runAt).toBeGreaterThan(Date.now() + 25_000);
  // Not due again yet.
  shop.script.poll = async () => ({ state: 'ended', as: 'failed', charge: 'none', error: new AppError('timed_out', 'It never ran.') });
  await reconcileDue({ db: shop.db, findSpeaker: shop.findSpeaker });
  expect((await shop.row(id)).status).toBe('unknown');
  await due();
  await reconcileDue({ db: shop.db, findSpeaker: shop.findSpeaker });
  shop.work();
  expect(await shop.hurriedEnd(id)).toMatchObject({ status: 'failed', charge: 'none', usdMicros: 0 });
});

test('a question that fails changes nothing, and after a day nobody asks any more', async () => {
  let asked = 0;
  const findSpeaker = listing(async () => {
    asked += 1;
    throw new AppError('provider_failed', 'no list today');
  });
  const [id = ''] = await broken(1, findSpeaker);
  await due();
  const before = await shop.row(id);
  await reconcileDue({ db: shop.db, findSpeaker });
  expect([asked, await shop.row(id)]).toEqual([1, { ...before, runAt: expect.any(Number) }]);
  await shop.db.updateTable('tasks').set({ runAt: 0, finishedAt: Date.now() - dayMs }).execute();
  await reconcileDue({ db: shop.db, findSpeaker });
  expect(asked).toBe(1);
});

test('a person may ask by the list at once, and it stays unclear where nothing is listed', async () => {
  const findSpeaker = listing(async () => []);
  const [id = ''] = await broken(1, findSpeaker);
  expect(await checkTask(id, findSpeaker)).toMatchObject({ status: 'unknown', charge: 'unknown', error: { message: expect.stringContaining('probably never taken on') } });
  const none = listing(async () => null);
  expect(await checkTask(id, none)).toMatchObject({ status: 'unknown' });
});

test('a person says what an unclear end counts as, and may say otherwise', async () => {
  const [id = ''] = await broken(1);
  expect(await settleTask(id, 'unknown')).toMatchObject({ status: 'unknown', charge: 'unknown', usdMicros: price, settled: true });
  expect(await settleTask(id, 'none')).toMatchObject({ charge: 'none', usdMicros: 0, expected: { usdMicros: price, basis: 'estimated' } });
  expect(await settleTask(id, 'billed')).toMatchObject({ charge: 'billed', usdMicros: price });
  await expect(settleTask('nowhere', 'none')).rejects.toMatchObject({ code: 'not_found' });
  const other = await shop.accept();
  await expect(settleTask(other.id, 'none')).rejects.toMatchObject({ code: 'not_editable', status: 409 });
});
